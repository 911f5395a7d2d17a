import { expect, it } from "vitest";
import { nobodyYet, tooEarly } from "./calling-fixtures.ts";

const HOUR_MS = 3_600_000;

it("is early in the morning where it is said to be too early, whatever time it is here, and nobody is callable", () => {
  for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2026, 0, 2); at += HOUR_MS / 4) {
    const pause = tooEarly(at);
    const clock = new Intl.DateTimeFormat("en-GB", {
      timeZone: pause.timeZone ?? "",
      hour: "2-digit",
      hourCycle: "h23",
    });
    expect(["04", "05", "06"], new Date(at).toISOString()).toContain(clock.format(at));
    expect(clock.format(pause.at)).toBe("08");
    expect(pause.at).toBeGreaterThan(at);
    expect(nobodyYet(at)).toMatchObject({ callable: 0, hoursFrom: pause.at });
  }
});
