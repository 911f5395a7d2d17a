import { useTranslation } from "react-i18next";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { Tag } from "../../ui/tag.tsx";
import styles from "./contact-header.module.css";

/** What the caller wants and whether it is really them: the two things to know before saying hello. */
export function WhyLine({ contact: { context } }: { readonly contact: ConsoleContact }) {
  const { t } = useTranslation("customer");
  const last = (key: string) => context.collected.findLast((item) => item.key === key);
  const intent = last("intent");
  const pin = last("pin");
  if (intent === undefined && pin === undefined) return null;
  const verified = pin?.verified === true;
  return (
    <p className={styles.why}>
      {intent === undefined ? null : (
        <span className={styles.intent}>
          {t(`collected-value.intent.${intent.value}`, { defaultValue: intent.value })}
        </span>
      )}
      <Tag tone={verified ? "good" : "warning"} icon={verified ? "check" : "alert"} data-testid="identity">
        {t(verified ? "identity.verified" : "identity.not-verified")}
      </Tag>
    </p>
  );
}
