import { Temporal } from "temporal-polyfill";

/**
 * Public holidays of a whole country, by year, as `YYYY-MM-DD`: only of countries in whose rules for calls they matter. Holidays of
 * a region or of one year alone are not known here; the centre's own calendar of opening hours is the place for them.
 */
export type HolidaysOfYear = (year: number) => readonly string[];

/** Feiertagsgesetze of all sixteen Länder; 3 October by the Einigungsvertrag. */
export const germanHolidays: HolidaysOfYear = (year) => [
  day(year, 1, 1),
  fromEaster(year, -2),
  fromEaster(year, 1),
  day(year, 5, 1),
  fromEaster(year, 39),
  fromEaster(year, 50),
  day(year, 10, 3),
  day(year, 12, 25),
  day(year, 12, 26),
];

/** Code du travail, L. 3133-1. */
export const frenchHolidays: HolidaysOfYear = (year) => [
  day(year, 1, 1),
  fromEaster(year, 1),
  day(year, 5, 1),
  day(year, 5, 8),
  fromEaster(year, 39),
  fromEaster(year, 50),
  day(year, 7, 14),
  day(year, 8, 15),
  day(year, 11, 1),
  day(year, 11, 11),
  day(year, 12, 25),
];

/** England and Wales: Banking and Financial Dealings Act 1971; Good Friday and Christmas Day by common law. */
export const britishHolidays: HolidaysOfYear = (year) => [
  ...withSubstitutes([day(year, 1, 1)]),
  fromEaster(year, -2),
  fromEaster(year, 1),
  firstMonday(year, 5),
  lastMonday(year, 5),
  lastMonday(year, 8),
  ...withSubstitutes([day(year, 12, 25), day(year, 12, 26)]),
];

/** National public holidays in the sense of the Telemarketing and Research Calls Industry Standard 2017. */
export const australianHolidays: HolidaysOfYear = (year) => [
  ...withSubstitutes([day(year, 1, 1)]),
  ...withSubstitutes([day(year, 1, 26)]),
  fromEaster(year, -2),
  fromEaster(year, 1),
  day(year, 4, 25),
  ...withSubstitutes([day(year, 12, 25), day(year, 12, 26)]),
];

/** One that falls on a weekend is kept on the next weekday that is none itself; the day itself stays a holiday. */
function withSubstitutes(dates: readonly string[]): readonly string[] {
  const days = [...dates];
  for (const date of dates) {
    if (!isWeekend(date)) continue;
    let instead = plusDays(date, 1);
    while (isWeekend(instead) || days.includes(instead)) instead = plusDays(instead, 1);
    days.push(instead);
  }
  return days;
}

function isWeekend(date: string): boolean {
  return weekdayOf(date) >= 6;
}

/** 1: Monday. */
function weekdayOf(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

function firstMonday(year: number, month: number): string {
  const first = day(year, month, 1);
  return plusDays(first, (8 - weekdayOf(first)) % 7);
}

/** Of a month with 31 days. */
function lastMonday(year: number, month: number): string {
  const last = day(year, month, 31);
  return plusDays(last, 1 - weekdayOf(last));
}

/** Gregorian Easter (Meeus, Astronomical Algorithms, chapter 8). */
function fromEaster(year: number, days: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const dayOfMonth = (h + l - 7 * m + 33 * month + 19) % 32;
  return plusDays(day(year, month, dayOfMonth), days);
}

function day(year: number, month: number, dayOfMonth: number): string {
  return Temporal.PlainDate.from({ year, month, day: dayOfMonth }).toString();
}

function plusDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}
