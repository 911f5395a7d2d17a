/** HTTP bodies, JSON. Every error is `ErrorBodySchema` with the status of its code. Described in PROTOCOL.md. */
import * as Type from "typebox";
import { ContactRecordSchema } from "./contact-schemas.ts";
import {
  CallListSummarySchema,
  CustomerRecordSchema,
  CustomerSummarySchema,
  DurationMsSchema,
  EpochMsSchema,
  LanguageSchema,
  NamedSkillsSchema,
  NamesSchema,
  NOTE_MAX,
  nullable,
  QueueIdSchema,
  RejectedRowSchema,
  RoleSchema,
  UserIdSchema,
  UserSchema,
} from "./domain-schemas.ts";
import { CallQualitySchema } from "./quality-schemas.ts";
import { SipLoginSchema } from "./console.ts";

const strict = { additionalProperties: false } as const;
const password = Type.String({ minLength: 10, maxLength: 200 });

export const ErrorBodySchema = Type.Object({ code: Type.String(), message: Type.String() }, strict);

/** POST /api/session -> 200 | 401 bad-credentials | 423 account-locked. The token goes into `Authorization: Bearer`. */
export const LoginBodySchema = Type.Object(
  { login: Type.String({ minLength: 1, maxLength: 64 }), password: Type.String({ minLength: 1, maxLength: 200 }) },
  strict,
);
export const SessionSchema = Type.Object({ token: Type.String(), user: UserSchema, expiresAt: EpochMsSchema }, strict);
export type Session = Type.Static<typeof SessionSchema>;
/** GET /api/session: whose token this is, e.g. after a reload of the page; 401 when it is over. DELETE /api/session -> 204 */
export const CurrentSessionSchema = Type.Object({ user: UserSchema }, strict);

/** GET /api/about (public) */
export const AboutSchema = Type.Object(
  { version: Type.String(), demo: Type.Boolean(), protocolVersion: Type.Integer() },
  strict,
);
export type About = Type.Static<typeof AboutSchema>;

/** GET /api/health (public): 200 while every part works, else 503. */
export const HealthSchema = Type.Object({ ok: Type.Boolean(), pbx: Type.Boolean(), database: Type.Boolean() }, strict);

/** GET /api/customers?q= */
export const CustomerSearchQuerySchema = Type.Object(
  { q: Type.String({ minLength: 2, maxLength: 100 }), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })) },
  strict,
);
export const CustomerSearchSchema = Type.Object(
  { customers: Type.Array(CustomerSummarySchema, { maxItems: 50 }) },
  strict,
);
/** GET /api/customers/:customerId */
export const CustomerDetailSchema = Type.Object(
  { customer: CustomerRecordSchema, timeline: Type.Array(ContactRecordSchema, { maxItems: 200 }) },
  strict,
);
/** PUT /api/customers/:customerId/notes -> 204 */
export const CustomerNotesBodySchema = Type.Object({ notes: Type.String({ maxLength: NOTE_MAX }) }, strict);

export const ContactsSchema = Type.Object({ contacts: Type.Array(ContactRecordSchema, { maxItems: 200 }) }, strict);
/** GET /api/contacts/:contactId/journal (supervisor): every event of one contact, in order, and its record; null while none is kept. */
export const ContactJournalSchema = Type.Object(
  {
    contact: nullable(ContactRecordSchema),
    entries: Type.Array(
      Type.Object(
        {
          seq: Type.Integer(),
          at: EpochMsSchema,
          type: Type.String(),
          agentId: nullable(UserIdSchema),
          payload: Type.Unknown(),
        },
        strict,
      ),
      { maxItems: 1_000 },
    ),
  },
  strict,
);

/** GET /api/contacts/:contactId/quality: how the talk sounded, for each agent's part of it; an agent's own, a supervisor's all. */
export const ContactQualitySchema = Type.Object({ parts: Type.Array(CallQualitySchema, { maxItems: 20 }) }, strict);

/** GET /api/queues: with what their calls are judged by. */
export const QueuesSchema = Type.Object(
  {
    queues: Type.Array(
      Type.Object(
        {
          queueId: QueueIdSchema,
          names: NamesSchema,
          serviceLevelThresholdMs: DurationMsSchema,
          shortAbandonMs: DurationMsSchema,
        },
        strict,
      ),
      { maxItems: 200 },
    ),
  },
  strict,
);

/** GET /api/skills: what people call them. */
export const SkillsSchema = Type.Object({ skills: NamedSkillsSchema }, strict);

/** GET /api/call-lists/:id/outlook -> ListOutlook (domain-schemas). GET /api/call-lists; POST /api/call-lists?name= (supervisor, body text/csv, <= 10 MB) -> CallListSummary; GET /api/call-lists/:id/rejected */
export const CallListsSchema = Type.Object({ lists: Type.Array(CallListSummarySchema, { maxItems: 200 }) }, strict);
export const CallListNameQuerySchema = Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }) }, strict);
export const RejectedRowsSchema = Type.Object({ rows: Type.Array(RejectedRowSchema, { maxItems: 1_000 }) }, strict);

/** GET, POST /api/users; PATCH /api/users/:userId (admin) */
export const UsersSchema = Type.Object({ users: Type.Array(UserSchema, { maxItems: 2_000 }) }, strict);
export const NewUserBodySchema = Type.Object(
  {
    login: Type.String({ minLength: 2, maxLength: 64, pattern: "^[a-z0-9._-]+$" }),
    displayName: Type.String({ minLength: 1, maxLength: 100 }),
    role: RoleSchema,
    password,
  },
  strict,
);
export const UserChangeBodySchema = Type.Object(
  {
    displayName: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    role: Type.Optional(RoleSchema),
    disabled: Type.Optional(Type.Boolean()),
    password: Type.Optional(password),
  },
  strict,
);

/** GET /api/prompts (admin); PUT /api/prompts/:language/:promptId (body audio/wav, <= 5 MB) -> 204; DELETE -> 204; GET .../sound -> audio/wav */
export const PromptsSchema = Type.Object(
  {
    prompts: Type.Array(
      Type.Object(
        { id: Type.String(), language: LanguageSchema, text: Type.String(), uploaded: Type.Boolean() },
        strict,
      ),
      { maxItems: 500 },
    ),
  },
  strict,
);

/** POST /api/webphone (public, rate-limited): a restricted SIP login for one browser, for `expiresAt - now`. */
export const WebphoneBodySchema = Type.Object(
  {
    /** Demonstration only: which customer's number to call from; null = number withheld. */ callerNumber: nullable(
      Type.String({ maxLength: 40 }),
    ),
  },
  strict,
);
export const WebphoneSchema = Type.Object(
  {
    sip: SipLoginSchema,
    expiresAt: EpochMsSchema,
    numbers: Type.Array(Type.Object({ dnis: Type.String(), names: NamesSchema }, strict), { maxItems: 50 }),
    /** Demonstration only: numbers worth trying, with what they show. */
    callers: Type.Array(
      Type.Object(
        {
          number: nullable(Type.String()),
          label: Type.String(),
          hint: Type.String(),
          /** What the menu may ask of this caller: nobody can guess it. */
          keys: Type.Optional(Type.Object({ account: Type.String(), pin: Type.String() }, strict)),
        },
        strict,
      ),
      { maxItems: 20 },
    ),
  },
  strict,
);
export type Webphone = Type.Static<typeof WebphoneSchema>;
