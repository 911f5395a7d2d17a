import type { EpochMs } from "./time.ts";

/** Where a telephone number is at home, as far as its numbering plan tells. */
export interface CalledPlace {
  /** ISO 3166-1; null: a number of no country (satellite, freephone of many). */
  readonly country: string | null;
  /** IANA, one or several: where the area is not known, all that it may be. Empty: nobody can say. */
  readonly timeZones: readonly string[];
}

/** Why nobody may be called at a place now: before its hours, after them, in a break between them, or on a day without any. */
export const HOURS_REFUSALS = ["too-early", "too-late", "break", "not-today"] as const;
export type HoursRefusal = (typeof HOURS_REFUSALS)[number];

/** By what a call from a list was allowed, kept with the attempt: it can be shown later that it was. */
export interface CallPermit {
  /** The rule of calling hours, e.g. `US`; `own`: set by the centre; `no-trunk`: only web phones could ring. */
  readonly rule: string;
  /** The hours were looked at in each of them. */
  readonly timeZones: readonly string[];
  /** How often the do-not-call list had been changed when it was asked. */
  readonly doNotCallVersion: number;
}

/** Why the next person of a list cannot be called yet, and from when on. */
export interface ListPause {
  readonly at: EpochMs;
  /** `called-before`: the pause after an earlier call; else the hours of day there. */
  readonly because: HoursRefusal | "called-before";
  /** Where it is too early or too late; null: the centre's own zone, or no matter of hours. */
  readonly timeZone: string | null;
}

/** What would come of a list's open entries now. The first four add up to the entries that are not done. */
export interface ListOutlook {
  readonly callable: number;
  readonly outOfHours: number;
  /** When the first of those out of hours may be called; null: there are none. */
  readonly hoursFrom: EpochMs | null;
  /** Within their hours, but called a short while ago or often enough today. */
  readonly pausing: number;
  readonly pausingUntil: EpochMs | null;
  /** Before an agent now. */
  readonly held: number;
  /** Closed because their number is on the do-not-call list; counted as done. */
  readonly doNotCall: number;
}
