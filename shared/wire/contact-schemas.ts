/** Schemas of a contact and of why it went where it went; proven against shared/domain in `domain-schemas.check.ts`. */
import * as Type from "typebox";
import { CONTACT_OUTCOMES, CONTACT_PHASES, ENDED_BY, SEGMENT_KINDS } from "../domain/contact.ts";
import { ALTERNATIVES_MAX, QUEUE_STEPS_MAX, REQUIREMENTS_MAX } from "../domain/queue.ts";
import { CALLER_FIRST_REASONS, PASSED_OVER_REASONS, ROUTING_RULES } from "../domain/routing-explanation.ts";
import { PASSED_ON_KINDS } from "../domain/transfer.ts";
import {
  CallingNumberSchema,
  ClassificationSchema,
  CollectedItemSchema,
  ContactIdSchema,
  CustomerIdSchema,
  CustomerMatchSchema,
  DispositionSchema,
  DurationMsSchema,
  EpochMsSchema,
  LanguageSchema,
  nullable,
  NOTE_MAX,
  NotReadyReasonSchema,
  oneOf,
  QueueIdSchema,
  TEXT_MAX,
  TierSchema,
  UserIdSchema,
} from "./domain-schemas.ts";

const text = Type.String({ maxLength: TEXT_MAX });

const strict = { additionalProperties: false } as const;

export const PassedOnSchema = Type.Object({ kind: oneOf(PASSED_ON_KINDS), name: text }, strict);

const SkillAlternativesSchema = Type.Array(
  Type.Array(Type.Object({ skill: text, minLevel: Type.Number() }, strict), { maxItems: 2 * REQUIREMENTS_MAX }),
  { maxItems: ALTERNATIVES_MAX },
);

const agentScores = {
  agentId: UserIdSchema,
  idleMs: DurationMsSchema,
  occupancy: Type.Number({ minimum: 0, maximum: 1 }),
  skillSum: Type.Number(),
  preference: Type.Number(),
  reserve: Type.Boolean(),
};
const passedOverAgent = Type.Object(
  {
    ...agentScores,
    because: oneOf(PASSED_OVER_REASONS),
    lacks: nullable(Type.Object({ skill: text, minLevel: Type.Number(), level: Type.Number() }, strict)),
    notReadyReason: Type.Optional(NotReadyReasonSchema),
  },
  strict,
);
const runnerUpCaller = Type.Object(
  {
    contactId: ContactIdSchema,
    queueId: QueueIdSchema,
    waitedMs: DurationMsSchema,
    headStartMs: DurationMsSchema,
    promoted: Type.Boolean(),
  },
  strict,
);
const agentCount = Type.Integer({ minimum: 0 });
const notReadyBecause = Type.Object(
  {
    break: Type.Optional(agentCount),
    lunch: Type.Optional(agentCount),
    meeting: Type.Optional(agentCount),
    training: Type.Optional(agentCount),
    "admin-work": Type.Optional(agentCount),
    "just-signed-in": Type.Optional(agentCount),
    "ring-no-answer": Type.Optional(agentCount),
    "rejected-offer": Type.Optional(agentCount),
    "phone-unreachable": Type.Optional(agentCount),
    "console-disconnected": Type.Optional(agentCount),
    "after-wrap-up": Type.Optional(agentCount),
  },
  strict,
);
const agentsInTheWay = Type.Object(
  {
    talking: agentCount,
    ringing: agentCount,
    wrappingUp: agentCount,
    notReady: agentCount,
    lackingSkill: agentCount,
    freeButNot: agentCount,
    signedOut: agentCount,
    notReadyBecause: Type.Optional(notReadyBecause),
  },
  strict,
);
const nextSteps = Type.Object(
  {
    relaxationAt: nullable(EpochMsSchema),
    overflowAt: nullable(EpochMsSchema),
    promotionAt: nullable(EpochMsSchema),
    maxWaitAt: nullable(EpochMsSchema),
  },
  strict,
);

