/** Those who wait, on the wire: opening hours, options, callbacks, messages. */
import * as Type from "typebox";
import { CONTACT_OUTCOMES } from "../domain/contact.ts";
import { WEEKDAYS } from "../domain/hours.ts";
import { CALLBACK_ORDERS, LAST_AGENT_WAIT_MAX_MS, WAITING_CHOICES } from "../domain/waiting.ts";
import {
  CallingNumberSchema,
  ContactIdSchema,
  CustomerIdSchema,
  DurationMsSchema,
  EpochMsSchema,
  LanguageSchema,
  NamesSchema,
  nullable,
  oneOf,
  QueueIdSchema,
  UserIdSchema,
} from "./domain-schemas.ts";
import { baseRevision, settingRevision } from "./setting-revision-schema.ts";

const strict = { additionalProperties: false } as const;
const text = Type.String({ maxLength: 200 });
const date = Type.String({ pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" });
export const CalendarIdSchema = Type.String({ minLength: 1, maxLength: 80, pattern: "^[A-Za-z0-9._:-]+$" });
export const VoicemailIdSchema = Type.String({ minLength: 1, maxLength: 80, pattern: "^[A-Za-z0-9-]+$" });

const ranges = Type.Array(
  Type.Object(
    {
      opensAtMinute: Type.Integer({ minimum: 0, maximum: 1_439 }),
      closesAtMinute: Type.Integer({ minimum: 1, maximum: 2_879 }),
    },
    strict,
  ),
  { maxItems: 10 },
);
const weekday = Object.fromEntries(WEEKDAYS.map((day) => [day, ranges])) as Record<
  (typeof WEEKDAYS)[number],
  typeof ranges
>;

export const HoursCalendarSchema = Type.Object(
  {
    calendarId: CalendarIdSchema,
    names: NamesSchema,
    timeZone: Type.String({ minLength: 1, maxLength: 60 }),
    weekly: Type.Object(weekday, strict),
    exceptions: Type.Array(Type.Object({ date, ranges, names: NamesSchema }, strict), { maxItems: 1_000 }),
  },
  strict,
);

const HolidaySetSchema = Type.Object(
  {
    holidaySetId: text,
    country: text,
    year: Type.Integer(),
    names: NamesSchema,
    publishedBy: text,
    publishedOn: date,
    sourceUrl: text,
    holidays: Type.Array(
      Type.Object(
        { names: NamesSchema, firstDate: date, lastDate: date, workedDates: Type.Array(date, { maxItems: 20 }) },
        strict,
      ),
      { maxItems: 100 },
    ),
  },
  strict,
);

/** GET /api/hours (admin) */
export const HoursSchema = Type.Object(
  {
    calendars: Type.Array(HoursCalendarSchema, { maxItems: 500 }),
    /** Of each of the calendars. */
    revisions: Type.Array(Type.Object({ calendarId: CalendarIdSchema, ...settingRevision }, strict), { maxItems: 500 }),
    holidaySets: Type.Array(HolidaySetSchema, { maxItems: 50 }),
  },
  strict,
);
/** PUT /api/hours/:calendarId (admin) -> 204; 409 conflict: somebody saved or removed it since. null: it is new. */
export const HoursBodySchema = Type.Object(
  { calendar: HoursCalendarSchema, baseRevision: nullable(baseRevision) },
  strict,
);
/** DELETE /api/hours/:calendarId (admin) -> 204; 409 conflict: somebody saved it since, or it is in use */
export const HoursRemovalQuerySchema = Type.Object({ baseRevision }, strict);

const between = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum });
export const WaitingOptionsSchema = Type.Object(
  {
    queueId: QueueIdSchema,
    keys: Type.Array(
      Type.Object({ key: Type.String({ pattern: "^[0-9]$" }), choice: oneOf(WAITING_CHOICES) }, strict),
      {
        maxItems: WAITING_CHOICES.length,
      },
    ),
    announcesWait: Type.Boolean(),
    lastAgentWaitMs: between(0, LAST_AGENT_WAIT_MAX_MS),
    callback: Type.Object(
      {
        order: oneOf(CALLBACK_ORDERS),
        attemptsMax: between(1, 5),
        retryAfterMs: between(60_000, 86_400_000),
        // Less than the core leaves for it (CALLBACK_DIAL_MAX_MS).
        ringTimeoutMs: between(10_000, 60_000),
      },
      strict,
    ),
    voicemail: Type.Object(
      { lengthMaxMs: between(10_000, 600_000), silenceEndsMs: between(2_000, 30_000), keepDays: between(1, 3_650) },
      strict,
    ),
  },
  strict,
);
/** GET /api/waiting-options (admin) */
export const AllWaitingOptionsSchema = Type.Object(
  {
    options: Type.Array(WaitingOptionsSchema, { maxItems: 200 }),
    /** Of each of the options. */
    revisions: Type.Array(Type.Object({ queueId: QueueIdSchema, ...settingRevision }, strict), { maxItems: 200 }),
  },
  strict,
);
/** PUT /api/waiting-options/:queueId (admin) -> 204; 409 conflict: somebody saved since */
export const WaitingOptionsBodySchema = Type.Object({ options: WaitingOptionsSchema, baseRevision }, strict);

