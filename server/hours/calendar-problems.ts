import { Temporal } from "temporal-polyfill";
import { isTimeZone } from "../../shared/domain/calendar-day.ts";
import { type HoursCalendar, type OpenRange, WEEKDAYS } from "../../shared/domain/hours.ts";

const DAY_MINUTES = 1_440;

export type CalendarProblem = "unknown-time-zone" | "bad-range" | "overlapping-ranges" | "bad-date" | "date-twice";

/** What is wrong with a calendar beyond its shape; each problem once. Empty: it can be saved. */
export function calendarProblems(calendar: HoursCalendar): readonly CalendarProblem[] {
  const found = new Set<CalendarProblem>();
  if (!isTimeZone(calendar.timeZone)) found.add("unknown-time-zone");
  for (const weekday of WEEKDAYS) checkRanges(calendar.weekly[weekday], found);
  const dates = new Set<string>();
  for (const { date, ranges } of calendar.exceptions) {
    if (!isDate(date)) found.add("bad-date");
    if (dates.has(date)) found.add("date-twice");
    dates.add(date);
    checkRanges(ranges, found);
  }
  return [...found];
}

function checkRanges(ranges: readonly OpenRange[], found: Set<CalendarProblem>): void {
  const sorted = [...ranges].sort((a, b) => a.opensAtMinute - b.opensAtMinute);
  let lastEnd = 0;
  for (const { opensAtMinute, closesAtMinute } of sorted) {
    const isWhole = Number.isInteger(opensAtMinute) && Number.isInteger(closesAtMinute);
    const fits = opensAtMinute >= 0 && opensAtMinute < DAY_MINUTES && closesAtMinute <= opensAtMinute + DAY_MINUTES;
    if (!isWhole || !fits || closesAtMinute <= opensAtMinute) found.add("bad-range");
    else if (opensAtMinute < lastEnd) found.add("overlapping-ranges");
    lastEnd = Math.max(lastEnd, closesAtMinute);
  }
}

function isDate(date: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false;
  try {
    return Temporal.PlainDate.from(date, { overflow: "reject" }).toString() === date;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
