import { Temporal } from "temporal-polyfill";
import { type HoursCalendar, type OpenRange, WEEKDAYS } from "../../shared/domain/hours.ts";
import type { EpochMs } from "../../shared/domain/time.ts";

/** Open from `from` to just before `to`. */
interface OpenSpan {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

export interface HoursChange {
  readonly at: EpochMs;
  readonly open: boolean;
}

/** A change further away than this is none: whoever asks asks again before. */
const LOOK_AHEAD_DAYS = 400;
const DAY_MINUTES = 1_440;

/** Whether it is open at this moment. */
export function openAt(calendar: HoursCalendar, at: EpochMs): boolean {
  const today = dateAt(calendar, at);
  // Yesterday's last hours may lie in today.
  return [today.subtract({ days: 1 }), today].some((date) =>
    spansOf(calendar, date).some((span) => span.from <= at && at < span.to),
  );
}

/**
 * The next moment after `at` when it opens or closes; null: it stays as it is for at least LOOK_AHEAD_DAYS.
 * Ranges that touch or overlap (also over midnight) are one: nothing changes where they meet.
 */
export function nextChange(calendar: HoursCalendar, at: EpochMs): HoursChange | null {
  const first = dateAt(calendar, at).subtract({ days: 1 });
  let openUntil: EpochMs | null = null;
  for (let offset = 0; offset <= LOOK_AHEAD_DAYS + 1; offset += 1) {
    for (const span of spansOf(calendar, first.add({ days: offset }))) {
      if (span.to <= at) continue;
      if (openUntil !== null && span.from > openUntil) return { at: openUntil, open: false };
      if (openUntil === null && span.from > at) return { at: span.from, open: true };
      openUntil = Math.max(openUntil ?? span.to, span.to);
    }
    // Nothing of a later day begins before this.
    const dayEnd = instantOf(calendar, first.add({ days: offset }), DAY_MINUTES, "earlier");
    if (openUntil !== null && openUntil < dayEnd) return { at: openUntil, open: false };
  }
  return null;
}

/** The ranges that belong to this day, as moments, in order. */
function spansOf(calendar: HoursCalendar, date: Temporal.PlainDate): readonly OpenSpan[] {
  return rangesOf(calendar, date)
    .map(({ opensAtMinute, closesAtMinute }) => ({
      // A time that the clock skips is the moment after the skip (RFC 5545 3.3.5); one that it shows twice opens at the first
      // and closes at the second, so that a change of the clock never costs an opening hour.
      from: instantOf(calendar, date, opensAtMinute, "compatible"),
      to: instantOf(calendar, date, closesAtMinute, "later"),
    }))
    .filter((span) => span.from < span.to)
    .sort((a, b) => a.from - b.from);
}

function rangesOf(calendar: HoursCalendar, date: Temporal.PlainDate): readonly OpenRange[] {
  const text = date.toString();
  const exception = calendar.exceptions.find((one) => one.date === text);
  if (exception !== undefined) return exception.ranges;
  const weekday = WEEKDAYS[date.dayOfWeek - 1];
  return weekday === undefined ? [] : calendar.weekly[weekday];
}

/** Minutes of the wall clock, not of elapsed time: 09:00 is 09:00 on the day the clock changes too. */
function instantOf(
  { timeZone }: HoursCalendar,
  date: Temporal.PlainDate,
  minute: number,
  disambiguation: "compatible" | "earlier" | "later",
): EpochMs {
  const days = Math.floor(minute / DAY_MINUTES);
  const rest = minute - days * DAY_MINUTES;
  const wallClock = date.add({ days }).toPlainDateTime({ hour: Math.floor(rest / 60), minute: rest % 60 });
  return wallClock.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds;
}

function dateAt({ timeZone }: HoursCalendar, at: EpochMs): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
}
