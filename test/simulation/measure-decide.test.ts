import { describe, expect, it } from "vitest";
import { measureDecide } from "./measure-decide.ts";

describe("the cost of one decision", () => {
  it("is far below a millisecond with 2,000 callers waiting for 300 busy agents", { timeout: 60_000 }, () => {
    const figures = measureDecide({ agents: 300, queues: 10, waiting: 2_000, events: 20_000 });
    // The median, because a shared machine may stop us at any moment; on a quiet one it is a few microseconds.
    expect(figures.p50Us).toBeLessThan(500);
    expect(figures.eventsPerSecond).toBeGreaterThan(1_000);
  });
});
