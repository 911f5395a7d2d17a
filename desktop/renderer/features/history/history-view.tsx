import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { UserId } from "../../../../shared/domain/ids.ts";
import { roleAtLeast } from "../../../../shared/domain/user.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useTakesCalls } from "../../connection/use-takes-calls.ts";
import { useOtherZone } from "../../i18n/time-zone.ts";
import type { FigureBehind } from "../../navigation/route.ts";
import { Page } from "../../ui/page.tsx";
import { useServerSecond } from "../../ui/server-time.ts";
import { Tabs } from "../../ui/tabs.tsx";
import { ContactList } from "./contact-list.tsx";
import { MissedOffers } from "./missed-offers.tsx";

/** A supervisor's own day is not the team's. */
function firstTab(
  behind: FigureBehind | "missed" | undefined,
  mayTeam: boolean,
  me: UserId,
): "team" | "own" | "missed" {
  if (behind === "missed") return "missed";
  return mayTeam && behind?.agentId !== me ? "team" : "own";
}

/** What has been: contacts and missed offers; an agent's own, a supervisor's team and, if they take calls, their own. */
export function HistoryView({ behind }: { readonly behind?: FigureBehind | "missed" }) {
  const { t } = useTranslation("history");
  const { session } = useConnection();
  const takesCalls = useTakesCalls();
  const zone = useOtherZone(useServerSecond());
  const mayTeam = roleAtLeast(session.user.role, "supervisor");
  const [tab, setTab] = useState(firstTab(behind, mayTeam, session.user.userId));
  const figure = behind === undefined || behind === "missed" ? {} : { figure: behind };
  const team = { id: "team", label: t("tab.team"), content: <ContactList key="team" team {...figure} /> };
  const own = { id: "own", label: t("tab.own"), content: <ContactList key="own" team={false} {...figure} /> };
  const missed = { id: "missed", label: t("tab.missed"), content: <MissedOffers team={mayTeam} /> };
  return (
    <Page
      title={t(mayTeam ? "title-all" : "title")}
      {...(zone === null ? {} : { subtitle: t("by-centre", { zone }) })}
      wide
      data-testid="history-view"
    >
      <Tabs
        label={t("title")}
        tabs={[...(mayTeam ? [team] : []), ...(mayTeam && takesCalls === false ? [] : [own]), missed]}
        selected={tab}
        onSelect={(id) => setTab(id === "team" || id === "own" ? id : "missed")}
      />
    </Page>
  );
}
