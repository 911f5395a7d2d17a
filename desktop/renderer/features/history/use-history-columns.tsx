import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FAIR_MOS, GOOD_MOS } from "../../../../shared/domain/call-quality.ts";
import type { ContactRecord } from "../../../../shared/domain/contact.ts";
import { judgedWait, NO_RULE, type ServiceLevelVariant, verdictOf } from "../../../../shared/domain/service-level.ts";
import { useQueueNames, useQueues } from "../../connection/use-queues.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { routeHash } from "../../navigation/route.ts";
import { contactIcon, talkEndedBy, resultKey, talkMs } from "../../presentation/contact-facts.ts";
import { PhoneLink } from "../../presentation/phone-link.tsx";
import { VoiceBars } from "../../presentation/voice-bars.tsx";
import { callerText } from "../../presentation/phone-text.ts";
import { clockText } from "../../ui/clock-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useServerSecond } from "../../ui/server-time.ts";
import type { TableColumn } from "../../ui/table.tsx";
import styles from "./history-view.module.css";

export function useHistoryColumns(
  withAgent: boolean,
  judgedBy: ServiceLevelVariant | null,
): readonly TableColumn<ContactRecord>[] {
  const { t } = useTranslation("history");
  const format = useFormat();
  // Only the day matters here.
  const today = Math.floor(useServerSecond() / 60_000) * 60_000;
  const columns: TableColumn<ContactRecord>[] = [
    {
      id: "when",
      title: t("column.when"),
      width: withAgent ? "8rem" : "9rem",
      cell: ({ arrivedAt }) => (
        <span className={styles.when}>
          {format.day(arrivedAt, today)} <span className={styles.time}>{format.time(arrivedAt)}</span>
        </span>
      ),
    },
    {
      id: "who",
      title: t("column.who"),
      width: withAgent ? "12rem" : "15rem",
      cell: (contact) => (
        <span className={styles.who}>
          <Icon name={contactIcon(contact)} size={15} />
          <span className="visually-hidden">{t(`common:direction.${contact.direction}`)}</span>
          <span className={styles.names}>
            <span className={styles.name}>{contact.customerName ?? <Number contact={contact} />}</span>
            {contact.customerName === null ? null : (
              <span className={styles.aside}>
                <Number contact={contact} />
              </span>
            )}
          </span>
        </span>
      ),
    },
    {
      id: "queue",
      title: t("column.queue"),
      width: withAgent ? "max(7.5rem, 9vw)" : "9rem",
      cell: (contact) => <QueueOf contact={contact} />,
    },
    {
      id: "result",
      title: t("column.result"),
      width: withAgent ? "max(8.5rem, 10vw)" : "10rem",
      cell: (contact) => resultOf(contact, t, format),
    },
    { id: "note", title: t("column.note"), cell: ({ note }) => <span className={styles.note}>{note}</span> },
    {
      id: "talk",
      title: t("column.talk"),
      width: "4.5rem",
      align: "end",
      cell: (contact) => {
        const talked = talkMs(contact);
        return talked === null ? "–" : clockText(talked);
      },
    },
  ];
  // How it sounded says nothing of a service level, and its room is the note's.
  if (withAgent) columns.push(...(judgedBy === null ? [voiceColumn(t)] : []), journalColumn(t));
  if (judgedBy !== null)
    columns.splice(3, 0, {
      id: "wait",
      title: t("column.wait"),
      width: "9.75rem",
      cell: (contact) => <JudgedWait contact={contact} variant={judgedBy} />,
    });
  if (withAgent)
    columns.splice(3, 0, {
      id: "agent",
      title: t("column.agent"),
      width: "7.5rem",
      cell: ({ agentName }) => agentName ?? "–",
    });
  return columns;
}

