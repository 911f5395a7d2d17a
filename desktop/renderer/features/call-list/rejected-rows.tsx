import { useTranslation } from "react-i18next";
import type { RejectedRow } from "../../../../shared/domain/call-list.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { Button } from "../../ui/button.tsx";
import { Table } from "../../ui/table.tsx";
import { rejectedCsv } from "./rejected-csv.ts";
import styles from "./rejected-rows.module.css";
import { saveFile } from "./save-file.ts";

interface RejectedRowsProps {
  readonly rows: readonly RejectedRow[];
  /** The server keeps the first thousand with their content. */
  readonly total: number;
  readonly listName: string;
}

/** The rows that could not be used, with the reason, to look at or to correct in a spreadsheet. */
export function RejectedRows({ rows, total, listName }: RejectedRowsProps) {
  const { t } = useTranslation("call-list");
  const format = useFormat();
  const reasonOf = (reason: RejectedRow["reason"]): string => t(`rejected-reason.${reason}`);
  const download = (): void => {
    const header = [t("rejected.line"), t("rejected.reason"), t("rejected.content")];
    saveFile(t("rejected.file", { name: listName }), rejectedCsv(header, rows, reasonOf), "text/csv");
  };
  return (
    <section className={styles.rejected} aria-label={t("rejected.title")} data-testid="rejected-rows">
      <header className={styles.head}>
        <p>
          {rows.length < total
            ? t("rejected.first", { shown: format.number(rows.length), total: format.number(total) })
            : t("rejected.title")}
        </p>
        <Button size="sm" icon="download" onPress={download} data-testid="rejected-download">
          {t("rejected.download")}
        </Button>
      </header>
      <div className={styles.rows}>
        <Table
          label={t("rejected.table")}
          rows={rows}
          rowId={(row) => String(row.line)}
          rowTestId="rejected-row"
          columns={[
            {
              id: "line",
              title: t("rejected.line"),
              cell: (row) => format.number(row.line),
              align: "end",
              width: "5rem",
            },
            { id: "reason", title: t("rejected.reason"), cell: (row) => reasonOf(row.reason), width: "16rem" },
            {
              id: "content",
              title: t("rejected.content"),
              cell: (row) => <code className={styles.content}>{row.content}</code>,
            },
          ]}
        />
      </div>
    </section>
  );
}
