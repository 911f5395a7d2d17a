import { useTranslation } from "react-i18next";
import type { EpochMs } from "../../../../shared/domain/time.ts";
import { useSkillNames } from "../../connection/use-skills.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { clockText } from "../../ui/clock-text.ts";
import { Icon } from "../../ui/icon.tsx";
import type { JournalEntry } from "./admin-api.ts";
import styles from "./contact-journal.module.css";
import { isTechnical, journalIcon, toldAs } from "./journal-kind.ts";
import { journalValues } from "./journal-values.ts";
import { explainedRouting, RoutingEntry } from "./routing-entry.tsx";

interface JournalRowProps {
  readonly entry: JournalEntry;
  /** The first event of the contact: times count from it. */
  readonly beganAt: EpochMs;
  readonly names: ReadonlyMap<string, string>;
}

export function JournalRow({ entry, beganAt, names }: JournalRowProps) {
  const { t } = useTranslation("admin");
  const format = useFormat();
  const skillName = useSkillNames();
  const agent = entry.agentId === null ? t("journal.an-agent") : (names.get(entry.agentId) ?? entry.agentId);
  const values = { agent, ...journalValues(entry.payload, { t, format, names, skillName }) };
  const routing = entry.type === "routing.explained" ? explainedRouting(entry.payload) : null;
  return (
    <li
      className={styles.row}
      data-technical={isTechnical(entry.type)}
      data-testid="journal-entry"
      data-type={entry.type}
    >
      <span className={styles.icon}>
        <Icon name={journalIcon(entry.type)} />
      </span>
      <div className={styles.main}>
        {routing === null ? (
          <p className={styles.sentence}>
            {t(`event.${toldAs(entry)}`, { ...values, defaultValue: t("journal.unknown", { type: entry.type }) })}
          </p>
        ) : (
          <RoutingEntry routing={routing} names={names} />
        )}
        <details className={styles.raw}>
          <summary>{entry.type}</summary>
          <pre>{JSON.stringify(entry.payload, null, 2)}</pre>
        </details>
      </div>
      <time className={styles.time} dateTime={new Date(entry.at).toISOString()} title={format.dateTime(entry.at)}>
        <span>
          {format.time(entry.at)}
          <span className={styles.seconds}>:{format.exactTime(entry.at).slice(-2)}</span>
        </span>
        <span className={styles.after}>+{clockText(entry.at - beganAt)}</span>
      </time>
    </li>
  );
}
