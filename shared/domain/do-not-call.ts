import type { ContactId } from "./ids.ts";
import type { EpochMs } from "./time.ts";

/** `asked`: the person said so in a call; `added`, `imported`: by an administrator. */
export const DO_NOT_CALL_REASONS = ["asked", "added", "imported"] as const;
export type DoNotCallReason = (typeof DO_NOT_CALL_REASONS)[number];

/** A number that no call list rings. */
export interface DoNotCallNumber {
  /** E.164 */
  readonly phone: string;
  readonly addedAt: EpochMs;
  readonly byName: string;
  readonly because: DoNotCallReason;
  readonly note: string;
  /** The call in which it was asked for. */
  readonly contactId: ContactId | null;
}

/** What was done to the list; kept for good, so that it can be shown who took a number off it and why. */
export interface DoNotCallChange {
  /** The list's version since then. */
  readonly version: number;
  readonly at: EpochMs;
  readonly phone: string;
  readonly change: "added" | "removed";
  readonly byName: string;
  readonly note: string;
}

export interface DoNotCallPage {
  readonly numbers: readonly DoNotCallNumber[];
  /** How many are on the list, and how many of them were looked for. */
  readonly total: number;
  readonly found: number;
  /** The last of them, newest first. */
  readonly changes: readonly DoNotCallChange[];
}

export interface DoNotCallImport {
  readonly added: number;
  readonly already: number;
  /** Rows without a number that can be read, and those beyond the bound. */
  readonly rejected: number;
}
