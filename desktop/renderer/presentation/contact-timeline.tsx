import { useTranslation } from "react-i18next";
import type { ContactRecord } from "../../../shared/domain/contact.ts";
import { useFormat } from "../i18n/use-format.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Icon } from "../ui/icon.tsx";
import { useServerSecond } from "../ui/server-time.ts";
import { contactIcon, resultKey, talkMs } from "./contact-facts.ts";
import styles from "./contact-timeline.module.css";

/** Past contacts, newest first: when, what came of it, who, how long, what was noted. */
export function ContactTimeline({ contacts }: { readonly contacts: readonly ContactRecord[] }) {
  const { t } = useTranslation("customer");
  if (contacts.length === 0) return <EmptyState icon="clock" title={t("timeline.none")} />;
  return (
    <ol className={styles.timeline} data-testid="timeline">
      {contacts.map((contact) => (
        <Entry key={contact.contactId} contact={contact} />
      ))}
    </ol>
  );
}

function Entry({ contact }: { readonly contact: ContactRecord }) {
  const { t } = useTranslation("customer");
  const format = useFormat();
  const now = useServerSecond();
  const { agentName, note, answersMessageAt } = contact;
  const result = resultKey(contact);
  const talked = talkMs(contact);
  return (
    <li className={styles.entry} data-testid="timeline-item" data-contact-id={contact.contactId}>
      <span className={styles.icon}>
        <Icon name={contactIcon(contact)} size={16} />
        <span className="visually-hidden">{t(`common:direction.${contact.direction}`)}</span>
      </span>
      <div className={styles.main}>
        <p className={styles.head}>
          <span className={styles.what}>{result === null ? t("timeline.open") : t(result)}</span>
          <span className={styles.meta}>
            {[agentName, talked === null ? null : format.duration(talked)].filter((part) => part !== null).join(" · ")}
          </span>
        </p>
        {answersMessageAt === null ? null : (
          <p className={styles.because} data-testid="timeline-answers">
            {t("timeline.answers-message", { time: format.dateTime(answersMessageAt) })}
          </p>
        )}
        {note === "" ? null : <p className={styles.note}>{note}</p>}
      </div>
      <time
        className={styles.when}
        dateTime={new Date(contact.arrivedAt).toISOString()}
        title={format.dateTime(contact.arrivedAt)}
      >
        {format.day(contact.arrivedAt, now)}
        <span className={styles.time}>{format.time(contact.arrivedAt)}</span>
      </time>
    </li>
  );
}
