import type { ContactRecord } from "../../shared/domain/contact.ts";
import type { QueueId } from "../../shared/domain/ids.ts";
import { type QueueFate, queueFate } from "../../shared/domain/queue-fate.ts";
import { judgedWait, NO_RULE, type ServiceLevelRule } from "../../shared/domain/service-level.ts";

/** One queue's day. offered = answered + abandoned + overflowed + callbacks + messages + turnedAway + inProgress, always. */
export interface QueueCounts {
  offered: number;
  answered: number;
  answeredWithin: number;
  abandoned: number;
  abandonedWithin: number;
  shortAbandons: number;
  /** Passed on to another queue, which counts them as offered too. */
  overflowed: number;
  /** Promised instead of a wait on the line; whatever came of it. */
  callbacks: number;
  /** Of these, customers who were reached and talked to. */
  callbacksReached: number;
  messages: number;
  turnedAway: number;
  inProgress: number;
  /** Sum over answered calls of queue + ring time. */
  answerWaitMs: number;
  handled: number;
  /** Talk + hold + wrap-up of contacts that are over. */
  handleMs: number;
}

/** What one record adds to one queue. */
export interface Booking extends Partial<QueueCounts> {
  readonly queueId: QueueId;
}

const COLUMNS = {
  answered: "answered",
  abandoned: "abandoned",
  callback: "callbacks",
  message: "messages",
  "turned-away": "turnedAway",
  "in-progress": "inProgress",
} as const satisfies Record<QueueFate, keyof QueueCounts>;

export function noCounts(): QueueCounts {
  return {
    offered: 0,
    answered: 0,
    answeredWithin: 0,
    abandoned: 0,
    abandonedWithin: 0,
    shortAbandons: 0,
    overflowed: 0,
    callbacks: 0,
    callbacksReached: 0,
    messages: 0,
    turnedAway: 0,
    inProgress: 0,
    answerWaitMs: 0,
    handled: 0,
    handleMs: 0,
  };
}

/**
 * What a record adds to the figures of each queue it was offered to: its fate in the last one, `overflowed` in those before, once in
 * each. A call that an agent passes on is another record: another wait, which counts anew, also in the queue it was in before.
 * Depends on the record and the configuration only, so figures can be taken back and counted again at any time.
 */
export function bookingsOf(
  record: ContactRecord,
  config: (queueId: QueueId) => ServiceLevelRule | undefined,
): readonly Booking[] {
  const { queueId, queuedAt } = record;
  const fate = queueFate(record);
  if (queueId === null) return [];
  // Passed on to an agent in person: their work is the queue's, the call was offered to nobody else.
  if (fate === null || queuedAt === null) return [{ queueId, ...workOf(record) }];
  // One wait, one count: a queue to which the caller came back has them as what became of them there in the end.
  const left = new Set(record.overflowedFrom.filter((from) => from !== queueId));
  const passed = [...left].map((from): Booking => ({ queueId: from, offered: 1, overflowed: 1 }));
  const own: Booking = {
    queueId,
    offered: 1,
    [COLUMNS[fate]]: 1,
    ...waitOf(record, fate, config(queueId) ?? NO_RULE),
    ...workOf(record),
  };
  return [...passed, own];
}

function waitOf(record: ContactRecord, fate: QueueFate, rule: ServiceLevelRule): Partial<QueueCounts> {
  if (fate === "callback") return { callbacksReached: record.answeredAt === null ? 0 : 1 };
  const judged = judgedWait(record, rule);
  if (judged === null || judged.waitMs === null) return {};
  const { answered, waitMs, within, short } = judged;
  return answered
    ? { answerWaitMs: waitMs, answeredWithin: within ? 1 : 0 }
    : { abandonedWithin: within ? 1 : 0, shortAbandons: short ? 1 : 0 };
}

function workOf({
  kind,
  phase,
  direction,
  agentId,
  answeredAt,
  endedAt,
  wrapUpEndedAt,
}: ContactRecord): Partial<QueueCounts> {
  // Who was only asked has handled no caller of the queue.
  if (
    kind !== "call" ||
    phase !== "closed" ||
    direction !== "inbound" ||
    agentId === null ||
    answeredAt === null ||
    endedAt === null
  )
    return {};
  return { handled: 1, handleMs: (wrapUpEndedAt ?? endedAt) - answeredAt };
}
