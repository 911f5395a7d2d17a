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

export type CalendarFault = "no-name" | "no-zone" | Weekday | "bad-date" | "bad-times" | "date-twice";

/** What stands in the way of saving it. */
export function calendarFaults({ names, timeZone, weekly, exceptions }: CalendarDraft): readonly CalendarFault[] {
  const dates = exceptions.map(({ date }) => date);
  const isDate = (date: string): boolean => /^\d{4}-\d{2}-\d{2}$/u.test(date);
  return [
    ...((names["en"] ?? "").trim() && (names["zh"] ?? "").trim() ? [] : (["no-name"] as const)),
    ...(timeZone.trim() === "" ? (["no-zone"] as const) : []),
    ...WEEKDAYS.filter((day) => textAsRanges(weekly[day]) === null),
    ...(dates.every(isDate) ? [] : (["bad-date"] as const)),
    ...(exceptions.some(({ ranges }) => textAsRanges(ranges) === null) ? (["bad-times"] as const) : []),
    ...(new Set(dates).size < dates.length ? (["date-twice"] as const) : []),
  ];
}

/** null: something cannot be read; `calendarFaults` says what. */
export function calendarOf(calendarId: string, draft: CalendarDraft): HoursCalendar | null {
  if (calendarFaults(draft).length > 0) return null;
  const { names, timeZone, weekly, exceptions } = draft;
  return {
    calendarId,
    names,
    timeZone: timeZone.trim(),
    weekly: weekOf((day) => textAsRanges(weekly[day]) ?? []),
    exceptions: exceptions.map(({ date, names: words, ranges }) => ({
      date,
      names: words,
      ranges: textAsRanges(ranges) ?? [],
    })),
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
