import type { CalledPlace, CallPermit, ListPause } from "./calling-hours.ts";
import type { ContactOutcome, Disposition } from "./contact.ts";
import type { CustomerSummary } from "./customer.ts";
import type { CallListEntryId, CallListId, UserId } from "./ids.ts";
import type { EpochMs } from "./time.ts";

/** How a list is worked. Progressive and predictive share the entries, the leases and the attempts. */
export const DIALING_MODES = ["preview", "progressive", "predictive"] as const;
export type DialingMode = (typeof DIALING_MODES)[number];

export interface CallListSummary {
  readonly callListId: CallListId;
  readonly name: string;
  readonly mode: DialingMode;
  readonly createdAt: EpochMs;
  readonly entries: number;
  readonly remaining: number;
  readonly done: number;
  readonly rejectedRows: number;
}

/**
 * An entry of a list.   open --next--> leased --disposition--> done
 *                        ^               |
 *                        +--skip/expire--+      either --number on the do-not-call list--> done (`closedBecause`)
 */
export type CallListEntryState = "open" | "leased" | "done";

export interface CallListEntry {
  readonly entryId: CallListEntryId;
  readonly callListId: CallListId;
  readonly state: CallListEntryState;
  readonly phone: string;
  readonly name: string;
  readonly reason: string;
  readonly customer: CustomerSummary | null;
  readonly leasedBy: UserId | null;
  readonly leaseEndsAt: EpochMs | null;
  readonly place: CalledPlace;
  /** Why it is done although nobody called; null: it is open, or somebody did. */
  readonly closedBecause: "do-not-call" | null;
  readonly attempts: readonly {
    readonly at: EpochMs;
    readonly agentId: UserId;
    readonly outcome: ContactOutcome;
    readonly disposition: Disposition | null;
    /** null: from before it was kept. */
    readonly permit: CallPermit | null;
  }[];
}

/** Whom an agent calls next. */
export interface NextEntry {
  readonly entry: CallListEntry | null;
  /** With nobody: when the first who is left may be called, and why not now; null: colleagues hold them. */
  readonly pause: ListPause | null;
}

/** A row of the imported file that could not be used, kept with its reason. */
export interface RejectedRow {
  readonly line: number;
  readonly content: string;
  readonly reason:
    | "no-phone"
    | "bad-phone"
    /** The centre's dial plan does not allow it. */
    | "may-not-be-dialled"
    /** The number is on the do-not-call list. */
    | "do-not-call"
    | "duplicate"
    | "name-too-long"
    | "too-many-columns"
    | "list-full"
    | "bad-encoding";
}
