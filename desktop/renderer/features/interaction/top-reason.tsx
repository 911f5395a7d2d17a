import { useTranslation } from "react-i18next";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { reasonText } from "../../presentation/reason-text.ts";
import styles from "./contact-header.module.css";

/** The reason that counted most, beside the tier; all of them stand below. */
export function TopReason({ contact: { context, customer } }: { readonly contact: ConsoleContact }) {
  const { t } = useTranslation("customer");
  const format = useFormat();
  const top = [...context.classification.reasons].sort((a, b) => b.points - a.points)[0];
  if (top === undefined || top.points <= 0) return null;
  return <span className={styles.because}>{reasonText(top, customer?.balance.currency ?? null, t, format)}</span>;
}
