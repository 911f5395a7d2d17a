import { describe, expect, it } from "vitest";
import { askedFor, midnight, NO_FILTERS } from "./history-filters.ts";

const NOON = new Date(2026, 10, 22, 12).getTime();
const day = (month: number, date: number) => new Date(2026, month - 1, date).getTime();

describe("what the server is asked for", () => {
  it.each([
    [{}, {}],
    [{ text: "  wang " }, { text: "wang" }],
    [{ period: "today" }, { since: day(11, 22) }],
    [{ period: "yesterday" }, { since: day(11, 21), until: day(11, 22) }],
    [{ period: "week" }, { since: day(11, 16) }],
    [
      { period: "dates", from: "2026-11-01", to: "2026-11-02" },
      { since: day(11, 1), until: day(11, 3) },
    ],
    [{ period: "dates", from: "", to: "" }, {}],
    [{ direction: "outbound" }, { direction: "outbound" }],
    [{ result: "disposition-sale" }, { disposition: "sale" }],
    [{ result: "outcome-no-answer" }, { outcome: "no-answer" }],
    [
      { agentId: "u-1", queueId: "service" },
      { agentId: "u-1", queueId: "service" },
    ],
  ])("%o", (filters, expected) => {
    expect(askedFor({ ...NO_FILTERS, ...filters } as typeof NO_FILTERS, NOON)).toEqual(expected);
  });

  it("counts days by the calendar", () => {
    expect(midnight(NOON, -22)).toBe(day(10, 31));
  });
});
