import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Temporal } from "temporal-polyfill";
import { type CallingState, callableFrom, callingStateAt } from "../hours/calling-hours.ts";
import { callingHoursBy, ownCallingHours } from "./calling-rules.ts";

const hoursOf = callingHoursBy(new Map());
const at = (time: string, zone: string) => Temporal.PlainDateTime.from(time).toZonedDateTime(zone).epochMilliseconds;
const said = (state: CallingState): string => (state.open ? "may be called" : state.because);

/** Country, day and time there (2026-11-23 is a Monday), what is said, and from when on. */
const TABLE = `
  CN  Asia/Shanghai     2026-11-23T08:59  too-early      2026-11-23T09:00
  CN  Asia/Shanghai     2026-11-23T09:00  may be called  2026-11-23T09:00
  CN  Asia/Shanghai     2026-11-22T20:59  may be called  2026-11-22T20:59
  CN  Asia/Shanghai     2026-11-23T21:00  too-late       2026-11-24T09:00
  US  America/New_York  2026-11-23T07:59  too-early      2026-11-23T08:00
  US  America/New_York  2026-11-22T20:59  may be called  2026-11-22T20:59
  US  America/New_York  2026-11-23T21:00  too-late       2026-11-24T08:00
  CA  America/Toronto   2026-11-23T21:29  may be called  2026-11-23T21:29
  CA  America/Toronto   2026-11-22T18:00  too-late       2026-11-23T09:00
  GB  Europe/London     2026-11-21T08:30  too-early      2026-11-21T09:00
  GB  Europe/London     2026-11-22T12:00  not-today      2026-11-23T08:00
  GB  Europe/London     2026-12-25T12:00  not-today      2026-12-29T08:00
  DE  Europe/Berlin     2026-11-21T18:00  too-late       2026-11-23T08:00
  DE  Europe/Berlin     2026-12-31T20:00  too-late       2027-01-02T09:00
  FR  Europe/Paris      2026-11-23T13:30  break          2026-11-23T14:00
  FR  Europe/Paris      2026-11-20T20:00  too-late       2026-11-23T10:00
  AU  Australia/Sydney  2026-11-22T12:00  not-today      2026-11-23T09:00
  JP  Asia/Tokyo        2026-11-22T19:59  may be called  2026-11-22T19:59
  JP  Asia/Tokyo        2026-11-23T20:00  too-late       2026-11-24T09:00
`;
const rows = TABLE.trim()
  .split("\n")
  .map((row) => row.trim().split(/\s{2,}/));

describe("who may be rung when, by the clock on their own wall", () => {
  test.each(rows)("%s, %s, %s: %s (from %s)", (country = "", zone = "", time = "", expected = "", from = "") => {
    const now = at(time, zone);
    expect(said(callingStateAt(hoursOf(country), [zone], now))).toBe(expected);
    expect(callableFrom(hoursOf(country), [zone], now)).toBe(at(from, zone));
  });

  test("where the area is not known it must be allowed in every zone it may be", () => {
    const zones = ["America/New_York", "America/Los_Angeles"];
    const morning = at("2026-11-23T10:00", "America/New_York");
    expect(callingStateAt(hoursOf("US"), zones, morning)).toEqual({
      open: false,
      because: "too-early",
      timeZone: "America/Los_Angeles",
    });
    expect(callableFrom(hoursOf("US"), zones, morning)).toBe(at("2026-11-23T08:00", "America/Los_Angeles"));
    const evening = at("2026-11-23T21:00", "America/New_York");
    expect(callableFrom(hoursOf("US"), zones, evening)).toBe(at("2026-11-24T08:00", "America/Los_Angeles"));
  });

  test("zones so far apart that nobody can suit them all are never rung", () => {
    const hours = { ...hoursOf(null), mondayToFriday: [], saturday: [], sunday: [] };
    expect(callableFrom(hours, ["Asia/Tokyo"], at("2026-11-23T12:00", "Asia/Tokyo"))).toBeNull();
    const farApart = ["Pacific/Auckland", "America/Anchorage", "Europe/London"];
    expect(callableFrom(hoursOf(null), farApart, at("2026-11-23T12:00", "UTC"))).toBeNull();
  });
});

const ZONES = [
  "America/New_York",
  "America/St_Johns",
  "America/Santiago",
  "Europe/London",
  "Europe/Berlin",
  "Asia/Shanghai",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Africa/Cairo",
];

test("on whatever day, also one on which clocks change, nobody is rung outside the hours on their wall, and the first moment named is the first", () => {
  const from = Date.UTC(2026, 0, 1);
  const cases = fc.record({
    minute: fc.integer({ min: 0, max: 2 * 366 * 1_440 }),
    country: fc.constantFrom("US", "CN", "DE", "FR", "GB", "CA", "AU", "JP"),
    zones: fc.uniqueArray(fc.constantFrom(...ZONES), { minLength: 1, maxLength: 2 }),
  });
  fc.assert(
    fc.property(cases, ({ minute, country, zones }) => {
      const now = from + minute * 60_000;
      const hours = hoursOf(country);
      const wallSays = (moment: number): boolean =>
        zones.every((zone) => {
          const there = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
          const ranges =
            there.dayOfWeek === 7 ? hours.sunday : there.dayOfWeek === 6 ? hours.saturday : hours.mondayToFriday;
          const time = there.hour * 60 + there.minute;
          const holiday = hours.closedDates?.(there.year).includes(there.toPlainDate().toString()) ?? false;
          return !holiday && ranges.some((range) => range.opensAtMinute <= time && time < range.closesAtMinute);
        });
      expect(callingStateAt(hours, zones, now).open).toBe(wallSays(now));
      const first = callableFrom(hours, zones, now);
      if (first === null) return;
      expect(wallSays(first)).toBe(true);
      for (let earlier = first - 15 * 60_000; earlier >= Math.max(now, first - 6 * 3_600_000); earlier -= 15 * 60_000)
        expect(wallSays(earlier)).toBe(false);
    }),
    { numRuns: 150 },
  );
});

describe("hours that the centre has set itself", () => {
  test("hold for that country instead of its rule, on every day", () => {
    const own = ownCallingHours("GB=10:00-18:30, CN=00:00-24:00");
    if (own === null) throw new Error("not read");
    const sunday = at("2026-11-22T18:29", "Europe/London");
    const british = callingHoursBy(own)("GB");
    expect(british.ruleId).toBe("own");
    expect(said(callingStateAt(british, ["Europe/London"], sunday))).toBe("may be called");
    expect(said(callingStateAt(british, ["Europe/London"], sunday + 60_000))).toBe("too-late");
    expect(callingHoursBy(own)("DE").ruleId).toBe("DE");
  });

  test("without an outside line only web phones can ring: at any hour", () => {
    const state = callingStateAt(
      callingHoursBy(new Map(), false)("GB"),
      ["Europe/London"],
      at("2026-11-22T03:00", "UTC"),
    );
    expect(said(state)).toBe("may be called");
  });

  test.each(["9-20", "CN=9:00-20:00", "CN=20:00-09:00", "CN=09:00-25:00", "CN=09:60-20:00", "CN", ""])(
    "%j is refused",
    (text) => {
      expect(ownCallingHours(text)).toBeNull();
    },
  );
});
