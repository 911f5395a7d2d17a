import { useTranslation } from "react-i18next";
import { LANGUAGE_NOT_CHOSEN } from "../../../../shared/domain/contact.ts";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { useCommand } from "../../connection/use-command.ts";
import { routeHash } from "../../navigation/route.ts";
import { listName } from "../../presentation/list-name.ts";
import { callerText } from "../../presentation/phone-text.ts";
import { TierBadge } from "../../presentation/tier-badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Tag } from "../../ui/tag.tsx";
import styles from "./contact-header.module.css";
import { useGivenName } from "./use-given-name.ts";
import { TopReason } from "./top-reason.tsx";
import { WhyLine } from "./why-line.tsx";

/** Who is on the line: the name largest, then what tells them apart. */
export function ContactHeader({ contact }: { readonly contact: ConsoleContact }) {
  const { t } = useTranslation("interaction");
  const { context, customer, callListEntry } = contact;
  const { ani, match, classification, direction } = context;
  const number = callerText(ani, t);
  const given = useGivenName(contact);
  const ambiguous = customer === null && match.kind === "many";
  const name =
    customer?.name ??
    given?.name ??
    (ambiguous
      ? t("who.several", { count: match.customers.length })
      : t(direction === "outbound" ? "who.unknown-called" : "who.unknown"));
  const choose = useCommand("contact.choose-customer");
  const other = given === null ? null : listName(given.name, customer);
  const facts = [
    // First: it is the name they were to be called by.
    other === null || given === null
      ? null
      : t(given.by === "list" ? "who.in-list" : "who.promised-to", { name: other }),
    number,
    customer?.account === null || customer === null ? null : t("customer:card.account", { account: customer.account }),
    // Of a stranger who was not asked nothing is known: the prompts' first language is no fact about them.
    customer !== null || context.collected.some(({ key, value }) => key === "language" && value !== LANGUAGE_NOT_CHOSEN)
      ? t("who.speaks", { language: t(`common:language.${context.language}`) })
      : null,
  ];
  return (
    <header className={styles.header}>
      <div className={styles.first}>
        <h1 className={styles.name} data-testid="customer-name">
          {customer === null ? (
            name
          ) : (
            <a href={routeHash({ view: "customer", customerId: customer.customerId })} className={styles.link}>
              {name}
            </a>
          )}
        </h1>
        {customer === null ? null : (
          <span className={styles.tier}>
            <TierBadge tier={classification.tier} isVip={classification.isVip} data-testid="tier" />
            <TopReason contact={contact} />
          </span>
        )}
        {customer === null && !ambiguous ? (
          <Tag tone="neutral" data-testid="tier">
            {t("who.no-tier")}
          </Tag>
        ) : null}
        {contact.transferredBy === null || contact.consultedBy !== null ? null : (
          <Tag tone="neutral" data-testid="transferred-by">
            {t("transfer:transferred-by", { name: contact.transferredBy })}
          </Tag>
        )}
        {contact.doNotCall ? (
          <span title={t("who.do-not-call-meaning")}>
            <Tag tone="warning" icon="phone-missed" data-testid="do-not-call">
              {t("who.do-not-call")}
            </Tag>
          </span>
        ) : null}
        {direction === "outbound" ? <Tag icon="phone-out">{t("common:direction.outbound")}</Tag> : null}
        {customer !== null && (match.kind !== "one" || match.customers[0]?.customerId !== customer.customerId) ? (
          <Button
            size="sm"
            tone="quiet"
            icon="edit"
            isPending={choose.isPending}
            onPress={() => void choose.run({ contactId: context.contactId, customerId: null })}
          >
            {t("who.not-this-one")}
          </Button>
        ) : null}
      </div>
      {customer?.company == null || customer.company === customer.name ? null : (
        <p className={styles.company}>{customer.company}</p>
      )}
      <p className={styles.facts} data-testid="contact-facts">
        {facts.filter((fact) => fact !== null).join(" · ")}
      </p>
      <WhyLine contact={contact} />
      {callListEntry === null || callListEntry.reason === "" ? null : (
        <p className={styles.reason}>
          <span className={styles.reasonLabel}>{t("who.list-reason")}</span> {callListEntry.reason}
        </p>
      )}
    </header>
  );
}
