import { useState } from "react";
import { useTranslation } from "react-i18next";
import { roleAtLeast } from "../../../../shared/domain/user.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useTakesCalls } from "../../connection/use-takes-calls.ts";
import { Page } from "../../ui/page.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { ContactList } from "./contact-list.tsx";
import { MissedOffers } from "./missed-offers.tsx";

/** What has been: contacts and missed offers; an agent's own, a supervisor's team and, if they take calls, their own. */
export function HistoryView() {
  const { t } = useTranslation("history");
  const { session } = useConnection();
  const takesCalls = useTakesCalls();
  const mayTeam = roleAtLeast(session.user.role, "supervisor");
  const [tab, setTab] = useState(mayTeam ? "team" : "own");
  const team = { id: "team", label: t("tab.team"), content: <ContactList key="team" team /> };
  const own = { id: "own", label: t("tab.own"), content: <ContactList key="own" team={false} /> };
  const missed = { id: "missed", label: t("tab.missed"), content: <MissedOffers team={mayTeam} /> };
  return (
    <Page title={t(mayTeam ? "title-all" : "title")} wide data-testid="history-view">
      <Tabs
        label={t("title")}
        tabs={[...(mayTeam ? [team] : []), ...(mayTeam && takesCalls === false ? [] : [own]), missed]}
        selected={tab}
        onSelect={setTab}
      />
    </Page>
  );
}
