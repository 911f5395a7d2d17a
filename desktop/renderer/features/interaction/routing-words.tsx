import { useTranslation } from "react-i18next";
import type { ContactContext } from "../../../../shared/domain/contact.ts";
import { useFormat } from "../../i18n/use-format.ts";
import styles from "./routing-words.module.css";

/** Why this call came to this agent, in words. */
export function RoutingWords({
  context,
  queueName,
}: {
  readonly context: ContactContext;
  readonly queueName: string | null;
}) {
  const { t } = useTranslation("interaction");
  const format = useFormat();
  const { routing } = context;
  const lines: string[] = [];
  if (queueName !== null) lines.push(t("routing.queue", { queue: queueName }));
  if (routing !== null) {
    lines.push(t("routing.waited", { time: format.duration(routing.waitedMs) }));
    if (routing.promoted) lines.push(t("routing.promoted"));
    else if (routing.headStartMs > 0)
      lines.push(t("routing.head-start", { time: format.duration(routing.headStartMs) }));
    if (routing.chosen !== null) {
      lines.push(
        t(`routing.rule.${routing.rule}`, {
          idle: format.duration(routing.chosen.idleMs),
          by: routing.givenBy?.displayName ?? "",
        }),
      );
    }
    if (routing.others.length > 0) lines.push(t("routing.others", { count: routing.others.length }));
  }
  if (lines.length === 0) return <p className={styles.none}>{t("routing.none")}</p>;
  return (
    <ul className={styles.lines} data-testid="routing">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
