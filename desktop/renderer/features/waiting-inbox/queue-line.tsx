import { useTranslation } from "react-i18next";
import type { WaitingOverview } from "../../../../shared/wire/waiting-schemas.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { useServerSecond } from "../../ui/server-time.ts";
import { Tag } from "../../ui/tag.tsx";
import styles from "./waiting-inbox.module.css";

interface QueueLineProps {
  readonly queue: WaitingOverview["queues"][number];
  readonly name: string;
}

/** Whether a queue is open, and how true what its callers were told about their wait was today. */
export function QueueLine({ queue: { open, changesAt, score, newVoicemails }, name }: QueueLineProps) {
  const { t } = useTranslation("waiting");
  const format = useFormat();
  const now = useServerSecond();
  const percent = (share: number | null): string => (share === null ? "–" : format.percent(share));
  return (
    <li className={styles.row} data-testid="waiting-queue">
      <div className={styles.who}>
        <span>{name}</span>
        <Tag tone={open ? "good" : "neutral"} icon={open ? "check" : "clock"}>
          {t(open ? "open" : "closed")}
        </Tag>
        {changesAt === null ? null : (
          <span className={styles.quiet}>
            {t(open ? "closes-at" : "opens-at", { time: `${format.day(changesAt, now)} ${format.time(changesAt)}` })}
          </span>
        )}
      </div>
      <span className={styles.quiet} title={t("score-explained")}>
        {score.promises === 0
          ? t("no-score")
          : t("score", { count: score.promises, upper: percent(score.withinUpper), lower: percent(score.withinLower) })}
      </span>
      <span className={styles.quiet}>{t("new-messages", { count: newVoicemails })}</span>
    </li>
  );
}
