import { Temporal } from "temporal-polyfill";
import type { CalledPlace, HoursRefusal } from "../../shared/domain/calling-hours.ts";
import { type HoursCalendar, type OpenRange, WEEKDAYS } from "../../shared/domain/hours.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import { nextChange, openAt } from "./opening-times.ts";

/** When people of a country may be rung, by the clock on their own wall. */
export interface CallingHours {
  /** `US`, `own` …: kept with each call that was made by it. */
  readonly ruleId: string;
  readonly mondayToFriday: readonly OpenRange[];
  readonly saturday: readonly OpenRange[];
  readonly sunday: readonly OpenRange[];
  /** Dates (`YYYY-MM-DD`) of a year on which nobody is rung; none where the source names no holidays. */
  readonly closedDates?: (year: number) => readonly string[];
}

export type CallingState =
  | { readonly open: true }
  | { readonly open: false; readonly because: HoursRefusal; readonly timeZone: string };

/** Where nothing suits all zones within this time, nothing ever will: holidays are a week at most. */
const LOOK_AHEAD_MS = 15 * 24 * 3_600_000;

/** A country has one calendar for each zone and year: making one costs more than asking it. */
const CALENDARS_MAX = 2_000;
const calendars = new WeakMap<CallingHours, Map<string, HoursCalendar>>();

/**
 * Whether somebody who is in one of these zones may be rung: it must be a time for it in every one of them.
 * With no zone at all nobody may be: the caller says which zone stands for an unknown place.
 */
export function callingStateAt(hours: CallingHours, timeZones: CalledPlace["timeZones"], at: EpochMs): CallingState {
  for (const timeZone of timeZones) {
    const calendar = calendarOf(hours, timeZone, at);
    if (!openAt(calendar, at)) return { open: false, because: refusalOf(calendar, at), timeZone };
  }
  return { open: true };
}

/** The first moment from `at` on at which somebody in one of these zones may be rung; null: never. */
export function callableFrom(hours: CallingHours, timeZones: CalledPlace["timeZones"], at: EpochMs): EpochMs | null {
  let from = at;
  while (from < at + LOOK_AHEAD_MS) {
    const state = callingStateAt(hours, timeZones, from);
    if (state.open) return from;
    const opening = nextChange(calendarOf(hours, state.timeZone, from), from);
    if (opening === null) return null;
    from = opening.at;
  }
  return null;
}

function refusalOf(calendar: HoursCalendar, at: EpochMs): HoursRefusal {
  const there = placeTime(calendar.timeZone, at);
  const date = there.toPlainDate().toString();
  const weekday = WEEKDAYS[there.dayOfWeek - 1];
  const isHoliday = calendar.exceptions.some((one) => one.date === date);
  const ranges = isHoliday || weekday === undefined ? [] : calendar.weekly[weekday];
  if (ranges.length === 0) return "not-today";
  const minute = there.hour * 60 + there.minute;
  const later = ranges.filter(({ opensAtMinute }) => minute < opensAtMinute);
  return later.length === 0 ? "too-late" : later.length === ranges.length ? "too-early" : "break";
}

function placeTime(timeZone: string, at: EpochMs): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}

function calendarOf(hours: CallingHours, timeZone: string, at: EpochMs): HoursCalendar {
  const { year } = placeTime(timeZone, at);
  const key = `${timeZone} ${hours.closedDates === undefined ? "" : year}`;
  const known = calendars.get(hours) ?? new Map<string, HoursCalendar>();
  calendars.set(hours, known);
  let calendar = known.get(key);
  if (calendar === undefined) {
    if (known.size >= CALENDARS_MAX) known.clear();
    calendar = newCalendar(hours, timeZone, year);
    known.set(key, calendar);
  }
  return calendar;
}

function newCalendar(hours: CallingHours, timeZone: string, year: number): HoursCalendar {
  const { mondayToFriday, saturday, sunday, closedDates } = hours;
  // The next year's as well: at New Year's Eve the first day that opens is asked for.
  const dates = closedDates === undefined ? [] : [year, year + 1].flatMap((each) => closedDates(each));
  return {
    calendarId: hours.ruleId,
    names: {},
    timeZone,
    weekly: {
      monday: mondayToFriday,
      tuesday: mondayToFriday,
      wednesday: mondayToFriday,
      thursday: mondayToFriday,
      friday: mondayToFriday,
      saturday,
      sunday,
    },
    exceptions: [...new Set(dates)].map((date) => ({ date, ranges: [], names: {} })),
  };
}
