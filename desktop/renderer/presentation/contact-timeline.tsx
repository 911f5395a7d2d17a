import { useTranslation } from "react-i18next";
import type { ContactRecord } from "../../../shared/domain/contact.ts";
import type { ContactId } from "../../../shared/domain/ids.ts";
import { useFormat } from "../i18n/use-format.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Icon } from "../ui/icon.tsx";
import { useServerSecond } from "../ui/server-time.ts";
import { type CallParts, callsOf, resultOf } from "./call-parts.ts";
import { contactIcon, talkEndedBy, resultKey, talkMs } from "./contact-facts.ts";
import { usePassedOnWords } from "./use-passed-on-words.ts";
import styles from "./contact-timeline.module.css";

interface ContactTimelineProps {
  /** Newest first. */
  readonly contacts: readonly ContactRecord[];
  /** The call at hand: of its earlier parts it is said that they belong to it. */
  readonly current?: ContactId;
}

/**
 * Past calls, newest first: when, what came of it, who, how long, what was noted. A call that several people had, that was parked or
 * asked about is one call with its parts.
 */
export function ContactTimeline({ contacts, current }: ContactTimelineProps) {
  const { t } = useTranslation("customer");
  const calls = callsOf(contacts).flatMap((call) => {
    const isCurrent = call.parts.some(({ contactId }) => contactId === current);
    // Who is being asked now stands in the call's own bands, which know when that is over.
    const isAskedNow = ({ kind, endedAt }: ContactRecord) => isCurrent && kind === "consult" && endedAt === null;
    const [first, ...others] = call.parts.filter((part) => part.contactId !== current && !isAskedNow(part));
    return first === undefined ? [] : [{ callId: call.callId, parts: [first, ...others] as const, isCurrent }];
  });
  if (calls.length === 0) return <EmptyState icon="clock" title={t("timeline.none")} />;
  return (
    <ol className={styles.timeline} data-testid="timeline">
      {calls.map(({ isCurrent, ...call }) => (
        <Entry key={call.callId} call={call} isCurrent={isCurrent} />
      ))}
    </ol>
  );
}

function Entry({ call, isCurrent }: { readonly call: CallParts; readonly isCurrent: boolean }) {
  const { t } = useTranslation("customer");
  const format = useFormat();
  const now = useServerSecond();
  const [first, ...others] = call.parts;
  const last = resultOf(call);
  return (
    <li className={styles.entry} data-testid="timeline-item" data-contact-id={last.contactId}>
      <span className={styles.icon}>
        <Icon name={contactIcon(last)} size={16} />
        <span className="visually-hidden">{t(`common:direction.${last.direction}`)}</span>
      </span>
      <div className={styles.main}>
        {isCurrent ? <p className={styles.because}>{t("timeline.this-call")}</p> : null}
        {others.length === 0 && !isCurrent ? (
          <Part part={first} />
        ) : (
          <ol className={styles.parts}>
            {call.parts.map((part) => (
              <li key={part.contactId} data-testid="timeline-part" data-contact-id={part.contactId}>
                <Part part={part} />
              </li>
            ))}
          </ol>
        )}
      </div>
      <time
        className={styles.when}
        dateTime={new Date(first.arrivedAt).toISOString()}
        title={format.dateTime(first.arrivedAt)}
      >
        {format.day(first.arrivedAt, now)}
        <span className={styles.time}>{format.time(first.arrivedAt)}</span>
      </time>
    </li>
  );
}

function Part({ part }: { readonly part: ContactRecord }) {
  const { t } = useTranslation("customer");
  const format = useFormat();
  const { agentName, note, answersMessageAt, passedOn } = part;
  const result = resultKey(part);
  const talked = talkMs(part);
  const endedBy = talkEndedBy(part);
  const passedOnTo = usePassedOnWords(passedOn);
  return (
    <>
      <p className={styles.head}>
        <span className={styles.what}>{result === null ? t("timeline.open") : t(result)}</span>
        <span className={styles.meta}>
          {[
            agentName,
            talked === null ? null : format.duration(talked),
            endedBy === null ? null : t(`customer:ended-by.${endedBy}`),
          ]
            .filter((each) => each !== null)
            .join(" · ")}
        </span>
      </p>
      {passedOnTo === null ? null : <p className={styles.because}>{passedOnTo}</p>}
      {answersMessageAt === null ? null : (
        <p className={styles.because} data-testid="timeline-answers">
          {t("timeline.answers-message", { time: format.dateTime(answersMessageAt) })}
        </p>
      )}
      {note === "" ? null : <p className={styles.note}>{note}</p>}
    </>
  );
}
