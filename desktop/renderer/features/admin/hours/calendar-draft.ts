import * as Type from "typebox";
import {
  type HoursCalendar,
  type HoursException,
  type OpenRange,
  WEEKDAYS,
  type Weekday,
} from "../../../../../shared/domain/hours.ts";
import { NamesSchema } from "../../../../../shared/wire/domain-schemas.ts";
import { rangesAsText, textAsRanges } from "./range-text.ts";

/** A calendar as it is typed: what cannot be read yet stays as it was written. */
export interface CalendarDraft {
  readonly names: Readonly<Record<string, string>>;
  readonly timeZone: string;
  readonly weekly: Readonly<Record<Weekday, string>>;
  readonly exceptions: readonly ExceptionDraft[];
}
export interface ExceptionDraft {
  readonly date: string;
  /** Empty: closed all day. */
  readonly ranges: string;
  readonly names: Readonly<Record<string, string>>;
}

/** Of `CalendarDraft`, as a tab keeps it. */
export const CalendarDraftSchema = Type.Object({
  names: NamesSchema,
  timeZone: Type.String(),
  weekly: Type.Object(weekOf(() => Type.String())),
  exceptions: Type.Array(Type.Object({ date: Type.String(), ranges: Type.String(), names: NamesSchema })),
});

const OFFICE: readonly OpenRange[] = [{ opensAtMinute: 540, closesAtMinute: 1_080 }];

export function newCalendar(taken: readonly string[], timeZone: string): HoursCalendar {
  let number = taken.length + 1;
  while (taken.includes(`hours-${number}`)) number += 1;
  const weekly = weekOf((day): readonly OpenRange[] => (day === "saturday" || day === "sunday" ? [] : OFFICE));
  return {
    calendarId: `hours-${number}`,
    names: { en: `Hours ${number}`, zh: `时间表 ${number}` },
    timeZone,
    weekly,
    exceptions: [],
  };
}

export function draftOf({ names, timeZone, weekly, exceptions }: HoursCalendar): CalendarDraft {
  return {
    names,
    timeZone,
    weekly: weekOf((day) => rangesAsText(weekly[day])),
    exceptions: exceptions.map(exceptionDraft),
  };
}

export function exceptionDraft({ date, ranges, names }: HoursException): ExceptionDraft {
  return { date, ranges: rangesAsText(ranges), names };
}

/** null: something cannot be read; the fields say what. */
export function calendarOf(
  calendarId: string,
  { names, timeZone, weekly, exceptions }: CalendarDraft,
): HoursCalendar | null {
  const dated = exceptions.map((each) => ({ ...each, ranges: textAsRanges(each.ranges) }));
  if (!(names["en"] ?? "").trim() || !(names["zh"] ?? "").trim() || timeZone.trim() === "") return null;
  if (WEEKDAYS.some((day) => textAsRanges(weekly[day]) === null)) return null;
  if (dated.some(({ date, ranges }) => ranges === null || !/^\d{4}-\d{2}-\d{2}$/u.test(date))) return null;
  if (new Set(dated.map(({ date }) => date)).size < dated.length) return null;
  return {
    calendarId,
    names,
    timeZone: timeZone.trim(),
    weekly: weekOf((day) => textAsRanges(weekly[day]) ?? []),
    exceptions: dated.map(({ date, names: words, ranges }) => ({ date, names: words, ranges: ranges ?? [] })),
  };
}

function weekOf<Value>(valueOf: (day: Weekday) => Value): Record<Weekday, Value> {
  return {
    monday: valueOf("monday"),
    tuesday: valueOf("tuesday"),
    wednesday: valueOf("wednesday"),
    thursday: valueOf("thursday"),
    friday: valueOf("friday"),
    saturday: valueOf("saturday"),
    sunday: valueOf("sunday"),
  };
}

/** The others stay; a date that is there already takes the new hours. */
export function withExceptions(draft: CalendarDraft, added: readonly ExceptionDraft[]): CalendarDraft {
  const dates = new Set(added.map(({ date }) => date));
  const exceptions = [...draft.exceptions.filter(({ date }) => !dates.has(date)), ...added];
  return { ...draft, exceptions: exceptions.sort((a, b) => (a.date < b.date ? -1 : 1)) };
}
