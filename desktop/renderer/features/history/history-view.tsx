import { useTranslation } from "react-i18next";
import { roleAtLeast } from "../../../../shared/domain/user.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useTakesCalls } from "../../connection/use-takes-calls.ts";
import { useOtherZone } from "../../i18n/time-zone.ts";
import type { HistoryRoute } from "../../navigation/route.ts";
import { navigate } from "../../navigation/use-route.ts";
import { Page } from "../../ui/page.tsx";
import { useServerSecond } from "../../ui/server-time.ts";
import { Tabs } from "../../ui/tabs.tsx";
import { ContactList } from "./contact-list.tsx";
import { type HistoryPlace, placeOf, routeOf } from "./history-address.ts";
import type { HistoryFilters } from "./history-filters.ts";
import { MissedOffers } from "./missed-offers.tsx";

/**
 * What has been: contacts and missed offers; an agent's own, a supervisor's team and, if they take calls, their own. What is shown stands
 * in the address, so that a reload shows it again and "back" undoes a choice.
 */
export function HistoryView({ route }: { readonly route: HistoryRoute }) {
  const { t } = useTranslation("history");
  const { session } = useConnection();
  const takesCalls = useTakesCalls();
  const zone = useOtherZone(useServerSecond());
  const mayTeam = roleAtLeast(session.user.role, "supervisor");
  const reader = { userId: session.user.userId, mayTeam };
  const place = placeOf(route, reader);
  const go = (change: Partial<HistoryPlace>, entry?: "same") =>
    navigate(routeOf({ ...place, ...change }, reader), entry ?? "new");
  const list = {
    filters: place.filters,
    onChange: (filters: HistoryFilters, entry?: "same") => go({ filters }, entry),
  };
  const team = { id: "team", label: t("tab.team"), content: <ContactList key="team" team {...list} /> };
  const own = { id: "own", label: t("tab.own"), content: <ContactList key="own" team={false} {...list} /> };
  const missed = {
    id: "missed",
    label: t("tab.missed"),
    content: <MissedOffers team={mayTeam} date={place.missedOn} onDate={(missedOn) => go({ missedOn })} />,
  };
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
        selected={place.tab}
        onSelect={(id) => go({ tab: id === "team" || id === "own" ? id : "missed", missedOn: null })}
      />
    </Page>
  );
}
