import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { Tag } from "../../ui/tag.tsx";
import styles from "./column-help.module.css";
import { saveFile } from "./save-file.ts";

const COLUMNS = ["phone", "name", "reason", "account"] as const;

/** Which columns the file may have, what else they may be called, and an example to fill in. */
export function ColumnHelp() {
  const { t } = useTranslation("call-list");
  const example = (): void => {
    const header = COLUMNS.map((column) => t(`column.${column}.example-name`));
    const row = COLUMNS.map((column) => t(`column.${column}.example`));
    saveFile(
      t("import.example-file"),
      `\uFEFF${[header, row].map((cells) => cells.join(",")).join("\r\n")}\r\n`,
      "text/csv",
    );
  };
  return (
    <section className={styles.help} aria-label={t("import.columns")}>
      <header className={styles.head}>
        <h3 className={styles.title}>{t("import.columns")}</h3>
        <Button size="sm" tone="quiet" icon="download" onPress={example} data-testid="csv-example">
          {t("import.example")}
        </Button>
      </header>
      <dl className={styles.columns}>
        {COLUMNS.map((column) => (
          <div key={column} className={styles.column}>
            <dt className={styles.name}>
              {column} {column === "phone" ? <Tag tone="info">{t("import.required")}</Tag> : null}
            </dt>
            <dd>
              {t(`column.${column}.meaning`)} <span className={styles.also}>{t(`column.${column}.also`)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.also}>{t("import.rules")}</p>
    </section>
  );
}
