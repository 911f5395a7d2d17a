/**
 * Schemas of the domain shapes that cross a process boundary. `domain-schemas.check.ts` proves at compile time that each
 * describes exactly the type in shared/domain.
 */
import * as Type from "typebox";
import { PLAN_SKILLS_MAX } from "../domain/routing-plan.ts";
import { AGENT_STATES, NOT_READY_REASONS } from "../domain/agent.ts";
import { DIALING_MODES } from "../domain/call-list.ts";
import { HOURS_REFUSALS } from "../domain/calling-hours.ts";
import { CONTACT_OUTCOMES, DISPOSITIONS } from "../domain/contact.ts";
import { IDENTIFIER_KINDS, TIERS } from "../domain/customer.ts";
import type {
  AgendaEntryId,
  CallListEntryId,
  CallListId,
  ContactId,
  CustomerId,
  MonitorId,
  OfferId,
  QueueId,
  UserId,
} from "../domain/ids.ts";
import { ROLES } from "../domain/user.ts";

/** Limits of everything a peer may send; the server's own limits are never wider. */
export const TEXT_MAX = 200;
export const NOTE_MAX = 4_000;
export const LIST_MAX = 200;

const idText = { minLength: 1, maxLength: 80, pattern: "^[A-Za-z0-9._:-]+$" };
export const ContactIdSchema = Type.Unsafe<ContactId>(Type.String(idText));
export const OfferIdSchema = Type.Unsafe<OfferId>(Type.String(idText));
export const UserIdSchema = Type.Unsafe<UserId>(Type.String(idText));
export const QueueIdSchema = Type.Unsafe<QueueId>(Type.String(idText));
export const CustomerIdSchema = Type.Unsafe<CustomerId>(Type.String(idText));
export const CallListIdSchema = Type.Unsafe<CallListId>(Type.String(idText));
export const AgendaEntryIdSchema = Type.Unsafe<AgendaEntryId>(Type.String(idText));
export const MonitorIdSchema = Type.Unsafe<MonitorId>(Type.String(idText));
export const CallListEntryIdSchema = Type.Unsafe<CallListEntryId>(Type.String(idText));

export const EpochMsSchema = Type.Number({ minimum: 0 });
export const DurationMsSchema = Type.Number({ minimum: 0 });
const text = Type.String({ maxLength: TEXT_MAX });
export const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const oneOf = <const T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>(Type.Enum([...values]));
const strict = { additionalProperties: false } as const;
/**
 * A name in each language. Written out because `Type.Record` brings TypeBox's whole type engine (13 kB gzipped) into the
 * console for three fields.
 */
export const NamesSchema = Type.Unsafe<Record<string, string>>({
  type: "object",
  additionalProperties: { type: "string" },
});

/** What people call skills; those without names are left out. */
export const NamedSkillsSchema = Type.Array(
  Type.Object(
    { skill: Type.String({ minLength: 1, maxLength: 40 }), names: NamesSchema },
    { additionalProperties: false },
  ),
  { maxItems: PLAN_SKILLS_MAX },
);

export const LanguageSchema = oneOf(["en", "zh"] as const);
export const TierSchema = oneOf(TIERS);
export const DispositionSchema = oneOf(DISPOSITIONS);
export const NotReadyReasonSchema = oneOf(NOT_READY_REASONS);
export const RoleSchema = oneOf(ROLES);

export const AgentStatusSchema = Type.Object(
  {
    agentId: UserIdSchema,
    state: oneOf(AGENT_STATES),
    reason: nullable(NotReadyReasonSchema),
    since: EpochMsSchema,
    contactId: nullable(ContactIdSchema),
    pendingNotReady: nullable(NotReadyReasonSchema),
  },
  strict,
);

export const ClassificationSchema = Type.Object(
  {
    tier: TierSchema,
    isVip: Type.Boolean(),
    score: Type.Number({ minimum: 0, maximum: 100 }),
    percentile: Type.Number({ minimum: 0, maximum: 1 }),
    headStartMs: DurationMsSchema,
    reasons: Type.Array(
      Type.Object(
        {
          code: oneOf([
            "revenue",
            "tenure",
            "products",
            "arrears",
            "churn-risk",
            "key-account",
            "no-record",
            "ambiguous",
          ] as const),
          input: Type.Union([Type.Number(), text]),
          points: Type.Number(),
        },
        strict,
      ),
      { maxItems: 20 },
    ),
    modelVersion: text,
  },
  strict,
);

export const CustomerSummarySchema = Type.Object(
  {
    customerId: CustomerIdSchema,
    name: text,
    company: nullable(text),
    kind: oneOf(["person", "company"] as const),
    language: nullable(LanguageSchema),
    tier: TierSchema,
    isVip: Type.Boolean(),
    phones: Type.Array(text, { maxItems: 50 }),
    account: nullable(text),
  },
  strict,
);

