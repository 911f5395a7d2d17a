import { describe, expect, it } from "vitest";
import { dateOfText, laterDate, laterTime, timeOfText } from "./wall-time-text.ts";

describe("a date", () => {
  it.each([
    ["2026-11-23", "2026-11-23"],
    ["2026-1-5", "2026-01-05"],
    [" 2026/01/05 ", "2026-01-05"],
    ["2026年1月5日", "2026-01-05"],
    ["20260105", "2026-01-05"],
    ["2028-02-29", "2028-02-29"],
  ])("typed as %s is %s", (text, date) => {
    expect(dateOfText(text)).toBe(date);
  });

  it.each(["", "2026", "2026-02-30", "2027-02-29", "2026-13-01", "23-11-2026", "tomorrow"])("is not %j", (text) => {
    expect(dateOfText(text)).toBeNull();
  });

  it("goes on over the ends of months and years", () => {
    expect(laterDate("2026-12-31", 1)).toBe("2027-01-01");
    expect(laterDate("2028-03-01", -1)).toBe("2028-02-29");
  });
});

describe("a time", () => {
  it.each([
    ["14:30", "14:30"],
    ["9:30", "09:30"],
    ["930", "09:30"],
    ["1430", "14:30"],
    ["9", "09:00"],
    ["9.30", "09:30"],
    ["9：30", "09:30"],
    ["9点30分", "09:30"],
    ["0:00", "00:00"],
  ])("typed as %s is %s", (text, time) => {
    expect(timeOfText(text)).toBe(time);
  });

  it.each(["", "24:00", "12:60", "9:3", "noon"])("is not %j", (text) => {
    expect(timeOfText(text)).toBeNull();
  });

  it("goes to the next quarter, or the one before, round the clock", () => {
    expect(laterTime("14:30", 15)).toBe("14:45");
    expect(laterTime("14:31", 15)).toBe("14:45");
    expect(laterTime("14:31", -15)).toBe("14:30");
    expect(laterTime("23:45", 15)).toBe("00:00");
    expect(laterTime("00:00", -15)).toBe("23:45");
  });
});
