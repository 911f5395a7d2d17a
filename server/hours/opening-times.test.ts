import fc from "fast-check";
import { expect, test } from "vitest";
import type { HoursCalendar, OpenRange } from "../../shared/domain/hours.ts";
import { calendarProblems } from "./calendar-problems.ts";
import { holidayExceptions } from "../../shared/domain/holiday-exceptions.ts";
import { MAINLAND_CHINA_2026 } from "./mainland-china-2026.ts";
import { nextChange, openAt } from "./opening-times.ts";

const NINE_TO_SIX: readonly OpenRange[] = [{ opensAtMinute: 540, closesAtMinute: 1_080 }];

function calendar(timeZone: string, change: Partial<HoursCalendar> = {}): HoursCalendar {
  return {
    calendarId: "office",
    names: { en: "Office", zh: "办公" },
    timeZone,
    weekly: {
      monday: NINE_TO_SIX,
      tuesday: NINE_TO_SIX,
      wednesday: NINE_TO_SIX,
      thursday: NINE_TO_SIX,
      friday: NINE_TO_SIX,
      saturday: [],
      sunday: [],
    },
    exceptions: [],
    ...change,
  };
}

function everyDay(ranges: readonly OpenRange[]): HoursCalendar["weekly"] {
  return {
    monday: ranges,
    tuesday: ranges,
    wednesday: ranges,
    thursday: ranges,
    friday: ranges,
    saturday: ranges,
    sunday: ranges,
  };
}

const SHANGHAI = calendar("Asia/Shanghai", { exceptions: holidayExceptions(MAINLAND_CHINA_2026, NINE_TO_SIX) });
const BERLIN_NIGHT = calendar("Europe/Berlin", { weekly: everyDay([{ opensAtMinute: 1_320, closesAtMinute: 1_830 }]) });
const NEW_YORK_SMALL_HOURS = calendar("America/New_York", {
  weekly: everyDay([{ opensAtMinute: 150, closesAtMinute: 240 }]),
});
const NEW_YORK_UNTIL_0130 = calendar("America/New_York", {
  weekly: everyDay([{ opensAtMinute: 1_260, closesAtMinute: 1_530 }]),
});
const ROUND_THE_CLOCK = calendar("Asia/Shanghai", { weekly: everyDay([{ opensAtMinute: 0, closesAtMinute: 1_440 }]) });
const NEVER = calendar("Asia/Shanghai", { weekly: everyDay([]) });
const LUNCH = calendar("Asia/Shanghai", {
  weekly: everyDay([
    { opensAtMinute: 540, closesAtMinute: 720 },
    { opensAtMinute: 780, closesAtMinute: 1_080 },
  ]),
});

test.each([
  // An ordinary week, 09:00 to 18:00
  ["a minute before nine on a Monday", SHANGHAI, "2026-11-23T08:59:59.999+08:00", false, "2026-11-23T09:00:00+08:00"],
  ["nine sharp", SHANGHAI, "2026-11-23T09:00:00+08:00", true, "2026-11-23T18:00:00+08:00"],
  ["six sharp is closed", SHANGHAI, "2026-11-23T18:00:00+08:00", false, "2026-11-24T09:00:00+08:00"],
  ["Friday night until Monday", SHANGHAI, "2026-11-27T20:00:00+08:00", false, "2026-11-30T09:00:00+08:00"],
  // China 2026: holidays closed, days in exchange open
  ["New Year's Day, a Thursday", SHANGHAI, "2026-01-01T10:00:00+08:00", false, "2026-01-04T09:00:00+08:00"],
  ["Sunday 4 January is worked", SHANGHAI, "2026-01-04T10:00:00+08:00", true, "2026-01-04T18:00:00+08:00"],
  ["Saturday 14 February is worked", SHANGHAI, "2026-02-14T10:00:00+08:00", true, "2026-02-14T18:00:00+08:00"],
  ["Spring Festival, nine days", SHANGHAI, "2026-02-14T18:00:00+08:00", false, "2026-02-24T09:00:00+08:00"],
  ["Saturday 28 February is worked", SHANGHAI, "2026-02-28T17:59:59+08:00", true, "2026-02-28T18:00:00+08:00"],
  ["Labour Day to the 6th", SHANGHAI, "2026-04-30T18:00:00+08:00", false, "2026-05-06T09:00:00+08:00"],
  ["Saturday 9 May is worked", SHANGHAI, "2026-05-09T12:00:00+08:00", true, "2026-05-09T18:00:00+08:00"],
  ["Sunday 20 September is worked", SHANGHAI, "2026-09-20T12:00:00+08:00", true, "2026-09-20T18:00:00+08:00"],
  ["Golden Week", SHANGHAI, "2026-10-01T12:00:00+08:00", false, "2026-10-08T09:00:00+08:00"],
  ["Saturday 10 October is worked", SHANGHAI, "2026-10-10T12:00:00+08:00", true, "2026-10-10T18:00:00+08:00"],
  // Past midnight and over changes of the clock. Berlin: 29 March 02:00 -> 03:00, 25 October 03:00 -> 02:00
  ["night shift before midnight", BERLIN_NIGHT, "2026-11-20T23:00:00+01:00", true, "2026-11-21T06:30:00+01:00"],
  ["night shift after midnight", BERLIN_NIGHT, "2026-11-21T03:00:00+01:00", true, "2026-11-21T06:30:00+01:00"],
  ["the short night", BERLIN_NIGHT, "2026-03-28T22:00:00+01:00", true, "2026-03-29T06:30:00+02:00"],
  ["the long night", BERLIN_NIGHT, "2026-10-24T22:00:00+02:00", true, "2026-10-25T06:30:00+01:00"],
  // New York: 8 March 02:00 -> 03:00: half past two is not there, and opens when the clock has moved on
  ["opening in the gap", NEW_YORK_SMALL_HOURS, "2026-03-08T01:00:00-05:00", false, "2026-03-08T03:30:00-04:00"],
  ["closing after the gap", NEW_YORK_SMALL_HOURS, "2026-03-08T03:30:00-04:00", true, "2026-03-08T04:00:00-04:00"],
  // 1 November 02:00 -> 01:00: half past one comes twice, it closes at the second
  [
    "closing in the hour shown twice",
    NEW_YORK_UNTIL_0130,
    "2026-11-01T01:45:00-04:00",
    true,
    "2026-11-01T01:30:00-05:00",
  ],
  // Shapes
  ["open for ever", ROUND_THE_CLOCK, "2026-11-22T12:00:00+08:00", true, null],
  ["never open", NEVER, "2026-11-22T12:00:00+08:00", false, null],
  ["at lunch", LUNCH, "2026-11-22T12:30:00+08:00", false, "2026-11-22T13:00:00+08:00"],
] as const)("%s", (_what, hours, at, open, changesAt) => {
  const now = Date.parse(at);
  expect(openAt(hours, now)).toBe(open);
  const change = nextChange(hours, now);
  expect(change === null ? null : new Date(change.at).toISOString()).toBe(
    changesAt === null ? null : new Date(Date.parse(changesAt)).toISOString(),
  );
  if (change !== null) expect(change.open).toBe(!open);
});

