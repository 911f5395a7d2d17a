import { Temporal } from "temporal-polyfill";
import { type HoursCalendar, WEEKDAYS } from "../../shared/domain/hours.ts";
import type { WeeklyGap } from "../../shared/domain/routing-plan.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import { nextChange, openAt } from "./opening-times.ts";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const WEEK_MS = 7 * DAY_MINUTES * MINUTE_MS;
const GAPS_MAX = 28;

interface Span {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/**
 * When the queue is open in an ordinary week and none of the shifts is: by day, in the wall clock of the queue's calendar
 * (UTC for a queue that never closes: then its shifts' calendar says where it is). Holidays are left out: a week is meant.
 * Somebody without a shift (null) is there at any time.
 */
export function weeklyGaps(
  opening: HoursCalendar | null,
  shifts: readonly (HoursCalendar | null)[],
  weekFrom: EpochMs,
): readonly WeeklyGap[] {
  const known = shifts.filter((shift) => shift !== null);
  if (known.length < shifts.length) return [];
  const timeZone = opening?.timeZone ?? known[0]?.timeZone ?? "UTC";
  // From midnight there, so that a gap over a whole day is one.
  const begin = Temporal.Instant.fromEpochMilliseconds(weekFrom)
    .toZonedDateTimeISO(timeZone)
    .startOfDay().epochMilliseconds;
  const week: Span = { from: begin, to: begin + WEEK_MS };
  let uncovered = opening === null ? [week] : openSpans(opening, week);
  for (const shift of known) uncovered = uncovered.flatMap((span) => without(span, openSpans(shift, week)));
  return uncovered
    .flatMap((span) => byDay(span, timeZone))
    .sort((a, b) => WEEKDAYS.indexOf(a.weekday) - WEEKDAYS.indexOf(b.weekday) || a.fromMinute - b.fromMinute)
    .slice(0, GAPS_MAX);
}

function openSpans(calendar: HoursCalendar, week: Span): Span[] {
  const ordinary = { ...calendar, exceptions: [] };
  const spans: Span[] = [];
  let at = week.from;
  let isOpen = openAt(ordinary, at);
  while (at < week.to) {
    const change = nextChange(ordinary, at);
    const until = Math.min(week.to, change?.at ?? week.to);
    if (isOpen) spans.push({ from: at, to: until });
    isOpen = change?.open ?? isOpen;
    at = until;
  }
  return spans;
}

function without(span: Span, covers: readonly Span[]): Span[] {
  const rest: Span[] = [];
  let from = span.from;
  for (const cover of covers) {
    if (cover.to <= from || cover.from >= span.to) continue;
    if (cover.from > from) rest.push({ from, to: cover.from });
    from = Math.max(from, cover.to);
  }
  if (from < span.to) rest.push({ from, to: span.to });
  return rest;
}

function byDay(span: Span, timeZone: string): WeeklyGap[] {
  const gaps: WeeklyGap[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(span.from).toZonedDateTimeISO(timeZone);
  while (at.epochMilliseconds < span.to) {
    const midnight = at.add({ days: 1 }).startOfDay();
    const end = Math.min(span.to, midnight.epochMilliseconds);
    const last = Temporal.Instant.fromEpochMilliseconds(end).toZonedDateTimeISO(timeZone);
    const weekday = WEEKDAYS[at.dayOfWeek - 1];
    if (weekday !== undefined) {
      const toMinute = end === midnight.epochMilliseconds ? DAY_MINUTES : last.hour * 60 + last.minute;
      gaps.push({ weekday, fromMinute: at.hour * 60 + at.minute, toMinute });
    }
    at = midnight;
  }
  return gaps;
}
