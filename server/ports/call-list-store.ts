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
  /** Leases the next open entry to the agent (or returns the one they hold already). */
  next(
    callListId: CallListId,
    agentId: UserId,
    leaseMs: DurationMs,
    now: EpochMs,
    redial: Redial,
  ): Promise<CallListEntry | null>;
  /** When the first open entry may be called again; null: none is open. To be asked when there is no next one. */
  nextAt(callListId: CallListId, redial: Redial): Promise<EpochMs | null>;
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
    /** true: the entry is done; false: it goes back to open for another attempt. */
    readonly finished: boolean;
  }): Promise<void>;
}
