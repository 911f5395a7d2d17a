import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerRecord } from "../../../shared/domain/customer.ts";
import { useFormat } from "../i18n/use-format.ts";
import { routeHash } from "../navigation/route.ts";
import { Tag } from "../ui/tag.tsx";
import styles from "./customer-facts.module.css";
import { PhoneLink } from "./phone-link.tsx";

interface CustomerFactsProps {
  readonly customer: CustomerRecord;
  /** In the customer's own record: with everybody who belongs to them. In a call the first few, and the way to the others. */
  readonly isRecord?: boolean;
}

/** Balance, services, membership, identifiers and relations of a customer, as label and value. */
export function CustomerFacts({ customer, isRecord = false }: CustomerFactsProps) {
  const { t } = useTranslation("customer");
  const format = useFormat();
  const { balance, membership, services, parents, children, identifiers } = customer;
  const shown = isRecord ? children.length : CHILDREN_SHOWN_MAX;
  const owes = balance.amountMinor > 0;
  return (
    <dl className={styles.facts} data-testid="customer-facts">
      <Fact label={t("fact.balance")}>
        <span className={styles.amount}>{format.money(balance.amountMinor, balance.currency)}</span>
        {owes && balance.dueAt !== null ? (
          <span className={styles.aside}>{t("fact.due", { date: format.date(balance.dueAt) })}</span>
        ) : null}
      </Fact>
      <Fact label={t("fact.services")}>
        {services.length === 0 ? t("common:none") : null}
        {services.map((service) => (
          <span key={`${service.name}-${service.since}`} className={styles.line}>
            <span>{service.name}</span>
            {service.status === "suspended" ? (
              <Tag tone="warning" icon="pause">
                {t("fact.suspended")}
              </Tag>
            ) : (
              <span className={styles.aside}>{t("fact.since", { date: format.date(service.since) })}</span>
            )}
          </span>
        ))}
      </Fact>
      {membership === null ? null : (
        <Fact label={t("fact.membership")}>
          {membership.programme}{" "}
          <span className={styles.aside}>
            {t("fact.points", { count: membership.points, points: format.number(membership.points) })}
          </span>
        </Fact>
      )}
      {parents.length + children.length === 0 ? null : (
        <Fact label={t("fact.hierarchy")}>
          {parents.map((parent) => (
            <a
              key={parent.customerId}
              className={styles.line}
              href={routeHash({ view: "customer", customerId: parent.customerId })}
            >
              {t("fact.belongs-to", { name: parent.name })}
            </a>
          ))}
          {children.slice(0, shown).map((child) => (
            <a
              key={child.customerId}
              className={styles.line}
              href={routeHash({ view: "customer", customerId: child.customerId })}
            >
              {child.name}
            </a>
          ))}
          {children.length > shown ? (
            <a
              className={styles.line}
              href={routeHash({ view: "customer", customerId: customer.customerId })}
              data-testid="more-children"
            >
              {t("fact.more", { count: children.length - shown })}
            </a>
          ) : null}
        </Fact>
      )}
      <Fact label={t("fact.identifiers")}>
        {identifiers.map(({ kind, value, display }) => (
          <span key={`${kind}-${value}`} className={styles.line}>
            {kind === "phone" ? (
              <PhoneLink phone={value} name={customer.name} />
            ) : (
              <span className={styles.number}>{display}</span>
            )}
            <span className={styles.aside}>{t(`identifier.${kind}`)}</span>
          </span>
        ))}
      </Fact>
      <Fact label={t("fact.customer-since")}>{format.date(customer.customerSince)}</Fact>
    </dl>
  );
}

const CHILDREN_SHOWN_MAX = 5;

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}