const relation = Type.Object({ customerId: CustomerIdSchema, name: text }, strict);
export const CustomerRecordSchema = Type.Object(
  {
    ...CustomerSummarySchema.properties,
    identifiers: Type.Array(Type.Object({ kind: oneOf(IDENTIFIER_KINDS), value: text, display: text }, strict), {
      maxItems: 50,
    }),
    classification: ClassificationSchema,
    parents: Type.Array(relation, { maxItems: 20 }),
    children: Type.Array(relation, { maxItems: LIST_MAX }),
    balance: Type.Object({ amountMinor: Type.Number(), currency: text, dueAt: nullable(EpochMsSchema) }, strict),
    membership: nullable(Type.Object({ programme: text, points: Type.Number() }, strict)),
    services: Type.Array(
      Type.Object({ name: text, status: oneOf(["active", "suspended"] as const), since: EpochMsSchema }, strict),
      { maxItems: 50 },
    ),
    customerSince: EpochMsSchema,
    notes: Type.String({ maxLength: NOTE_MAX }),
  },
  strict,
);

export const CustomerMatchSchema = Type.Object(
  {
    kind: oneOf(["none", "one", "many"] as const),
    matchedBy: nullable(Type.Object({ kind: oneOf(IDENTIFIER_KINDS), value: text }, strict)),
    customers: Type.Array(CustomerSummarySchema, { maxItems: 50 }),
  },
  strict,
);

export const CallingNumberSchema = Type.Object(
  {
    e164: nullable(text),
    raw: text,
    presentation: oneOf(["allowed", "withheld", "unavailable", "malformed"] as const),
  },
  strict,
);

export const CollectedItemSchema = Type.Object(
  { key: text, value: text, verified: Type.Boolean(), at: EpochMsSchema },
  strict,
);

export const CallListSummarySchema = Type.Object(
  {
    callListId: CallListIdSchema,
    name: text,
    mode: oneOf(DIALING_MODES),
    createdAt: EpochMsSchema,
    entries: Type.Integer({ minimum: 0 }),
    remaining: Type.Integer({ minimum: 0 }),
    done: Type.Integer({ minimum: 0 }),
    rejectedRows: Type.Integer({ minimum: 0 }),
  },
  strict,
);

/** Numbers that tell no area may be in any of North America's zones. */
const calledZones = Type.Array(text, { maxItems: 60 });
const CalledPlaceSchema = Type.Object({ country: nullable(text), timeZones: calledZones }, strict);
const CallPermitSchema = Type.Object(
  { rule: text, timeZones: calledZones, doNotCallVersion: Type.Integer({ minimum: 0 }) },
  strict,
);
const ListPauseSchema = Type.Object(
  { at: EpochMsSchema, because: oneOf([...HOURS_REFUSALS, "called-before"] as const), timeZone: nullable(text) },
  strict,
);

export const CallListEntrySchema = Type.Object(
  {
    entryId: CallListEntryIdSchema,
    callListId: CallListIdSchema,
    state: oneOf(["open", "leased", "done"] as const),
    phone: text,
    name: text,
    reason: text,
    customer: nullable(CustomerSummarySchema),
    leasedBy: nullable(UserIdSchema),
    leaseEndsAt: nullable(EpochMsSchema),
    place: CalledPlaceSchema,
    closedBecause: nullable(Type.Literal("do-not-call")),
    attempts: Type.Array(
      Type.Object(
        {
          at: EpochMsSchema,
          agentId: UserIdSchema,
          outcome: oneOf(CONTACT_OUTCOMES),
          disposition: nullable(DispositionSchema),
          permit: nullable(CallPermitSchema),
        },
        strict,
      ),
      { maxItems: 50 },
    ),
  },
  strict,
);
export const NextEntrySchema = Type.Object(
  { entry: nullable(CallListEntrySchema), pause: nullable(ListPauseSchema) },
  strict,
);

const countOf = Type.Integer({ minimum: 0 });
export const ListOutlookSchema = Type.Object(
  {
    callable: countOf,
    outOfHours: countOf,
    hoursFrom: nullable(EpochMsSchema),
    pausing: countOf,
    pausingUntil: nullable(EpochMsSchema),
    held: countOf,
    doNotCall: countOf,
  },
  strict,
);

export const RejectedRowSchema = Type.Object(
  {
    line: Type.Integer({ minimum: 1 }),
    content: Type.String({ maxLength: 500 }),
    reason: oneOf([
      "no-phone",
      "bad-phone",
      "may-not-be-dialled",
      "do-not-call",
      "duplicate",
      "name-too-long",
      "too-many-columns",
      "list-full",
      "bad-encoding",
    ] as const),
  },
  strict,
);

export const UserSchema = Type.Object(
  { userId: UserIdSchema, login: text, displayName: text, role: RoleSchema, disabled: Type.Boolean() },
  strict,
);
