import { describe, expect, it } from "vitest";
import { announcementsOfOne } from "./announcement-times.ts";

const PLAN = { firstMs: 14_000, everyMs: 44_000, lateMs: 2_000 };
const MINUTES = 10 * 60_000;

const heard = (overAt: number, ...announcedAt: number[]) => announcementsOfOne(PLAN, 0, announcedAt, overAt);

describe("announcements a caller of the soak missed", () => {
  it("none where each comes in its time, or a little late", () => {
    const result = heard(110_000, 10_000, 50_000, 95_500);
    expect(result).toEqual({ missed: 0, latenessMs: [0, 1_500] });
  });

  it("one that came too late", () => {
    expect(heard(80_000, 10_000, 60_000)).toEqual({ missed: 1, latenessMs: [6_000] });
  });

  it("each that should have come in a long silence, whether it ends or not", () => {
    const inTime = Array.from({ length: 14 }, (_, index) => 10_000 + index * 44_000);
    expect(heard(MINUTES, ...inTime).missed).toBe(0);
    expect(heard(MINUTES, 10_000).missed).toBe(13);
    expect(heard(MINUTES).missed).toBe(14);
    expect(heard(MINUTES, 10_000, 10_000 + 4 * 44_000, ...inTime.slice(5)).missed).toBe(3);
  });
});