/** Where it waited, and how it got there: another queue's caller, or a call an agent passed on, which is a wait of its own. */
function QueueOf({
  contact: { queueId, queuedAt, overflowedFrom, transferredFrom },
}: {
  readonly contact: ContactRecord;
}) {
  const { t } = useTranslation("history");
  const queueName = useQueueNames();
  if (queueId === null) return "–";
  const from = [...new Set(overflowedFrom)].filter((each) => each !== queueId).map(queueName);
  const came = [
    ...(transferredFrom === null || queuedAt === null ? [] : [t("transferred")]),
    ...(from.length === 0 ? [] : [t("overflowed-from", { queues: from.join(t("list-separator")) })]),
  ];
  if (came.length === 0) return queueName(queueId);
  return (
    <span className={styles.names}>
      <span>{queueName(queueId)}</span>
      <span className={styles.aside} data-testid="history-came-by">
        {came.join(" · ")}
      </span>
    </span>
  );
}

/** Queue and ring time, and on which side of the service level it stands. */
function JudgedWait({ contact, variant }: { readonly contact: ContactRecord; readonly variant: ServiceLevelVariant }) {
  const { t } = useTranslation("history");
  const rule = useQueues()?.find(({ queueId }) => queueId === contact.queueId);
  const waitMs = judgedWait(contact, rule ?? NO_RULE)?.waitMs ?? null;
  const verdict = rule === undefined ? null : verdictOf(contact, variant, rule);
  return (
    <span className={styles.wait}>
      {waitMs === null ? "–" : clockText(waitMs)}
      {verdict === null ? null : (
        <Tag {...(verdict === "in-time" ? IN_TIME : NOT_IN_TIME)} data-testid="history-verdict">
          {t(`sides.${verdict}`)}
        </Tag>
      )}
    </span>
  );
}

const IN_TIME = { tone: "good", icon: "check" } as const;
const NOT_IN_TIME = { tone: "warning", icon: "clock" } as const;

/** What came of it, who ended it, and for what it was made where that was a caller's message. */
function resultOf(contact: ContactRecord, t: TFunction<"history">, format: ReturnType<typeof useFormat>): ReactNode {
  const { answersMessageAt } = contact;
  const result = resultKey(contact);
  const came = result === null ? t("in-progress") : t(result);
  const endedBy = talkEndedBy(contact);
  if (answersMessageAt === null && endedBy === null) return came;
  return (
    <span className={styles.names}>
      <span>{came}</span>
      {endedBy === null ? null : (
        <span className={styles.aside} data-testid="history-ended-by">
          {t(`customer:ended-by.${endedBy}`)}
        </span>
      )}
      {answersMessageAt === null ? null : (
        <span className={styles.aside} data-testid="history-answers">
          {t("customer:timeline.answers-message", { time: format.dateTime(answersMessageAt) })}
        </span>
      )}
    </span>
  );
}

/** The number, to be called where there is one. Pressing it does not open the row. */
function Number({ contact: { ani, customerName } }: { readonly contact: ContactRecord }) {
  const { t } = useTranslation();
  if (ani.e164 === null) return callerText(ani, t);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- only keeps the row from opening
    <span onClick={(event) => event.stopPropagation()}>
      <PhoneLink phone={ani.e164} name={customerName} />
    </span>
  );
}

/** Supervisors: how it sounded, so that bad lines are found without listening. */
function voiceColumn(t: TFunction<"history">): TableColumn<ContactRecord> {
  return {
    id: "voice",
    title: t("column.voice"),
    width: "4.5rem",
    align: "end",
    cell: ({ voiceMos }) => {
      if (voiceMos === null) return "–";
      const level = voiceMos >= GOOD_MOS ? "good" : voiceMos >= FAIR_MOS ? "fair" : "poor";
      return (
        <span className={styles.voice} title={t(`common:voice.level.${level}`)} data-testid="history-voice">
          <VoiceBars level={level} />
          {voiceMos.toFixed(1)}
        </span>
      );
    },
  };
}

/** Supervisors: every event of the contact. */
function journalColumn(t: TFunction<"history">): TableColumn<ContactRecord> {
  return {
    id: "journal",
    title: t("column.journal"),
    width: "5rem",
    align: "end",
    cell: ({ contactId }) => (
      <a
        href={routeHash({ view: "contact", contactId })}
        className={styles.journal}
        onClick={(event) => event.stopPropagation()}
        data-testid="journal-link"
      >
        {t("journal")}
      </a>
    ),
  };
}
