/** Who waits in one queue, and what each of them still waits for. */
import * as Type from "typebox";
import type { RoutingExplanation } from "../domain/routing-explanation.ts";
import { RoutingExplanationSchema } from "./contact-schemas.ts";
import {
  ContactIdSchema,
  DurationMsSchema,
  EpochMsSchema,
  nullable,
  oneOf,
  QueueIdSchema,
  UserIdSchema,
} from "./domain-schemas.ts";

const VoicemailIdSchema = Type.String({ minLength: 1, maxLength: 80, pattern: "^[A-Za-z0-9-]+$" });
const strict = { additionalProperties: false } as const;

const WaitingCallerSchema = Type.Object(
  {
    contactId: ContactIdSchema,
    name: nullable(Type.String()),
    /** Masked as on the board; empty: withheld. */
    number: Type.String(),
    tier: Type.String(),
    waitingSince: EpochMsSchema,
    headStartMs: DurationMsSchema,
    /** `offered`: an agent's phone rings for them. */
    state: oneOf(["waiting", "offered"] as const),
    /** A promised callback keeps this place; nobody is on the line. */
    isCallback: Type.Boolean(),
    /** Of another queue, and by an overflow step in this line, too. */
    isGuest: Type.Boolean(),
    /** Who is being rung for them. */
    ringsAt: nullable(Type.String()),
    /** A callback whose customer is being called: the agent's phone rings once they have answered. */
    isCalledFirst: Type.Boolean(),
    /** The agent whom alone they wait for (their own, or whom a supervisor gave them to), until `explanation.waiting.holdsFor.until`. */
    ownAgent: nullable(Type.String()),
    /** How much longer they wait: half of such callers less than `p50Ms`, nine of ten less than `p90Ms`. null: nobody is at work. */
    expected: nullable(Type.Object({ p50Ms: DurationMsSchema, p90Ms: DurationMsSchema }, strict)),
    explanation: Type.Unsafe<RoutingExplanation>(RoutingExplanationSchema),
  },
  strict,
);

/** In the order of service; the whole line at most once a second, and by itself while somebody waits. */
export const WaitingLineSchema = Type.Object(
  {
    seq: Type.Integer({ minimum: 0 }),
    serverNow: EpochMsSchema,
    queueId: QueueIdSchema,
    open: Type.Boolean(),
    /** When it opens or closes next; null: always open, or not soon. */
    changesAt: nullable(EpochMsSchema),
    /** Everybody in this line, shown below or not. */
    inLine: Type.Integer({ minimum: 0 }),
    callers: Type.Array(WaitingCallerSchema, { maxItems: 50 }),
  },
  strict,
);
export type WaitingLine = Type.Static<typeof WaitingLineSchema>;

export const WAITING_COMMANDS = {
  /** Calls back who left this message, as its customer; a conversation marks it done, an attempt is kept with it. */
  "voicemail.call": Type.Object({ voicemailId: VoicemailIdSchema }, strict),
  /**
   * Supervisors only: `waiting-line` of this queue from now on, at once and with each change; null: no more. One queue a socket.
   * Its first 10 callers; `deep`: its first 50.
   */
  "waiting.watch": Type.Object({ queueId: nullable(QueueIdSchema), deep: Type.Boolean() }, strict),
  /** Supervisors only: sends a waiting caller to another queue's line, with their age. */
  "waiting.redirect": Type.Object({ contactId: ContactIdSchema, queueId: QueueIdSchema }, strict),
  /** Supervisors only: gives a waiting caller to an agent of the caller's queue; null: takes that back. */
  "waiting.give": Type.Object({ contactId: ContactIdSchema, agentId: nullable(UserIdSchema) }, strict),
} as const;
