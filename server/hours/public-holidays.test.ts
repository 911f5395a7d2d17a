import { expect, test } from "vitest";
import {
  australianHolidays,
  britishHolidays,
  frenchHolidays,
  germanHolidays,
  type HolidaysOfYear,
} from "./public-holidays.ts";

/** As published for these years. */
const PUBLISHED: readonly (readonly [string, HolidaysOfYear, number, readonly string[]])[] = [
  ["Germany", germanHolidays, 2026, ["01-01", "04-03", "04-06", "05-01", "05-14", "05-25", "10-03", "12-25", "12-26"]],
  ["England", britishHolidays, 2026, ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-26", "12-28"]],
  [
    "England",
    britishHolidays,
    2027,
    ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-25", "12-26", "12-27", "12-28"],
  ],
  [
    "France",
    frenchHolidays,
    2024,
    ["01-01", "04-01", "05-01", "05-08", "05-09", "05-20", "07-14", "08-15", "11-01", "11-11", "12-25"],
  ],
  ["Australia", australianHolidays, 2026, ["01-01", "01-26", "04-03", "04-06", "04-25", "12-25", "12-26", "12-28"]],
];

test.each(PUBLISHED)("%s %#", (_country, holidaysOf, year, dates) => {
  expect(new Set(holidaysOf(year))).toEqual(new Set(dates.map((date) => `${year}-${date}`)));
});
