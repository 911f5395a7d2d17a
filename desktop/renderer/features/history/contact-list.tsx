import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { startOfDay } from "../../../../shared/domain/calendar-day.ts";
import type { ContactRecord } from "../../../../shared/domain/contact.ts";
import { isServiceLevelSide } from "../../../../shared/domain/counted-as.ts";
import type { ServiceLevelVariant } from "../../../../shared/domain/service-level.ts";
import { CONTACTS_PAGE, listContacts } from "../../connection/contact-api.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useFailureText } from "../../connection/use-report-failure.ts";
import { useTimeZone } from "../../i18n/time-zone.ts";
import { navigate } from "../../navigation/use-route.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Icon } from "../../ui/icon.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useServerSecond } from "../../ui/server-time.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Table } from "../../ui/table.tsx";
import { ExportButton } from "./export-button.tsx";
import { HistoryFilterBar } from "./history-filter-bar.tsx";
import styles from "./history-view.module.css";
import { askedFor, type HistoryFilters } from "./history-filters.ts";
import { ServiceLevelSides } from "./service-level-sides.tsx";
import { useHistoryColumns } from "./use-history-columns.tsx";

interface ContactListProps {
  readonly team: boolean;
  readonly filters: HistoryFilters;
  /** @param entry "same": nothing that "back" has to undo */
  readonly onChange: (filters: HistoryFilters, entry?: "same") => void;
}

/** Contacts, newest first, narrowed by the server so that a page is always full: one's own, or the team's. */
export function ContactList({ team, filters, onChange }: ContactListProps) {
  const { t } = useTranslation("history");
  const { http } = useConnection();
  const timeZone = useTimeZone();
  // Only the day matters here; a new one asks anew.
  const today = startOfDay(useServerSecond(), 0, timeZone);
  const asked = useDeferredValue(askedFor(team ? filters : { ...filters, agentId: "any" }, today, timeZone));
  const contacts = useInfiniteQuery({
    queryKey: ["contacts", team, asked],
    queryFn: ({ signal, pageParam }) =>
      listContacts(http, { ...asked, scope: team ? "team" : "own" }, pageParam, signal),
    initialPageParam: undefined as ContactRecord | undefined,
    getNextPageParam: (page) => (page.length < CONTACTS_PAGE ? undefined : page.at(-1)),
    placeholderData: (before) => before,
    refetchOnMount: "always",
  });
  const rows = contacts.data?.pages.flat() ?? [];
  const isFiltered = Object.keys(asked).length > 0;
  return (
    <div className={styles.view}>
      <HistoryFilterBar
        filters={filters}
        onChange={(change) => onChange({ ...filters, ...change }, isTyping(filters, change) ? "same" : undefined)}
        team={team}
      />
      {filters.counted === "any" ? null : (
        <p className={styles.counted} data-testid="history-counted">
          <Icon name="board" size={14} />
          <span>{t("counted.today", { figure: t(`counted.${filters.counted}`) })}</span>
          <Button
            size="sm"
            tone="quiet"
            icon="close"
            onPress={() => onChange({ ...filters, counted: "any", variant: null })}
            data-testid="history-counted-all"
          >
            {t("counted.all")}
          </Button>
        </p>
      )}
      {filters.variant === null || !isServiceLevelSide(filters.counted) ? null : (
        <ServiceLevelSides
          variant={filters.variant}
          side={filters.counted}
          onSide={(counted) => onChange({ ...filters, counted })}
        />
      )}
      <Panel
        title={
          contacts.data === undefined
            ? t("contacts-unknown")
            : t(contacts.hasNextPage ? "contacts-more" : "contacts", { count: rows.length })
        }
        aside={team ? <ExportButton asked={asked} isEmpty={rows.length === 0} /> : undefined}
        flush
      >
        <Rows contacts={rows} team={team} state={contacts} filtered={isFiltered} judgedBy={filters.variant} />
      </Panel>
      {contacts.hasNextPage ? (
        <Button
          onPress={() => void contacts.fetchNextPage()}
          isPending={contacts.isFetchingNextPage}
          data-testid="history-more"
        >
          {t("more")}
        </Button>
      ) : null}
    </div>
  );
}

/** Letter after letter, or one day after another, is one step for who goes back: to before the first of them. */
function isTyping(filters: HistoryFilters, change: Partial<HistoryFilters>): boolean {
  return (change.text !== undefined && filters.text !== "") || change.from !== undefined || change.to !== undefined;
}

interface RowsProps {
  /** The list is behind a service level: on which side each call stands is told. */
  readonly judgedBy: ServiceLevelVariant | null;
  readonly contacts: readonly ContactRecord[];
  readonly team: boolean;
  readonly filtered: boolean;
  readonly state: { readonly isPending: boolean; readonly error: unknown; readonly refetch: () => unknown };
}

function Rows({ contacts, team, filtered, state, judgedBy }: RowsProps) {
  const { t } = useTranslation("history");
  const textOf = useFailureText();
  const columns = useHistoryColumns(team, judgedBy);
  if (state.isPending) return <Skeleton label={t("common:loading")} lines={8} />;
  if (state.error !== null && contacts.length === 0) {
    const { title, remedy } = textOf(state.error);
    return (
      <ErrorState title={title} hint={remedy} retryLabel={t("common:retry")} onRetry={() => void state.refetch()} />
    );
  }
  if (contacts.length === 0) {
    return (
      <EmptyState
        icon="clock"
        title={t(filtered ? "none-found" : "none")}
        hint={t(filtered ? "none-found-hint" : "none-hint")}
      />
    );
  }
  return (
    <Table
      label={t(team ? "title-all" : "title")}
      columns={columns}
      rows={contacts}
      rowId={(contact) => contact.contactId}
      rowTestId="history-row"
      onOpen={({ customerId }) => {
        if (customerId !== null) navigate({ view: "customer", customerId });
      }}
    />
  );
}
