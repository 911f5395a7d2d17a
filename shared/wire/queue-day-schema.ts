/** One queue's day in figures, and what it still owes to callers who hung up. */
import * as Type from "typebox";
import type { ServiceLevelVariant } from "../domain/service-level.ts";
import { DurationMsSchema, nullable } from "./domain-schemas.ts";
import { baseRevision, settingRevision } from "./setting-revision-schema.ts";

const strict = { additionalProperties: false } as const;

const share = nullable(Type.Number({ minimum: 0, maximum: 1 }));
const count = Type.Integer({ minimum: 0 });

/** What is in force comes with the board. */
export const QueueAlertsSchema = Type.Object(
  {
    longestWaitMs: nullable(Type.Integer({ minimum: 1_000, maximum: 3_600_000 })),
    serviceLevelTarget: Type.Number({ minimum: 0, maximum: 1 }),
    poorVoiceMos: Type.Number({ minimum: 1, maximum: 4.5 }),
  },
  strict,
);

/** GET /api/queue-alerts/:queueId (supervisor): with who changed them last. */
export const QueueAlertsInForceSchema = Type.Object({ alerts: QueueAlertsSchema, ...settingRevision }, strict);
/** PUT /api/queue-alerts/:queueId (supervisor) -> 204, on every board at once; 409 conflict: somebody saved since */
export const QueueAlertsBodySchema = Type.Object({ alerts: QueueAlertsSchema, baseRevision }, strict);

export const QUEUE_DAY = {
  /** = answered + abandoned + overflowed + callbacksPromised + messagesLeft + turnedAway + inProgress; see server/app/queue-bookings.ts. */
  offered: count,
  answered: count,
  abandoned: count,
  /** Passed on to another queue, which counts them as offered too. */
  overflowed: count,
  /** Callers who were promised a callback instead: neither answered nor abandoned, in no variant of the service level. */
  callbacksPromised: count,
  /** Of these, customers who were called and talked to. */
  callbacksReached: count,
  messagesLeft: count,
  /** Told goodbye: full, closed, nobody there, waited too long; or refused by a fault. */
  turnedAway: count,
  /** Waiting, being rung for, or being told what happens next. */
  inProgress: count,
  /** Promised callbacks now: in line, being called, to be tried again later. */
  callbacksNow: Type.Object({ waiting: count, calling: count, retry: count }, strict),
  /** Messages nobody has dealt with, of any day. */
  messagesOpen: count,
  /** From when on this queue is marked. */
  alerts: QueueAlertsSchema,
  averageSpeedOfAnswerMs: nullable(DurationMsSchema),
  averageHandleTimeMs: nullable(DurationMsSchema),
  serviceLevelThresholdMs: DurationMsSchema,
  /** 0..1 by variant; null while nothing was offered. */
  serviceLevels: Type.Object(
    {
      handled: share,
      "ignore-abandons": share,
      positive: share,
      negative: share,
      "short-abandons-excluded": share,
    } satisfies Record<ServiceLevelVariant, typeof share>,
    strict,
  ),
};
