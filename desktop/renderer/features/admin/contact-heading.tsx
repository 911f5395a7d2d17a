import { useTranslation } from "react-i18next";
import type { ContactRecord } from "../../../../shared/domain/contact.ts";
import type { ContactId } from "../../../../shared/domain/ids.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { contactIcon, talkEndedBy, resultKey } from "../../presentation/contact-facts.ts";
import { callerText } from "../../presentation/phone-text.ts";
import { Icon } from "../../ui/icon.tsx";
import styles from "./contact-journal.module.css";

interface ContactHeadingProps {
  readonly contactId: ContactId;
  /** null: nothing is kept of it but its events; undefined: not known yet. */
  readonly contact: ContactRecord | null | undefined;
  /** Queue ids -> names. */
  readonly names: ReadonlyMap<string, string>;
}

/** Whose journal it is, as the history lists it: who, which queue, when, what came of it, who ended it; beside it the number to ask for. */
export function ContactHeading({ contactId, contact, names }: ContactHeadingProps) {
  return (
    <span className={styles.heading}>
      {contact == null ? null : <Facts contact={contact} names={names} />}
      <code data-testid="journal-contact">{contactId}</code>
    </span>
  );
}

function Facts({ contact, names }: { readonly contact: ContactRecord; readonly names: ContactHeadingProps["names"] }) {
  const { t } = useTranslation("admin");
  const format = useFormat();
  const { customerName, ani, queueId, arrivedAt } = contact;
  const result = resultKey(contact);
  const endedBy = talkEndedBy(contact);
  const facts = [
    customerName === null ? null : callerText(ani, t),
    queueId === null ? null : (names.get(queueId) ?? queueId),
    format.dateTime(arrivedAt),
    result === null ? t("history:in-progress") : t(result),
    endedBy === null ? null : t(`customer:ended-by.${endedBy}`),
  ];
  return (
    <span className={styles.facts} data-testid="journal-facts">
      <Icon name={contactIcon(contact)} size={16} />
      <span className="visually-hidden">{t(`common:direction.${contact.direction}`)}</span>
      <strong className={styles.who}>{customerName ?? callerText(ani, t)}</strong>
      <span>{facts.filter((fact) => fact !== null).join(" · ")}</span>
    </span>
  );
}
