import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CallListEntry } from "../../../../shared/domain/call-list.ts";
import type { CustomerId } from "../../../../shared/domain/ids.ts";
import { readCustomer } from "../../connection/customer-api.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useFailureText } from "../../connection/use-report-failure.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { routeHash } from "../../navigation/route.ts";
import { ContactTimeline } from "../../presentation/contact-timeline.tsx";
import { listName } from "../../presentation/list-name.ts";
import { phoneText } from "../../presentation/phone-text.ts";
import { TierBadge } from "../../presentation/tier-badge.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LocalTime } from "./local-time.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import styles from "./entry-card.module.css";

const CONTACTS_SHOWN = 5;

interface EntryCardProps {
  readonly entry: CallListEntry;
  /** What can be done: stands above the past, so that it is always in the same place. */
  readonly children: ReactNode;
}

/** Whom to call and why, what came of it before, what else happened with this customer. */
export function EntryCard({ entry, children }: EntryCardProps) {
  const { t } = useTranslation("call-list");
  const { customer, attempts } = entry;
  const inList = listName(entry.name, customer);
  const name = customer?.name ?? (entry.name === "" ? t("entry.no-name") : entry.name);
  return (
    <article className={styles.card} aria-label={name}>
      <header className={styles.head}>
        <span className={styles.icon}>
          <Icon name={customer?.kind === "company" ? "building" : "user"} size={26} />
        </span>
        <div className={styles.who}>
          <h2 className={styles.name} data-testid="entry-name">
            {customer === null ? (
              name
            ) : (
              <a href={routeHash({ view: "customer", customerId: customer.customerId })}>{name}</a>
            )}
          </h2>
          <p className={styles.facts}>
            {inList === null ? null : (
              <span data-testid="entry-list-name">{t("interaction:who.in-list", { name: inList })}</span>
            )}
            <span className={styles.phone} data-testid="entry-phone">
              {phoneText(entry.phone)}
            </span>
            <LocalTime place={entry.place} className={styles.time} />
            {customer?.company == null ? null : <span>{customer.company}</span>}
            {customer?.account == null ? null : <span>{t("entry.account", { account: customer.account })}</span>}
          </p>
        </div>
        {customer === null ? (
          <span className={styles.unknown}>{t("entry.not-a-customer")}</span>
        ) : (
          <TierBadge tier={customer.tier} isVip={customer.isVip} />
        )}
      </header>
      <section className={styles.reason} aria-label={t("entry.reason")}>
        <h3 className={styles.label}>{t("entry.reason")}</h3>
        <p className={styles.reasonText} data-testid="entry-reason">
          {entry.reason === "" ? t("entry.no-reason") : entry.reason}
        </p>
      </section>
      {children}
      <div className={styles.past}>
        <Panel title={t("entry.attempts", { count: attempts.length })}>
          <Attempts entry={entry} />
        </Panel>
        {customer === null ? null : (
          <Panel title={t("entry.last-contacts")}>
            <LastContacts customerId={customer.customerId} />
          </Panel>
        )}
      </div>
    </article>
  );
}

function Attempts({ entry }: { readonly entry: CallListEntry }) {
  const { t } = useTranslation("call-list");
  const format = useFormat();
  const { user } = useConnection().session;
  if (entry.attempts.length === 0) return <p className={styles.none}>{t("entry.first-attempt")}</p>;
  return (
    <ol className={styles.attempts} data-testid="entry-attempts">
      {entry.attempts.toReversed().map((attempt) => (
        <li key={attempt.at} className={styles.attempt}>
          <time dateTime={new Date(attempt.at).toISOString()}>{format.dateTime(attempt.at)}</time>
          <span>{t(`common:outcome.${attempt.outcome}`)}</span>
          <span className={styles.none}>
            {attempt.disposition === null ? null : t(`common:disposition.${attempt.disposition}`)}
            {attempt.agentId === user.userId ? ` · ${t("entry.by-you")}` : null}
          </span>
          {attempt.permit === null ? null : (
            <span className={styles.permit} data-testid="attempt-permit">
              {t("entry.permit", {
                rule: attempt.permit.rule,
                zones: zonesText(attempt.permit.timeZones),
                version: attempt.permit.doNotCallVersion,
              })}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

/** A number that tells no area has forty. */
function zonesText(zones: readonly string[]): string {
  const [first = "", ...others] = zones;
  return others.length === 0 ? first : `${first} +${others.length}`;
}

function LastContacts({ customerId }: { readonly customerId: CustomerId }) {
  const { t } = useTranslation("call-list");
  const { http } = useConnection();
  const textOf = useFailureText();
  const detail = useQuery({
    queryKey: ["customers", "detail", customerId],
    queryFn: ({ signal }) => readCustomer(http, customerId, signal),
  });
  if (detail.isPending) return <Skeleton lines={3} label={t("common:loading")} />;
  if (detail.isError) {
    const { title, remedy } = textOf(detail.error);
    return (
      <ErrorState title={title} hint={remedy} retryLabel={t("common:retry")} onRetry={() => void detail.refetch()} />
    );
  }
  return <ContactTimeline contacts={detail.data.timeline.slice(0, CONTACTS_SHOWN)} />;
}
