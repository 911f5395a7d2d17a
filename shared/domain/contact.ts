import type { Classification, CustomerMatch } from "./customer.ts";
import type { ContactId, CustomerId, QueueId, UserId } from "./ids.ts";
import type { RoutingExplanation } from "./routing-explanation.ts";
import type { DurationMs, EpochMs } from "./time.ts";
import type { PassedOn } from "./transfer.ts";

/**
 * Where a contact is. Every contact is in exactly one phase.
 *
 *   inbound:   ivr --> queued <--> offered --> connected --> wrap-up --> closed
 *               |        |                                              ^
 *               +--------+--------- caller gone / served ---------------+
 *   outbound:  dialing --> connected --> wrap-up --> closed   (no answer: dialing --> wrap-up)
 *   passed on: parked (in a parking place, with music) or forwarded (to an outside number) --> closed | queued | connected
 */
export const CONTACT_PHASES = [
  "ivr",
  "queued",
  "offered",
  "dialing",
  "connected",
  "parked",
  "forwarded",
  "wrap-up",
  "closed",
] as const;
export type ContactPhase = (typeof CONTACT_PHASES)[number];

export const CONTACT_OUTCOMES = [
  "handled",
  "abandoned",
  "self-served",
  "left-ivr",
  "queue-full",
  "closed",
  "no-agents",
  "waited-too-long",
  "voicemail",
  "cancelled",
  "merged",
  "refused",
  "no-answer",
  "busy",
  "unreachable",
  "failed",
] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

export type Language = "en" | "zh";
export const LANGUAGES: readonly Language[] = ["en", "zh"];

/** The calling number as the network gave it. */
export interface CallingNumber {
  /** E.164 where it could be read as a number, else null. */
  readonly e164: string | null;
  /** What was sent, cut to 64 characters and cleaned of control characters. */
  readonly raw: string;
  readonly presentation: "allowed" | "withheld" | "unavailable" | "malformed";
}

/** Collected as the `language` of a caller who was asked for it and went on without an answer. */
export const LANGUAGE_NOT_CHOSEN = "not-chosen";

/** One thing the IVR collected, in words an agent can read aloud. */
export interface CollectedItem {
  /** Catalogue key below `collected.`: `language`, `account`, `pin`, `intent`, `identified-by`, `balance-heard`. */
  readonly key: string;
  /** Never a secret: a PIN is recorded as verified or not, without its digits. */
  readonly value: string;
  readonly verified: boolean;
  readonly at: EpochMs;
}

/** All that travels with a call to the agent: shown before the first ring. */
export interface ContactContext {
  readonly contactId: ContactId;
  readonly direction: "inbound" | "outbound";
  readonly ani: CallingNumber;
  readonly dnis: string;
  readonly queueId: QueueId | null;
  readonly language: Language;
  readonly match: CustomerMatch;
  /** The customer the agent works for; null while unknown or ambiguous. */
  readonly customerId: CustomerId | null;
  readonly classification: Classification;
  readonly collected: readonly CollectedItem[];
  readonly arrivedAt: EpochMs;
  readonly queuedAt: EpochMs | null;
  /** Why this agent: the routing decision in data, rendered by the catalogue. */
  readonly routing: RoutingExplanation | null;
}

export const DISPOSITIONS = [
  "resolved",
  "follow-up",
  "complaint",
  "sale",
  "not-interested",
  "considering",
  "wrong-number",
  "no-contact",
  "call-dropped",
  "do-not-call",
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** Who ended a talk; the line: the network or the exchange did, or an agent vanished for good. */
export const ENDED_BY = ["customer", "agent", "line"] as const;
export type EndedBy = (typeof ENDED_BY)[number];

/**
 * `consult`: a colleague or an outside number was asked while the customer waited with somebody else, and the customer never
 * came here. It becomes a `call` with the customer.
 */
export const SEGMENT_KINDS = ["call", "consult"] as const;
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

/**
 * A contact as it stands in the timeline, in history and in reports. Raw times, never percentages. A call that is passed on
 * is a chain of contacts, one for each who had it: talk, hold, ring and wrap belong to the segment and its agent.
 */
export interface ContactRecord {
  readonly contactId: ContactId;
  readonly direction: "inbound" | "outbound";
  readonly phase: ContactPhase;
  readonly outcome: ContactOutcome | null;
  readonly customerId: CustomerId | null;
  readonly customerName: string | null;
  readonly agentId: UserId | null;
  readonly agentName: string | null;
  readonly queueId: QueueId | null;
  readonly ani: CallingNumber;
  readonly dnis: string;
  readonly language: Language;
  readonly arrivedAt: EpochMs;
  readonly queuedAt: EpochMs | null;
  /** With which it was queued: estimates know after a restart who passes whom. */
  readonly headStartMs: DurationMs;
  /** Queues that passed the caller on with their age (full, closed ...), in order; figures of each count it as overflowed. */
  readonly overflowedFrom: readonly QueueId[];
  /** When a callback was promised instead of the wait on the line; null: never. */
  readonly callbackAt: EpochMs | null;
  /** When they stopped waiting to leave a message, left or not; null: never. */
  readonly messageAt: EpochMs | null;
  readonly offeredAt: EpochMs | null;
  readonly answeredAt: EpochMs | null;
  readonly endedAt: EpochMs | null;
  readonly wrapUpEndedAt: EpochMs | null;
  readonly heldMs: DurationMs;
  readonly tier: Classification["tier"];
  readonly collected: readonly CollectedItem[];
  readonly disposition: Disposition | null;
  readonly note: string;
  readonly missedOffers: number;
  readonly callListEntryId: string | null;
  readonly kind: SegmentKind;
  /** The segment this one came from; null: the customer called, or was called. */
  readonly transferredFrom: ContactId | null;
  /** Where the customer went from here; null: nowhere. */
  readonly passedOn: PassedOn | null;
  /** When the message was left that this call was made because of; null: it answers none. */
  readonly answersMessageAt: EpochMs | null;
  /** Null: there was no talk, it goes on, the customer was passed on, or it is not known. */
  readonly endedBy: EndedBy | null;
  /** How the talk sounded, 1..4.5 (mean opinion score); null: nobody measured it. */
  readonly voiceMos: number | null;
}
