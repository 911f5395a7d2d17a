import type { EpochMs } from "./time.ts";

/**
 * Days as a calendar on the wall of a place counts them: some have 23 or 25 hours, and where clocks change at midnight a day begins
 * at 01:00. Server and consoles count by these same functions, so that a figure and the list behind it are of the same day. A date is
 * `YYYY-MM-DD`, a zone an IANA name. Checked against Temporal in `calendar-day.test.ts`; browsers do not all have that yet.
 */
const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;

/** `Asia/Shanghai`; not an offset such as `+08:00`, which knows no change of the clock. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    clockOf(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** `2026-11-22 14:05:09`: what calendar and clock on the wall show. @throws RangeError for an unknown zone */
export function wallClock(at: EpochMs, timeZone: string): string {
  return clockOf(timeZone).format(at);
}

/** `2026-11-22` */
export function dateAt(at: EpochMs, timeZone: string): string {
  return wallClock(at, timeZone).slice(0, 10);
}

/** The first moment of a date; of one that was skipped (Samoa, 2011-12-30) that of the next. null: no date. */
export function startOfDate(date: string, timeZone: string): EpochMs | null {
  const midnightInUtc = utcOfDate(date);
  if (midnightInUtc === null) return null;
  // The offsets in force a day before and after: around a change of the clock they are the two that can be meant.
  const [earlier = 0, later = 0] = [midnightInUtc - DAY_MS, midnightInUtc + DAY_MS]
    .map((near) => midnightInUtc - offsetAt(near, timeZone))
    .sort((a, b) => a - b);
  const shown = [earlier, later].find((at) => wallClock(at, timeZone) === `${date} 00:00:00`);
  return shown ?? firstOf(date, earlier, later, timeZone);
}

/** The first moment of the day that is `days` after the one of `at`. */
export function startOfDay(at: EpochMs, days: number, timeZone: string): EpochMs {
  const today = utcOfDate(dateAt(at, timeZone)) ?? at;
  return startOfDate(dateOfUtc(today + days * DAY_MS), timeZone) ?? at;
}

/** How many days `later` is after `earlier` by the calendar; negative when it is before. */
export function daysBetween(earlier: EpochMs, later: EpochMs, timeZone: string): number {
  const [from, to] = [earlier, later].map((at) => utcOfDate(dateAt(at, timeZone)));
  return ((to ?? later) - (from ?? earlier)) / DAY_MS;
}

/** The clock jumps over this midnight: the day begins where it lands. */
function firstOf(date: string, earlier: EpochMs, later: EpochMs, timeZone: string): EpochMs {
  let [before, from] = [earlier - SECOND_MS, later];
  while (from - before > SECOND_MS) {
    const middle = before + Math.floor((from - before) / 2 / SECOND_MS) * SECOND_MS;
    if (dateAt(middle, timeZone) < date) before = middle;
    else from = middle;
  }
  return from;
}

/** East of UTC. */
function offsetAt(at: EpochMs, timeZone: string): number {
  const [date = "", time = ""] = wallClock(at, timeZone).split(" ");
  const [hour = 0, minute = 0, second = 0] = time.split(":").map(Number);
  const shown = (utcOfDate(date) ?? 0) + (hour * 3_600 + minute * 60 + second) * SECOND_MS;
  return shown - Math.floor(at / SECOND_MS) * SECOND_MS;
}

/** Midnight UTC of a date (days from civil, howardhinnant.github.io/date_algorithms.html); null: there is no such date. */
function utcOfDate(date: string): EpochMs | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  // Years begin in March, so that the leap day is the last.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const utc = (era * 146_097 + dayOfEra - 719_468) * DAY_MS;
  return dateOfUtc(utc) === date ? utc : null;
}

function dateOfUtc(at: EpochMs): string {
  return dateAt(at, "UTC");
}

/** Making one costs as much as a thousand uses. There are some 600 zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    // Swedish writes dates as ISO 8601 does.
    clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    clocks.set(timeZone, clock);
  }
  return clock;
}
