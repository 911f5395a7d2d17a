import { type RawBuilder, sql } from "kysely";
import { type CountedAs, isServiceLevelSide, type ServiceLevelSide } from "../../../shared/domain/counted-as.ts";
import { NO_RULE, type ServiceLevelVariant } from "../../../shared/domain/service-level.ts";
import type { ContactFilter } from "../../ports/contact-store.ts";

const OFFERED = "kind = 'call' and queue_id is not null and queued_at is not null";
const WAITED = `${OFFERED} and callback_at is null`;
const HANDLED =
  "kind = 'call' and phase = 'closed' and agent_id is not null and answered_at is not null and ended_at is not null";

/** `queueFate` and `bookingsOf` as conditions; `server/app/figures-and-rows.test.ts` compares them with the figures. */
const CONDITIONS: Readonly<Record<Exclude<CountedAs, "overflowed" | ServiceLevelSide>, string>> = {
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

/** A wait that has not ended is neither in time nor short. */
const waited = (until: string, limit: string) => `coalesce(${until} - queued_at ${limit}, 0)`;
const ofQueueOr = (column: string, otherwise: number) =>
  `coalesce((select ${column} from queues where queues.queue_id = contacts.queue_id), ${otherwise})`;
const THRESHOLD = ofQueueOr("service_level_threshold_ms", NO_RULE.serviceLevelThresholdMs);
const SHORT = ofQueueOr("short_abandon_ms", NO_RULE.shortAbandonMs);
const { answered: ANSWERED, abandoned: ABANDONED } = CONDITIONS;
const ANSWERED_WITHIN = `${ANSWERED} and ${waited("answered_at", `<= ${THRESHOLD}`)}`;
/** Who gave up was done with waiting when they were asked for a message, if they were. */
const GAVE_UP_AT = "coalesce(message_at, ended_at)";
const ABANDONED_WITHIN = `${ABANDONED} and ${waited(GAVE_UP_AT, `<= ${THRESHOLD}`)}`;
const ABANDONED_SHORT = waited(GAVE_UP_AT, `< ${SHORT}`);

/** `verdictOf`: the calls in time, and those that are not and count all the same. */
const VERDICTS: Readonly<Record<ServiceLevelVariant, { readonly inTime: string; readonly abandoned: string | null }>> =
  {
    handled: { inTime: ANSWERED_WITHIN, abandoned: null },
    "ignore-abandons": { inTime: ANSWERED_WITHIN, abandoned: `${ABANDONED} and not (${ABANDONED_WITHIN})` },
    positive: { inTime: `(${ANSWERED_WITHIN}) or (${ABANDONED_WITHIN})`, abandoned: ABANDONED },
    negative: { inTime: ANSWERED_WITHIN, abandoned: ABANDONED },
    "short-abandons-excluded": { inTime: ANSWERED_WITHIN, abandoned: `${ABANDONED} and not ${ABANDONED_SHORT}` },
  };

function sideOf(side: ServiceLevelSide, variant: ServiceLevelVariant): string {
  const { inTime, abandoned } = VERDICTS[variant];
  const counted = abandoned === null ? `(${ANSWERED})` : `((${ANSWERED}) or (${abandoned}))`;
  if (side === "service-level") return counted;
  return side === "in-time" ? `(${inTime})` : `(${counted} and not (${inTime}))`;
}

type Counted = Pick<ContactFilter, "queueId" | "variant"> & { readonly counted: CountedAs };

/** Of one queue, or of all. A queue that a contact was passed on from counts it as offered and overflowed, too. */
export function countedWhere({ counted, variant = "negative", queueId }: Counted): RawBuilder<boolean> {
  const passedOn =
    queueId === undefined
      ? sql<boolean>`(${sql.raw(OFFERED)} and exists (select 1 from json_each(overflowed_from_json) where value <> queue_id))`
      : sql<boolean>`(${sql.raw(OFFERED)} and queue_id <> ${queueId} and exists (select 1 from json_each(overflowed_from_json) where value = ${queueId}))`;
  if (counted === "overflowed") return passedOn;
  const own = sql.raw(isServiceLevelSide(counted) ? sideOf(counted, variant) : CONDITIONS[counted]);
  if (queueId === undefined) return sql<boolean>`(${own})`;
  const ofQueue = sql<boolean>`(${own} and queue_id = ${queueId})`;
  return counted === "offered" ? sql<boolean>`(${ofQueue} or ${passedOn})` : ofQueue;
}
