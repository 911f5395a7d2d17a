import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { dateAt, daysBetween, isTimeZone, startOfDate, startOfDay, wallClock } from "./calendar-day.ts";

const HOUR_MS = 3_600_000;
const instant = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

describe("the day of a moment", () => {
  it.each([
    // moment                 zone                    date          begins at               hours
    ["2026-11-22T15:59:59Z", "Asia/Shanghai", "2026-11-22", "2026-11-21T16:00:00Z", 24],
    ["2026-11-22T16:00:00Z", "Asia/Shanghai", "2026-11-23", "2026-11-22T16:00:00Z", 24],
    ["2026-11-22T15:59:59Z", "UTC", "2026-11-22", "2026-11-22T00:00:00Z", 24],
    ["2026-11-22T18:29:59Z", "Asia/Kolkata", "2026-11-22", "2026-11-21T18:30:00Z", 24],
    ["2026-03-29T12:00:00Z", "Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", 23],
    ["2026-10-25T22:59:59Z", "Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", 25],
    ["2026-03-08T12:00:00Z", "America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", 23],
    ["2026-11-02T04:59:59Z", "America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", 25],
    ["2026-04-05T00:00:00Z", "Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", 24.5],
    // No midnight: clocks go from 23:59 to 01:00.
    ["2026-09-06T12:00:00Z", "America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z", 23],
    ["2026-03-29T12:00:00Z", "Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z", 23],
    // Midnight twice: the day begins with the first.
    ["2026-11-01T12:00:00Z", "America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", 25],
    ["2011-12-29T12:00:00Z", "Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z", 24],
  ])("%s in %s is %s", (at, zone, date, beginsAt, hours) => {
    expect(dateAt(instant(at), zone)).toBe(date);
    const began = startOfDay(instant(at), 0, zone);
    expect(Temporal.Instant.fromEpochMilliseconds(began).toString()).toBe(beginsAt);
    expect(startOfDate(date, zone)).toBe(began);
    expect((startOfDay(instant(at), 1, zone) - began) / HOUR_MS).toBe(hours);
  });

  it("is the one Temporal knows, in any zone, around each change of the clock too", () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
    // Forty days after the date that Samoa left out (below), so that counting back never meets it.
    const between = fc.integer({ min: instant("2012-03-01T00:00:00Z"), max: instant("2037-12-31T00:00:00Z") });
    const hoursAway = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(zone, between, hoursAway, fc.integer({ min: -40, max: 40 }), (timeZone, anyTime, hours, days) => {
        // Most moments are far from a change of the clock: half of them are brought near the next one.
        const change = Temporal.Instant.fromEpochMilliseconds(anyTime)
          .toZonedDateTimeISO(timeZone)
          .getTimeZoneTransition("next");
        const at = hours % 2 === 0 && change !== null ? change.epochMilliseconds + hours * HOUR_MS : anyTime;
        const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
        expect(dateAt(at, timeZone)).toBe(there.toPlainDate().toString());
        const wanted = there.toPlainDate().add({ days });
        const began = startOfDay(at, days, timeZone);
        expect(began).toBe(wanted.toZonedDateTime({ timeZone }).startOfDay().epochMilliseconds);
        expect(daysBetween(at, began, timeZone)).toBe(days);
        // Today has begun, tomorrow has not: a timer for it does not fire at once.
        expect(startOfDay(at, 0, timeZone)).toBeLessThanOrEqual(at);
        expect(startOfDay(at, 1, timeZone)).toBeGreaterThan(at);
      }),
      { numRuns: 3_000 },
    );
  });

  it("goes on past a date that a place left out", () => {
    expect(startOfDate("2011-12-30", "Pacific/Apia")).toBe(instant("2011-12-30T10:00:00Z"));
    expect(startOfDate("2011-12-31", "Pacific/Apia")).toBe(instant("2011-12-30T10:00:00Z"));
  });

  it.each(["", "2026-02-29", "2026-13-01", "2026-00-10", "22.11.2026", "2026-11-31"])("there is no %j", (date) => {
    expect(startOfDate(date, "Asia/Shanghai")).toBeNull();
  });
});

it("a clock on the wall is written so that texts sort as times do", () => {
  expect(wallClock(instant("2026-01-02T03:04:05Z"), "UTC")).toBe("2026-01-02 03:04:05");
  expect(wallClock(instant("2026-11-22T16:00:00Z"), "Asia/Shanghai")).toBe("2026-11-23 00:00:00");
});

it.each([
  ["Asia/Shanghai", true],
  ["UTC", true],
  ["America/Argentina/Buenos_Aires", true],
  ["Mars/Olympus", false],
  ["+08:00", false],
  ["", false],
])("%j is a time zone: %s", (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});
