import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DoNotCallChange, DoNotCallNumber, DoNotCallPage } from "../../../../../shared/domain/do-not-call.ts";
import { useConnection } from "../../../connection/use-connection.ts";
import { useFormat } from "../../../i18n/use-format.ts";
import { phoneText } from "../../../presentation/phone-text.ts";
import { Button } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { SearchField } from "../../../ui/search-field.tsx";
import { Table } from "../../../ui/table.tsx";
import { QueryState } from "../query-state.tsx";
import users from "../users-panel.module.css";
import { readDoNotCall } from "./do-not-call-api.ts";
import styles from "./do-not-call.module.css";
import { ImportButton } from "./import-button.tsx";
import { NumberDialog } from "./number-dialog.tsx";

/** Numbers no call list rings: who put them there, when and why; and what was done to the list last. */
export function DoNotCallPanel() {
  const { t } = useTranslation("do-not-call");
  const { http } = useConnection();
  const [search, setSearch] = useState("");
  const [dialog, setDialog] = useState<"add" | DoNotCallNumber | null>(null);
  const wanted = search.trim();
  const page = useQuery({
    queryKey: ["do-not-call", wanted],
    queryFn: ({ signal }) => readDoNotCall(http, wanted, signal),
    placeholderData: keepPreviousData,
  });
  const readAgain = () => void page.refetch();
  return (
    <div className={users.panel} data-testid="do-not-call-panel">
      <div className={users.bar}>
        <div className={users.search}>
          <SearchField label={t("search")} value={search} onChange={setSearch} data-testid="do-not-call-search" />
        </div>
        <div className={styles.actions}>
          <ImportButton onDone={readAgain} />
          <Button tone="primary" icon="plus" onPress={() => setDialog("add")} data-testid="do-not-call-add">
            {t("add.open")}
          </Button>
        </div>
      </div>
      <p className={styles.effect}>{t("effect")}</p>
      <QueryState query={page}>
        {(data) => (
          <>
            <Numbers page={data} isSearch={wanted !== ""} onRemove={setDialog} />
            {data.changes.length === 0 ? null : <Changes changes={data.changes} />}
          </>
        )}
      </QueryState>
      {dialog === null ? null : (
        <NumberDialog entry={dialog === "add" ? null : dialog} onDone={readAgain} onClose={() => setDialog(null)} />
      )}
    </div>
  );
}

interface NumbersProps {
  readonly page: DoNotCallPage;
  readonly isSearch: boolean;
  readonly onRemove: (entry: DoNotCallNumber) => void;
}

function Numbers({ page, isSearch, onRemove }: NumbersProps) {
  const { t } = useTranslation("do-not-call");
  const format = useFormat();
  const { numbers, total, found } = page;
  if (numbers.length === 0)
    return isSearch && total > 0 ? (
      <EmptyState icon="search" title={t("none-found")} hint={t("none-found-hint")} />
    ) : (
      <EmptyState icon="phone-missed" title={t("empty")} hint={t("empty-hint")} />
    );
  const title =
    numbers.length < found
      ? t("first", { shown: format.number(numbers.length), found: format.number(found) })
      : t("count", { count: found });
  return (
    <Panel title={title} flush>
      <Table
        label={t("title")}
        rows={numbers}
        rowId={({ phone }) => phone}
        rowTestId="do-not-call-row"
        columns={[
          {
            id: "number",
            title: t("number"),
            cell: ({ phone }) => <span className={styles.number}>{phoneText(phone)}</span>,
            width: "12rem",
          },
          { id: "since", title: t("since"), cell: ({ addedAt }) => format.dateTime(addedAt), width: "10rem" },
          { id: "by", title: t("by"), cell: ({ byName }) => byName, width: "11rem" },
          {
            id: "why",
            title: t("why"),
            cell: ({ because, note }) => (
              <span className={styles.why}>
                {t(`because.${because}`)}
                {note === "" ? null : ` · ${note}`}
              </span>
            ),
          },
          {
            id: "remove",
            title: t("remove.open"),
            align: "end",
            width: "8rem",
            cell: (entry) => (
              <Button
                size="sm"
                tone="quiet"
                icon="trash"
                aria-label={t("remove.name", { number: phoneText(entry.phone) })}
                onPress={() => onRemove(entry)}
                data-testid="do-not-call-remove"
              >
                {t("remove.open")}
              </Button>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function Changes({ changes }: { readonly changes: readonly DoNotCallChange[] }) {
  const { t } = useTranslation("do-not-call");
  const format = useFormat();
  return (
    <Panel title={t("changes")}>
      <ol className={styles.changes} data-testid="do-not-call-changes">
        {changes.map(({ version, at, phone, change, byName, note }) => (
          <li key={version} className={styles.change}>
            <time dateTime={new Date(at).toISOString()}>{format.dateTime(at)}</time>
            <span>{t(`change.${change}`, { version, number: phoneText(phone), name: byName })}</span>
            {note === "" ? null : <span className={styles.note}>{note}</span>}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