test("the State Council's list for 2026: 33 days off, 6 weekend days worked", () => {
  const exceptions = holidayExceptions(MAINLAND_CHINA_2026, NINE_TO_SIX);
  expect(exceptions.filter(({ ranges }) => ranges.length === 0)).toHaveLength(33);
  const worked = exceptions.filter(({ ranges }) => ranges.length > 0).map(({ date }) => date);
  expect(worked).toEqual(["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]);
  // Whoever works in exchange works on a weekend; whoever mistypes a date does not.
  for (const date of worked) expect([0, 6]).toContain(new Date(`${date}T00:00:00Z`).getUTCDay());
});

const range = fc
  .tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 1, max: 1_440 }))
  .map(([opensAtMinute, length]) => ({ opensAtMinute, closesAtMinute: opensAtMinute + length }));
const ranges = fc.array(range, { maxLength: 3 });

test("between two changes nothing changes, and at a change it does: any hours, zones and moments", () => {
  const zones = fc.constantFrom(
    "Asia/Shanghai",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
  );
  const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) });
  const weeks = fc.tuple(ranges, ranges, ranges, ranges, ranges, ranges, ranges);
  fc.assert(
    fc.property(zones, weeks, moments, fc.double({ min: 0, max: 1, noNaN: true }), (timeZone, week, at, part) => {
      const [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = week;
      const hours = calendar(timeZone, {
        weekly: { monday, tuesday, wednesday, thursday, friday, saturday, sunday },
      });
      const change = nextChange(hours, at);
      if (change === null) return;
      const before = openAt(hours, at);
      expect(change.at).toBeGreaterThan(at);
      expect(change.open).toBe(!before);
      expect(openAt(hours, change.at)).toBe(change.open);
      expect(openAt(hours, change.at - 1)).toBe(before);
      expect(openAt(hours, Math.floor(at + part * (change.at - 1 - at)))).toBe(before);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["fine", {}, []],
  ["a zone nobody knows", { timeZone: "Mars/Olympus" }, ["unknown-time-zone"]],
  ["an offset is no zone", { timeZone: "+08:00" }, ["unknown-time-zone"]],
  ["backwards", { weekly: everyDay([{ opensAtMinute: 600, closesAtMinute: 540 }]) }, ["bad-range"]],
  ["longer than a day", { weekly: everyDay([{ opensAtMinute: 600, closesAtMinute: 2_041 }]) }, ["bad-range"]],
  [
    "twice the same hour",
    {
      weekly: everyDay([
        { opensAtMinute: 540, closesAtMinute: 720 },
        { opensAtMinute: 700, closesAtMinute: 800 },
      ]),
    },
    ["overlapping-ranges"],
  ],
  ["31 February", { exceptions: [{ date: "2026-02-31", ranges: [], names: {} }] }, ["bad-date"]],
  [
    "a date twice",
    {
      exceptions: [
        { date: "2026-02-11", ranges: [], names: {} },
        { date: "2026-02-11", ranges: NINE_TO_SIX, names: {} },
      ],
    },
    ["date-twice"],
  ],
] as const)("problems: %s", (_what, change, problems) => {
  expect(calendarProblems(calendar("Asia/Shanghai", change))).toEqual(problems);
});
