import { describe, expect, it } from "vitest";
import { askedFor, NO_FILTERS } from "./history-filters.ts";

const at = (text: string) => Date.parse(text);

describe("what the server is asked for", () => {
  // Noon in China, where the day began at 16:00 of the day before by the server's clock.
  const NOW = at("2026-11-22T04:00:00Z");
  const day = (text: string) => at(`${text}T00:00:00+08:00`);

  it.each([
    [{}, {}],
    [{ text: "  wang " }, { text: "wang" }],
    [{ period: "today" }, { since: day("2026-11-22") }],
    [{ period: "yesterday" }, { since: day("2026-11-21"), until: day("2026-11-22") }],
    [{ period: "week" }, { since: day("2026-11-16") }],
    [{ period: "month" }, { since: day("2026-10-24") }],
    [
      { period: "dates", from: "2026-11-01", to: "2026-11-02" },
      { since: day("2026-11-01"), until: day("2026-11-03") },
    ],
    [{ period: "dates", from: "", to: "" }, {}],
    [{ direction: "outbound" }, { direction: "outbound" }],
    [{ result: "disposition-sale" }, { disposition: "sale" }],
    [{ result: "outcome-no-answer" }, { outcome: "no-answer" }],
    [
      { agentId: "u-1", queueId: "service" },
      { agentId: "u-1", queueId: "service" },
    ],
    // The figure's own day, whatever period was chosen.
    [{ counted: "answered", period: "yesterday" }, { counted: "answered" }],
  ])("%o", (filters, expected) => {
    expect(askedFor({ ...NO_FILTERS, ...filters } as typeof NO_FILTERS, NOW, "Asia/Shanghai")).toEqual(expected);
  });

  it.each([
    // zone                 moment                  yesterday since         until
    ["Asia/Shanghai", "2026-11-22T15:59:59Z", "2026-11-20T16:00:00Z", "2026-11-21T16:00:00Z"],
    ["Asia/Shanghai", "2026-11-22T16:00:00Z", "2026-11-21T16:00:00Z", "2026-11-22T16:00:00Z"],
    ["America/Los_Angeles", "2026-11-22T04:00:00Z", "2026-11-20T08:00:00Z", "2026-11-21T08:00:00Z"],
    // 23 and 25 hours.
    ["Europe/Berlin", "2026-03-30T10:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"],
    ["Europe/Berlin", "2026-10-26T10:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"],
  ])("yesterday in %s at %s", (zone, now, since, until) => {
    const range = { since: at(since), until: at(until) };
    expect(askedFor({ ...NO_FILTERS, period: "yesterday" }, at(now), zone)).toEqual(range);
    const date = new Date(at(until) - 1).toLocaleDateString("sv-SE", { timeZone: zone });
    expect(askedFor({ ...NO_FILTERS, period: "dates", from: date, to: date }, at(now), zone)).toEqual(range);
  });
});
