/** Two calls of one agent, parked calls, and whom a customer can be given to. */
import * as Type from "typebox";
import { AGENT_STATES } from "../domain/agent.ts";
import { PassedOnSchema } from "./contact-schemas.ts";
import {
  ContactIdSchema,
  EpochMsSchema,
  NotReadyReasonSchema,
  NamesSchema,
  nullable,
  oneOf,
  QueueIdSchema,
  UserIdSchema,
} from "./domain-schemas.ts";

const strict = { additionalProperties: false } as const;

/** The other call of an agent: somebody who is asked while the customer waits, or another customer, on hold or in a conference. */
const SecondCallSchema = Type.Object(
  {
    contactId: ContactIdSchema,
    kind: oneOf(["agent", "queue", "skill", "number", "customer"] as const),
    /** The agent's or customer's name, the queue's id, the skill, the number. */
    name: Type.String({ maxLength: 200 }),
    /**
     * `active`: the agent hears them; `waiting`: they hear music; `conference`: all three hear each other; `away`: the colleague who was
     * asked has lost the connection and is being brought back.
     */
    state: oneOf(["ringing", "active", "waiting", "conference", "away"] as const),
    since: EpochMsSchema,
  },
  strict,
);
export type SecondCallView = Type.Static<typeof SecondCallSchema>;

/** Who asks, and who can hear what is said: the words of somebody who is asked are not meant for every customer. */
const ConsultedBySchema = Type.Object(
  {
    name: Type.String({ maxLength: 200 }),
    /**
     * `customer-waits`: the customer hears music. `music`: the colleague talks with the customer, who is asked hears music.
     * `conference`: the customer hears every word. `customer-gone`: they hung up.
     */
    state: oneOf(["customer-waits", "music", "conference", "customer-gone"] as const),
  },
  strict,
);
export type ConsultedBy = Type.Static<typeof ConsultedBySchema>;

/** What a contact on the console says of other people who have to do with it. */
export const PASSED_ON_PARTS = {
  /** The agent's other call. */
  second: nullable(SecondCallSchema),
  /** A colleague asks about their customer. There is nothing to hold, note or wrap up. */
  consultedBy: nullable(ConsultedBySchema),
  /** Who passed the customer on; null: nobody. */
  transferredBy: nullable(Type.String({ maxLength: 200 })),
  /** The customer hung up while the agent talks with somebody else about them. */
  customerGone: Type.Boolean(),
  /** Where the customer went from here, while the agent wraps up; null: nowhere. */
  passedOn: nullable(PassedOnSchema),
} as const;

/** A customer in a parking place whom this agent may fetch. */
export const ParkedCallSchema = Type.Object(
  {
    contactId: ContactIdSchema,
    place: Type.Integer({ minimum: 1, maximum: 99 }),
    /** Name, or number where there is none. */
    who: Type.String({ maxLength: 200 }),
    parkedBy: Type.String({ maxLength: 200 }),
    isMine: Type.Boolean(),
    since: EpochMsSchema,
    returnsAt: EpochMsSchema,
  },
  strict,
);
export type ParkedCall = Type.Static<typeof ParkedCallSchema>;

const TransferTargetSchema = Type.Union([
  Type.Object({ kind: Type.Literal("agent"), agentId: UserIdSchema }, strict),
  Type.Object({ kind: Type.Literal("queue"), queueId: QueueIdSchema }, strict),
  Type.Object(
    {
      kind: Type.Literal("skill"),
      queueId: QueueIdSchema,
      skill: Type.String({ minLength: 1, maxLength: 60 }),
      minLevel: Type.Integer({ minimum: 1, maximum: 10 }),
    },
    strict,
  ),
  Type.Object({ kind: Type.Literal("number"), number: Type.String({ minLength: 2, maxLength: 64 }) }, strict),
]);

const contact = { contactId: ContactIdSchema };

export const TRANSFER_COMMANDS = {
  /** Asks somebody while the customer waits with music. */
  "consult.start": Type.Object({ ...contact, target: TransferTargetSchema }, strict),
  /** Talks with the other one of two; the one before hears music. Out of a conference only where both are the agent's customers. */
  "consult.swap": Type.Object(contact, strict),
  /** With who is asked, or with the agent's other customer. */
  "consult.conference": Type.Object(contact, strict),
  /** The customer goes to who was asked, also while it still rings there; the agent wraps up. */
  "consult.complete": Type.Object(contact, strict),
  /** Who was asked is let go, the agent is back with the customer. */
  "consult.cancel": Type.Object(contact, strict),
  /** Without asking first. */
  "transfer.start": Type.Object({ ...contact, target: TransferTargetSchema }, strict),
  "call.park": Type.Object(contact, strict),
  "call.retrieve": Type.Object(contact, strict),
  /** Whom the customer may be given to, as it stands now. Result: `TransferTargetsSchema`. */
  "targets.list": Type.Object({}, strict),
} as const;

/** For the picker: colleagues who are signed in, and all queues with their skills. */
export const TransferTargetsSchema = Type.Object(
  {
    agents: Type.Array(
      Type.Object(
        {
          agentId: UserIdSchema,
          name: Type.String({ maxLength: 200 }),
          state: oneOf(AGENT_STATES),
          reason: nullable(NotReadyReasonSchema),
          canBeRung: Type.Boolean(),
        },
        strict,
      ),
      { maxItems: 500 },
    ),
    queues: Type.Array(
      Type.Object(
        {
          queueId: QueueIdSchema,
          names: NamesSchema,
          waiting: Type.Integer({ minimum: 0 }),
          longestWaitSince: nullable(EpochMsSchema),
          readyAgents: Type.Integer({ minimum: 0 }),
          /** What its agents can, with the highest level of anybody. */
          skills: Type.Array(
            Type.Object(
              { skill: Type.String({ maxLength: 60 }), levelMax: Type.Integer(), readyAgents: Type.Integer() },
              strict,
            ),
            { maxItems: 50 },
          ),
        },
        strict,
      ),
      { maxItems: 200 },
    ),
    mayDial: Type.Boolean(),
  },
  strict,
);
export type TransferTargets = Type.Static<typeof TransferTargetsSchema>;
