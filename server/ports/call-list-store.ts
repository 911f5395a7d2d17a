import type { CalledPlace, CallPermit } from "../../shared/domain/calling-hours.ts";
import type { CallListEntry, CallListSummary, RejectedRow } from "../../shared/domain/call-list.ts";
import type { ContactOutcome, Disposition } from "../../shared/domain/contact.ts";
import type { CallListEntryId, CallListId, ContactId, UserId } from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";

/** How soon and how often a number may be called again; over all lists, since it is one telephone. */
export interface RedialRule {
  readonly pauseMs: DurationMs;
  readonly attemptsPerDayMax: number;
}

export interface Redial {
  readonly rule: RedialRule;
  /** When the centre's day began, and when the next one begins. */
  readonly dayStartedAt: EpochMs;
  readonly nextDayAt: EpochMs;
}

/** Who of a list may be leased now. */
export interface LeaseLimits {
  readonly redial: Redial;
  /** Whether it is a time for calls there. Asked once for each place of the list. */
  readonly mayRing: (place: CalledPlace) => boolean;
}

/** The open entries of a list whose people are at home in one place. */
export interface PlaceStanding {
  readonly place: CalledPlace;
  readonly open: number;
  /** Of those: how many wait because of an earlier call, and when the first of them need not any more. */
  readonly pausing: number;
  readonly pausingUntil: EpochMs | null;
}

export interface ListStanding {
  readonly places: readonly PlaceStanding[];
  readonly held: number;
  /** Closed without a call, because their number is on the do-not-call list. */
  readonly doNotCall: number;
}

export interface CallListStore {
  /** Parses and stores a CSV (header row: phone, name, reason, account …; UTF-8 with or without BOM); bad rows are kept with their reason. */
  importCsv(request: {
    readonly callListId: CallListId;
    readonly name: string;
    readonly csv: Uint8Array;
    readonly by: UserId;
    readonly now: EpochMs;
    /** Whether the centre may call this number (E.164); by default it may call all. */
    readonly mayCall?: (number: string) => boolean;
  }): Promise<CallListSummary>;
  lists(): Promise<readonly CallListSummary[]>;
  rejectedRows(callListId: CallListId): Promise<readonly RejectedRow[]>;
  /** Leases the next open entry to the agent, or returns the one they hold already if its person may still be rung. */
  next(
    callListId: CallListId,
    agentId: UserId,
    leaseMs: DurationMs,
    now: EpochMs,
    limits: LeaseLimits,
  ): Promise<CallListEntry | null>;
  /** What waits for what in this list, by place. */
  standing(callListId: CallListId, redial: Redial, now: EpochMs): Promise<ListStanding>;
  /** Until when this number waits because of earlier calls, over all lists; null: it need not. */
  pausingUntil(phone: string, redial: Redial, now: EpochMs): Promise<EpochMs | null>;
  entry(entryId: CallListEntryId): Promise<CallListEntry | null>;
  /** Puts a leased entry back to the end of the list. */
  skip(entryId: CallListEntryId, agentId: UserId, now: EpochMs): Promise<void>;
  /** What this agent holds is open again at its place, but for the entry they are calling about. */
  release(agentId: UserId, calling: CallListEntryId | null): Promise<void>;
  recordAttempt(attempt: {
    readonly entryId: CallListEntryId;
    readonly contactId: ContactId;
    readonly agentId: UserId;
    readonly at: EpochMs;
    readonly outcome: ContactOutcome;
    readonly disposition: Disposition | null;
    readonly permit: CallPermit | null;
    /** true: the entry is done; false: it goes back to open for another attempt. */
    readonly finished: boolean;
  }): Promise<void>;
}
