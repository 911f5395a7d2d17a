/**
 * From `opensAtMinute` to just before `closesAtMinute`, in minutes of the wall clock after midnight of the day it belongs to.
 * 0 <= opensAtMinute < 1440; opensAtMinute < closesAtMinute <= opensAtMinute + 1440, so 22:00 to 06:00 is {1320, 1800}: the small
 * hours belong to the day before. 00:00 to 24:00 is {0, 1440}.
 */
export interface OpenRange {
  readonly opensAtMinute: number;
  readonly closesAtMinute: number;
}

/** ISO 8601 order. */
export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A day that is not like its weekday: a holiday (no ranges), a shorter day, or a Saturday that is worked to make up for a holiday. */
export interface HoursException {
  /** `YYYY-MM-DD` where the calendar is. */
  readonly date: string;
  readonly ranges: readonly OpenRange[];
  /** By language, e.g. `{ en: "Spring Festival", zh: "春节" }`. */
  readonly names: Readonly<Record<string, string>>;
}

/** When a queue is open. A queue without a calendar always is. */
export interface HoursCalendar {
  readonly calendarId: string;
  readonly names: Readonly<Record<string, string>>;
  /** IANA, e.g. `Asia/Shanghai`: the offset is that of the place on the day, also across changes of the clock. */
  readonly timeZone: string;
  readonly weekly: Readonly<Record<Weekday, readonly OpenRange[]>>;
  /** At most one for a date. */
  readonly exceptions: readonly HoursException[];
}

/** A public authority's list of holidays and of days worked in exchange, as it was published. */
export interface HolidaySet {
  readonly holidaySetId: string;
  /** ISO 3166-1. */
  readonly country: string;
  readonly year: number;
  readonly names: Readonly<Record<string, string>>;
  readonly publishedBy: string;
  /** `YYYY-MM-DD` */
  readonly publishedOn: string;
  readonly sourceUrl: string;
  readonly holidays: readonly {
    readonly names: Readonly<Record<string, string>>;
    readonly firstDate: string;
    readonly lastDate: string;
    /** Weekend days worked in exchange. */
    readonly workedDates: readonly string[];
  }[];
}