export const RoutingExplanationSchema = Type.Object(
  {
    decidedAt: EpochMsSchema,
    waitedMs: DurationMsSchema,
    headStartMs: DurationMsSchema,
    promoted: Type.Boolean(),
    rule: oneOf(ROUTING_RULES),
    givenBy: Type.Optional(Type.Object({ userId: UserIdSchema, displayName: text }, strict)),
    isCallback: Type.Boolean(),
    queueId: nullable(QueueIdSchema),
    viaQueueId: nullable(QueueIdSchema),
    alternatives: SkillAlternativesSchema,
    relaxationStep: Type.Integer({ minimum: 0, maximum: QUEUE_STEPS_MAX }),
    overflowedTo: Type.Array(QueueIdSchema, { maxItems: QUEUE_STEPS_MAX }),
    chosen: nullable(Type.Object(agentScores, strict)),
    others: Type.Array(passedOverAgent, { maxItems: 5 }),
    before: nullable(Type.Object({ because: oneOf(CALLER_FIRST_REASONS), runnerUp: nullable(runnerUpCaller) }, strict)),
    waiting: nullable(
      Type.Object(
        {
          position: Type.Integer({ minimum: 1 }),
          agents: agentsInTheWay,
          holdsFor: nullable(Type.Object({ agentId: UserIdSchema, until: EpochMsSchema }, strict)),
          next: nextSteps,
        },
        strict,
      ),
    ),
  },
  strict,
);

export const ContactContextSchema = Type.Object(
  {
    contactId: ContactIdSchema,
    direction: oneOf(["inbound", "outbound"] as const),
    ani: CallingNumberSchema,
    dnis: text,
    queueId: nullable(QueueIdSchema),
    language: LanguageSchema,
    match: CustomerMatchSchema,
    customerId: nullable(CustomerIdSchema),
    classification: ClassificationSchema,
    collected: Type.Array(CollectedItemSchema, { maxItems: 50 }),
    arrivedAt: EpochMsSchema,
    queuedAt: nullable(EpochMsSchema),
    routing: nullable(RoutingExplanationSchema),
  },
  strict,
);

export const ContactRecordSchema = Type.Object(
  {
    contactId: ContactIdSchema,
    direction: oneOf(["inbound", "outbound"] as const),
    phase: oneOf(CONTACT_PHASES),
    outcome: nullable(oneOf(CONTACT_OUTCOMES)),
    customerId: nullable(CustomerIdSchema),
    customerName: nullable(text),
    agentId: nullable(UserIdSchema),
    agentName: nullable(text),
    queueId: nullable(QueueIdSchema),
    ani: CallingNumberSchema,
    dnis: text,
    language: LanguageSchema,
    arrivedAt: EpochMsSchema,
    queuedAt: nullable(EpochMsSchema),
    offeredAt: nullable(EpochMsSchema),
    answeredAt: nullable(EpochMsSchema),
    endedAt: nullable(EpochMsSchema),
    wrapUpEndedAt: nullable(EpochMsSchema),
    heldMs: DurationMsSchema,
    tier: TierSchema,
    collected: Type.Array(CollectedItemSchema, { maxItems: 50 }),
    disposition: nullable(DispositionSchema),
    note: Type.String({ maxLength: NOTE_MAX }),
    missedOffers: Type.Number({ minimum: 0 }),
    callListEntryId: nullable(text),
    kind: oneOf(SEGMENT_KINDS),
    transferredFrom: nullable(ContactIdSchema),
    passedOn: nullable(PassedOnSchema),
    headStartMs: DurationMsSchema,
    overflowedFrom: Type.Array(QueueIdSchema, { maxItems: 200 }),
    callbackAt: nullable(EpochMsSchema),
    messageAt: nullable(EpochMsSchema),
    answersMessageAt: nullable(EpochMsSchema),
    endedBy: nullable(oneOf(ENDED_BY)),
    voiceMos: nullable(Type.Number({ minimum: 1, maximum: 4.5 })),
  },
  strict,
);
