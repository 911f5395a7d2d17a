import { type RawBuilder, sql } from "kysely";
import type { CountedAs } from "../../../shared/domain/counted-as.ts";
import type { QueueId } from "../../../shared/domain/ids.ts";

const OFFERED = "kind = 'call' and queue_id is not null and queued_at is not null";
const WAITED = `${OFFERED} and callback_at is null`;
const HANDLED =
  "kind = 'call' and phase = 'closed' and agent_id is not null and answered_at is not null and ended_at is not null";

/** `queueFate` and `bookingsOf` as conditions; `server/app/figures-and-rows.test.ts` compares them with the figures. */
const CONDITIONS: Readonly<Record<Exclude<CountedAs, "overflowed">, string>> = {
  offered: OFFERED,
  answered: `${WAITED} and answered_at is not null`,
  abandoned: `${WAITED} and answered_at is null and outcome = 'abandoned'`,
  callback: `${OFFERED} and callback_at is not null`,
  "callback-reached": `${OFFERED} and callback_at is not null and answered_at is not null`,
  message: `${WAITED} and answered_at is null and outcome = 'voicemail'`,
  "turned-away": `${WAITED} and answered_at is null and outcome not in ('abandoned', 'voicemail')`,
  "in-progress": `${WAITED} and answered_at is null and outcome is null`,
  "queue-handled": `${HANDLED} and queue_id is not null and direction = 'inbound'`,
  handled: HANDLED,
  menu: "phase = 'ivr'",
};

/** Of one queue, or of all. A queue that a contact was passed on from counts it as offered and overflowed, too. */
export function countedWhere(counted: CountedAs, queueId: QueueId | undefined): RawBuilder<boolean> {
  const passedOn =
    queueId === undefined
      ? sql<boolean>`(${sql.raw(OFFERED)} and exists (select 1 from json_each(overflowed_from_json) where value <> queue_id))`
      : sql<boolean>`(${sql.raw(OFFERED)} and queue_id <> ${queueId} and exists (select 1 from json_each(overflowed_from_json) where value = ${queueId}))`;
  if (counted === "overflowed") return passedOn;
  const own = sql.raw(CONDITIONS[counted]);
  if (queueId === undefined) return sql<boolean>`(${own})`;
  const ofQueue = sql<boolean>`(${own} and queue_id = ${queueId})`;
  return counted === "offered" ? sql<boolean>`(${ofQueue} or ${passedOn})` : ofQueue;
}
