import type { OpenRange } from "../../../../../shared/domain/hours.ts";

const DAY_MINUTES = 1_440;

/** `09:00-12:00, 13:00-18:00`; `22:00-06:00` closes on the next day; empty: closed. */
export function rangesAsText(ranges: readonly OpenRange[]): string {
  return ranges
    .map(({ opensAtMinute, closesAtMinute }) => `${clock(opensAtMinute)}-${clock(closesAtMinute)}`)
    .join(", ");
}

/** What was typed, as ranges in order; null: it cannot be read. Full-width signs of a Chinese keyboard are taken too. */
export function textAsRanges(text: string): readonly OpenRange[] | null {
  const plain = text
    .normalize("NFKC")
    .replaceAll(/[–—~至]/gu, "-")
    .replaceAll(/[、;]/gu, ",")
    .trim();
  if (plain === "") return [];
  const ranges: OpenRange[] = [];
  for (const part of plain.split(",")) {
    const match = /^\s*(\d{1,2}):?(\d{2})?\s*-\s*(\d{1,2}):?(\d{2})?\s*$/u.exec(part);
    if (match === null) return null;
    const [opens, closes] = [minuteOf(match[1], match[2]), minuteOf(match[3], match[4])];
    if (opens === null || closes === null || opens === DAY_MINUTES) return null;
    const closesAtMinute = closes > opens ? closes : closes + DAY_MINUTES;
    if (ranges.some((other) => opens < other.closesAtMinute && other.opensAtMinute < closesAtMinute)) return null;
    ranges.push({ opensAtMinute: opens, closesAtMinute });
  }
  return ranges.sort((a, b) => a.opensAtMinute - b.opensAtMinute);
}

function minuteOf(hours = "", minutes = "00"): number | null {
  const minute = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && minute <= DAY_MINUTES ? minute : null;
}

function clock(minute: number): string {
  const ofDay = minute > DAY_MINUTES ? minute - DAY_MINUTES : minute;
  return `${String(Math.floor(ofDay / 60)).padStart(2, "0")}:${String(ofDay % 60).padStart(2, "0")}`;
}