const CallbackSchema = Type.Object(
  {
    contactId: ContactIdSchema,
    queueId: QueueIdSchema,
    customerId: nullable(CustomerIdSchema),
    customerName: nullable(text),
    number: text,
    order: oneOf(CALLBACK_ORDERS),
    state: oneOf(["waiting", "calling", "retry"] as const),
    waitingSince: EpochMsSchema,
    attempts: Type.Integer({ minimum: 0 }),
    attemptsMax: Type.Integer({ minimum: 1 }),
    nextAttemptAt: nullable(EpochMsSchema),
    ownerId: nullable(UserIdSchema),
  },
  strict,
);
const share = nullable(Type.Number({ minimum: 0, maximum: 1 }));
const WaitingQueueSchema = Type.Object(
  {
    queueId: QueueIdSchema,
    open: Type.Boolean(),
    changesAt: nullable(EpochMsSchema),
    newVoicemails: Type.Integer({ minimum: 0 }),
    score: Type.Object(
      {
        promises: Type.Integer({ minimum: 0 }),
        withinUpper: share,
        withinLower: share,
        biasMs: nullable(Type.Number()),
      },
      strict,
    ),
  },
  strict,
);
/** GET /api/waiting: an agent's queues, a supervisor's all. DELETE /api/callbacks/:contactId (supervisor) -> 204 */
export const WaitingOverviewSchema = Type.Object(
  {
    callbacks: Type.Array(CallbackSchema, { maxItems: 200 }),
    queues: Type.Array(WaitingQueueSchema, { maxItems: 200 }),
  },
  strict,
);
export type WaitingOverview = Type.Static<typeof WaitingOverviewSchema>;

export const VoicemailSchema = Type.Object(
  {
    voicemailId: VoicemailIdSchema,
    contactId: ContactIdSchema,
    queueId: QueueIdSchema,
    customerId: nullable(CustomerIdSchema),
    customerName: nullable(text),
    ani: CallingNumberSchema,
    language: LanguageSchema,
    recordedAt: EpochMsSchema,
    lengthMs: DurationMsSchema,
    state: oneOf(["new", "done"] as const),
    changedBy: nullable(UserIdSchema),
    changedAt: nullable(EpochMsSchema),
    answer: nullable(
      Type.Object(
        { contactId: ContactIdSchema, agentName: text, at: EpochMsSchema, outcome: oneOf(CONTACT_OUTCOMES) },
        strict,
      ),
    ),
  },
  strict,
);
export type VoicemailOnWire = Type.Static<typeof VoicemailSchema>;
/** GET /api/voicemails?state=; GET /api/voicemails/:id/sound -> audio/wav; PATCH /api/voicemails/:id; DELETE (supervisor) -> 204 */
export const VoicemailsQuerySchema = Type.Object({ state: Type.Optional(oneOf(["new", "done"] as const)) }, strict);
export const VoicemailsSchema = Type.Object({ voicemails: Type.Array(VoicemailSchema, { maxItems: 200 }) }, strict);
export const VoicemailChangeBodySchema = Type.Object({ state: oneOf(["new", "done"] as const) }, strict);
