import { describe, expect, it } from "vitest";
import { epochOf, wallTimeOf } from "./zoned-time.ts";
import { zoneOfNumber } from "./zone-of-number.ts";

describe("a time agreed on with a customer", () => {
  it.each([
    //  date         time     zone                  instant
    ["2026-11-23", "14:30", "Asia/Shanghai", "2026-11-23T06:30:00Z"],
    ["2026-07-01", "09:00", "Europe/Berlin", "2026-07-01T07:00:00Z"],
    ["2026-12-01", "09:00", "Europe/Berlin", "2026-12-01T08:00:00Z"],
    ["2026-11-23", "00:15", "Asia/Kolkata", "2026-11-22T18:45:00Z"],
    ["2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30:00Z"], // comes twice: the first
    ["2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30:00Z"], // comes twice: the first
  ])("%s %s in %s is %s", (date, time, zone, instant) => {
    expect(new Date(epochOf({ date, time }, zone) ?? 0).toISOString()).toBe(instant.replace("Z", ".000Z"));
    expect(wallTimeOf(Date.parse(instant), zone)).toEqual({ date, time });
  });

  it.each([
    ["2026-03-29", "02:30", "Europe/Berlin"], // the clock jumps over it
    ["2026-13-40", "09:00", "Asia/Shanghai"],
    ["", "", "Asia/Shanghai"],
  ])("%s %s in %s is none", (date, time, zone) => {
    expect(epochOf({ date, time }, zone)).toBeNull();
  });
});

describe("the zone of a number", () => {
  it.each([
    ["+8613800138001", "Asia/Shanghai"],
    ["+442071234567", "Europe/London"],
    ["+85221234567", "Asia/Hong_Kong"],
    ["+491701234567", "Europe/Berlin"],
    ["+99999", null],
    // A country with several zones: nobody can tell.
    ["+12125550100", null],
  ])("%s is %s", (number, zone) => {
    expect(zoneOfNumber(number)).toBe(zone);
  });
});
