import { useTranslation } from "react-i18next";
import type { CustomerSummary } from "../../../shared/domain/customer.ts";
import { Icon } from "../ui/icon.tsx";
import styles from "./customer-card.module.css";
import { phoneText } from "./phone-text.ts";
import { TierBadge } from "./tier-badge.tsx";

/** One customer in a list of several: enough to tell two of the same name apart. */
export function CustomerCard({ customer }: { readonly customer: CustomerSummary }) {
  const { t } = useTranslation("customer");
  const { name, company, kind, phones, account, tier, isVip } = customer;
  const facts = [
    company,
    account === null ? null : t("card.account", { account }),
    ...phones.slice(0, 2).map(phoneText),
  ];
  return (
    <span className={styles.card}>
      <span className={styles.icon}>
        <Icon name={kind === "company" ? "building" : "user"} size={18} />
      </span>
      <span className={styles.text}>
        <span className={styles.name}>{name}</span>
        <span className={styles.facts}>{facts.filter((fact) => fact !== null).join(" · ")}</span>
      </span>
      <TierBadge tier={tier} isVip={isVip} />
    </span>
  );
}
