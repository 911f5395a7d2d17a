import { describe, expect, it } from "vitest";
import { ServerClock } from "./server-clock.ts";

describe("ServerClock", () => {
  it("believes the message that travelled fastest", () => {
    let local = 1_000;
    const clock = new ServerClock(() => local);
    clock.observe(6_000 - 400);
    clock.observe(6_000 - 20);
    clock.observe(6_000 - 250);
    expect(clock.now()).toBe(6_000 - 20);
    local = 2_000;
    expect(clock.now()).toBe(7_000 - 20);
  });

  it("forgets old messages, so that a drifting machine is followed", () => {
    const clock = new ServerClock(() => 0);
    clock.observe(10_000);
    for (let message = 0; message < 8; message += 1) clock.observe(3_000);
    expect(clock.now()).toBe(3_000);
  });

  it("is the local clock before the first message", () => {
    expect(new ServerClock(() => 42).now()).toBe(42);
  });
});
