import { memo } from "react";
import { useTranslation } from "react-i18next";
import { TIERS, type Tier } from "../../../../shared/domain/customer.ts";
import type { WallboardQueue } from "../../../../shared/wire/console.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Tag } from "../../ui/tag.tsx";
import { Timer } from "../../ui/timer.tsx";
import styles from "./waiting-list.module.css";

type Waiting = WallboardQueue["waitingContacts"][number];

/** Who waits, in the order in which they will be served, and what put them there. */
export function WaitingList({ queue }: { readonly queue: WallboardQueue }) {
  const { t } = useTranslation("wallboard");
  if (queue.waitingContacts.length === 0) {
    return <EmptyState icon="check" title={t("waiting.empty")} hint={t("waiting.empty-hint")} />;
  }
  const more = queue.waiting - queue.waitingContacts.length;
  return (
    <>
      <p className={styles.rule}>{t("waiting.rule")}</p>
      <ol className={styles.list} data-testid="waiting-list" aria-label={t("waiting.title")}>
        {queue.waitingContacts.map((contact, index) => (
          <WaitingRow key={contact.contactId} contact={contact} place={index + 1} />
        ))}
      </ol>
      {more > 0 ? <p className={styles.rule}>{t("waiting.more", { count: more })}</p> : null}
    </>
  );
}

interface WaitingRowProps {
  readonly contact: Waiting;
  readonly place: number;
}

const WaitingRow = memo(function WaitingRow({ contact, place }: WaitingRowProps) {
  const { t } = useTranslation("wallboard");
  const format = useFormat();
  const tier = TIERS.find((each) => each === contact.tier);
  const who = contact.name ?? (contact.number === "" ? t("waiting.no-number") : contact.number);
  return (
    <li className={styles.row} data-testid="waiting-row" data-contact-id={contact.contactId}>
      <span className={styles.place}>{format.number(place)}</span>
      <span className={styles.who}>
        <span className={styles.name}>{who}</span>
        {contact.name !== null && contact.number !== "" ? (
          <span className={styles.number}>{contact.number}</span>
        ) : null}
      </span>
      <span className={styles.tags}>
        {contact.state === "offered" ? (
          <Tag tone="info" icon="bell">
            {t("waiting.ringing")}
          </Tag>
        ) : null}
        {tier === undefined || tier === "standard" ? null : <Tag {...tierTag(tier)}>{t(`common:tier.${tier}`)}</Tag>}
        {contact.headStartMs > 0 ? (
          <Tag tone="brass" icon="clock">
            {t("waiting.head-start", { duration: format.duration(contact.headStartMs) })}
          </Tag>
        ) : null}
      </span>
      <span className={styles.time}>
        <Timer since={contact.waitingSince} label={t("waiting.time")} />
      </span>
    </li>
  );
});

function tierTag(tier: Tier) {
  return tier === "silver" ? ({ tone: "neutral" } as const) : ({ tone: "brass", icon: "star" } as const);
}
