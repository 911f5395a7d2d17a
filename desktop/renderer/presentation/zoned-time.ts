import type { EpochMs } from "../../../shared/domain/time.ts";

/** A wall clock: `2026-11-23` and `14:30`, as date and time fields have it. */
export interface WallTime {
  readonly date: string;
  readonly time: string;
}

/** What the clock on the wall shows in a zone (IANA name). */
export function wallTimeOf(at: EpochMs, timeZone: string): WallTime {
  // Swedish writes dates as fields want them.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  const [date = "", time = ""] = format.format(at).split(" ");
  return { date, time };
}

/**
 * When a wall clock in a zone shows this. In the hour that comes twice the first one counts; a time that the clock jumps over, or
 * one that is none, is null.
 */
export function epochOf({ date, time }: WallTime, timeZone: string): EpochMs | null {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  // The offsets in force a day before and after: around a change of the clock they are the two that can be meant.
  const candidates = [asUtc - DAY_MS, asUtc + DAY_MS].map((near) => asUtc - offsetMs(near, timeZone));
  const shows = (at: EpochMs) => {
    const wall = wallTimeOf(at, timeZone);
    return wall.date === date && wall.time === time;
  };
  return candidates.sort((a, b) => a - b).find(shows) ?? null;
}

const DAY_MS = 86_400_000;

function offsetMs(at: EpochMs, timeZone: string): number {
  const { date, time } = wallTimeOf(at, timeZone);
  const minute = Math.floor(at / 60_000) * 60_000;
  return Date.parse(`${date}T${time}:00Z`) - minute;
}
