/** History, missed offers and the agenda of promised calls: their shapes and their HTTP queries and bodies. */
import * as Type from "typebox";
import { CONTACT_OUTCOMES } from "../domain/contact.ts";
import { COUNTED_AS } from "../domain/counted-as.ts";
import { SERVICE_LEVEL_VARIANTS } from "../domain/service-level.ts";
import { MISSED_OFFER_REASONS } from "../domain/missed-offer.ts";
import {
  AgendaEntryIdSchema,
  ContactIdSchema,
  CustomerIdSchema,
  DispositionSchema,
  EpochMsSchema,
  LanguageSchema,
  NOTE_MAX,
  nullable,
  OfferIdSchema,
  oneOf,
  QueueIdSchema,
  TEXT_MAX,
  UserIdSchema,
} from "./domain-schemas.ts";

const strict = { additionalProperties: false } as const;
const text = Type.String({ maxLength: TEXT_MAX });

export const AgendaEntrySchema = Type.Object(
  {
    entryId: AgendaEntryIdSchema,
    agentId: UserIdSchema,
    customerId: nullable(CustomerIdSchema),
    name: text,
    phone: text,
    dueAt: EpochMsSchema,
    timeZone: Type.String({ minLength: 1, maxLength: 60 }),
    note: Type.String({ maxLength: NOTE_MAX }),
    contactId: nullable(ContactIdSchema),
    createdAt: EpochMsSchema,
    doneAt: nullable(EpochMsSchema),
  },
  strict,
);

export const MissedOfferSchema = Type.Object(
  {
    offerId: OfferIdSchema,
    contactId: ContactIdSchema,
    agentId: UserIdSchema,
    agentName: text,
    at: EpochMsSchema,
    reason: oneOf(MISSED_OFFER_REASONS),
    customerId: nullable(CustomerIdSchema),
    customerName: nullable(text),
    phone: nullable(text),
    queueId: nullable(QueueIdSchema),
    outcome: nullable(oneOf(CONTACT_OUTCOMES)),
    servedBy: nullable(text),
  },
  strict,
);

const contactFilters = {
  /** Part of the name, the number or the note. */
  text: Type.Optional(Type.String({ maxLength: 100 })),
  direction: Type.Optional(oneOf(["inbound", "outbound"] as const)),
  outcome: Type.Optional(oneOf(CONTACT_OUTCOMES)),
  disposition: Type.Optional(DispositionSchema),
  queueId: Type.Optional(QueueIdSchema),
  /** The contacts of today, the centre's day, that stand in this figure: with `queueId` that queue's, with `agentId` that agent's. */
  counted: Type.Optional(oneOf(COUNTED_AS)),
  /** Of the service level; together with `counted` service-level, in-time or not-in-time, and with nothing else. */
  variant: Type.Optional(oneOf(SERVICE_LEVEL_VARIANTS)),
  /** Of the team: for supervisors. */
  agentId: Type.Optional(UserIdSchema),
  since: Type.Optional(Type.Number({ minimum: 0 })),
  /** Exclusive. */
  until: Type.Optional(Type.Number({ minimum: 0 })),
};
/**
 * GET /api/contacts. `scope`: own (an agent's only choice) or team (supervisors; their default). `before`, `beforeId`: arrival
 * and id of the last one shown, for the next page.
 */
export const ContactsQuerySchema = Type.Object(
  {
    ...contactFilters,
    scope: Type.Optional(oneOf(["own", "team"] as const)),
    before: Type.Optional(Type.Number({ minimum: 0 })),
    beforeId: Type.Optional(ContactIdSchema),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  strict,
);
/** GET /api/contacts/export (supervisor) -> text/csv, newest first, at most 10,000 rows; times by the centre's clock. */
export const ContactsExportQuerySchema = Type.Object({ ...contactFilters, language: LanguageSchema }, strict);
/** GET /api/missed-offers: an agent's own, a supervisor's all or `agentId`'s. */
export const MissedOffersQuerySchema = Type.Object(
  {
    since: Type.Number({ minimum: 0 }),
    before: Type.Optional(Type.Number({ minimum: 0 })),
    agentId: Type.Optional(UserIdSchema),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  strict,
);
export const MissedOffersSchema = Type.Object({ missed: Type.Array(MissedOfferSchema, { maxItems: 200 }) }, strict);

/** GET /api/agents (supervisor): whose history can be asked for. */
export const AgentsSchema = Type.Object(
  { agents: Type.Array(Type.Object({ agentId: UserIdSchema, displayName: text }, strict), { maxItems: 10_000 }) },
  strict,
);

/** GET /api/agenda: one's own, or `agentId`'s for a supervisor. POST -> 201 entry; PATCH /api/agenda/:entryId -> entry. */
export const AgendaQuerySchema = Type.Object({ agentId: Type.Optional(UserIdSchema) }, strict);
export const AgendaSchema = Type.Object({ entries: Type.Array(AgendaEntrySchema, { maxItems: 500 }) }, strict);
const timeZone = Type.String({ minLength: 1, maxLength: 60, pattern: "^[A-Za-z0-9_+/-]+$" });
export const NewAgendaEntryBodySchema = Type.Object(
  {
    customerId: nullable(CustomerIdSchema),
    name: Type.String({ maxLength: 200 }),
    phone: Type.String({ minLength: 2, maxLength: 64 }),
    dueAt: EpochMsSchema,
    timeZone,
    note: Type.String({ maxLength: NOTE_MAX }),
    contactId: nullable(ContactIdSchema),
  },
  strict,
);
export const AgendaChangeBodySchema = Type.Object(
  {
    dueAt: Type.Optional(EpochMsSchema),
    timeZone: Type.Optional(timeZone),
    note: Type.Optional(Type.String({ maxLength: NOTE_MAX })),
    done: Type.Optional(Type.Boolean()),
  },
  strict,
);
