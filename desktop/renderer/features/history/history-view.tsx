import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactRecord } from "../../../../shared/domain/contact.ts";
import { roleAtLeast } from "../../../../shared/domain/user.ts";
import { CONTACTS_PAGE, listContacts } from "../../connection/contact-api.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useFailureText } from "../../connection/use-report-failure.ts";
import { navigate } from "../../navigation/use-route.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Page } from "../../ui/page.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Table } from "../../ui/table.tsx";
import { TextField } from "../../ui/text-field.tsx";
import styles from "./history-view.module.css";
import { fits, OUTCOME_FILTERS, type OutcomeFilter } from "./outcome-filter.ts";
import { useHistoryColumns } from "./use-history-columns.tsx";

/** Contacts, newest first: an agent's own, a supervisor's all. */
export function HistoryView() {
  const { t } = useTranslation("history");
  const { http, session } = useConnection();
  const all = roleAtLeast(session.user.role, "supervisor");
  const [text, setText] = useState("");
  const [outcome, setOutcome] = useState<OutcomeFilter>("all");
  const query = useDeferredValue(text.trim());
  const contacts = useInfiniteQuery({
    queryKey: ["contacts", query],
    queryFn: ({ signal, pageParam }) => listContacts(http, query, pageParam, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.length < CONTACTS_PAGE ? undefined : page.at(-1)?.arrivedAt),
    placeholderData: (before) => before,
    refetchOnMount: "always",
  });
  const rows = (contacts.data?.pages.flat() ?? []).filter((contact) => fits(contact, outcome));
  return (
    <Page title={t(all ? "title-all" : "title")} wide data-testid="history-view">
      <div className={styles.filters}>
        <div className={styles.text}>
          <TextField
            label={t("filter")}
            labelHidden
            type="search"
            placeholder={t("filter-hint")}
            value={text}
            onChange={setText}
            maxLength={100}
            before={<Icon name="search" />}
            data-testid="history-filter"
          />
        </div>
        <div className={styles.outcome}>
          <Select
            label={t("outcome")}
            labelHidden
            options={OUTCOME_FILTERS.map((value) => ({ value, label: t(`outcome-filter.${value}`) }))}
            value={outcome}
            onChange={setOutcome}
          />
        </div>
      </div>
      <Panel title={t("contacts", { count: rows.length })} flush>
        <Rows contacts={rows} all={all} state={contacts} filtered={query !== "" || outcome !== "all"} />
      </Panel>
      {contacts.hasNextPage ? (
        <Button onPress={() => void contacts.fetchNextPage()} isPending={contacts.isFetchingNextPage}>
          {t("more")}
        </Button>
      ) : null}
    </Page>
  );
}

interface RowsProps {
  readonly contacts: readonly ContactRecord[];
  readonly all: boolean;
  readonly filtered: boolean;
  readonly state: { readonly isPending: boolean; readonly error: unknown; readonly refetch: () => unknown };
}

function Rows({ contacts, all, filtered, state }: RowsProps) {
  const { t } = useTranslation("history");
  const textOf = useFailureText();
  const columns = useHistoryColumns(all);
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
      label={t("title")}
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
