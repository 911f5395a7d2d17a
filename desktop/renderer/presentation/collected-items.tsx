import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { CollectedItem } from "../../../shared/domain/contact.ts";
import { type Format, useFormat } from "../i18n/use-format.ts";
import { Tag } from "../ui/tag.tsx";
import { phoneText } from "./phone-text.ts";
import styles from "./collected-items.module.css";

/** What the caller told the menu, in words, and how far it can be trusted. */
export function CollectedItems({ items }: { readonly items: readonly CollectedItem[] }) {
  const { t } = useTranslation("customer");
  const format = useFormat();
  if (items.length === 0) return <p className={styles.none}>{t("collected.none")}</p>;
  return (
    <ul className={styles.items} data-testid="collected">
      {latest(items).map((item) => (
        <li key={item.key} className={styles.item} data-key={item.key} data-verified={item.verified}>
          <span className={styles.key}>{t(`collected.${item.key}`, { defaultValue: item.key })}</span>
          <span className={styles.value}>{valueText(item, t, format)}</span>
          {sure(item) ? (
            <Tag tone={item.verified ? "good" : "warning"} icon={item.verified ? "check" : "alert"}>
              {t(item.verified ? "collected.verified" : "collected.not-verified")}
            </Tag>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** Whether "verified" means something for this item: an intent or a language is what it is. */
function sure({ key }: CollectedItem): boolean {
  return key === "account" || key === "pin" || key === "identified-by";
}

/** A caller may answer twice: the last word counts. */
function latest(items: readonly CollectedItem[]): readonly CollectedItem[] {
  return [...new Map(items.map((item) => [item.key, item])).values()];
}

/** An amount as the menu records it: `CNY 128.50`. */
const AMOUNT = /^([A-Z]{3}) (-?\d+)\.(\d{2})$/;

function valueText({ key, value }: CollectedItem, t: TFunction<"customer">, format: Format): string {
  if (key === "callback-number") return phoneText(value);
  const [, currency, whole, cents] = AMOUNT.exec(value) ?? [];
  if (currency !== undefined) return format.money(Number(`${whole}${cents}`), currency);
  // Values with a fixed vocabulary are translated; an account number or a balance is what it is.
  return t(`collected-value.${key}.${value}`, { defaultValue: value });
}
