import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { talkingStats } from "../../preview/talking-stats.ts";
import { LineCheck } from "./line-check.ts";
import type { EchoListener, EchoTest } from "./phone-port.ts";

const STREAM: MediaStream = Object.create(EventTarget.prototype);

/** The exchange's echo, played by the test. */
function setUp(start: "answers" | "silent" | "down" | "no-microphone" = "answers", lossPercent = 0) {
  const end = vi.fn(async () => undefined);
  const play = vi.fn();
  let listener: EchoListener | null = null;
  const test: EchoTest = { stats: async () => talkingStats(0, Date.now(), lossPercent), end };
  const check = new LineCheck({
    play,
    now: () => Date.now(),
    port: {
      echo: async (given) => {
        if (start === "no-microphone") throw new DOMException("no", "NotAllowedError");
        if (start === "down") return null;
        listener = given;
        if (start === "answers") queueMicrotask(() => given.established(STREAM));
        return test;
      },
    },
  });
  return { check, end, play, hangUp: () => listener?.ended() };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("LineCheck", () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it("measures for some seconds while one hears oneself, and hangs up", async () => {
    const { check, end, play } = setUp();
    const result = check.run();
    await pass(100);
    expect(play).toHaveBeenLastCalledWith(STREAM);
    await pass(8_000);
    expect(await result).toMatchObject({ ok: true, rating: { level: "good", cause: "none" }, sample: { rttMs: 28 } });
    expect(play).toHaveBeenLastCalledWith(null);
    expect(end).toHaveBeenCalledOnce();
  });

  it("finds a network that loses packets", async () => {
    const { check } = setUp("answers", 12);
    const result = check.run();
    await pass(8_500);
    expect(await result).toMatchObject({ ok: true, rating: { level: "poor", cause: "own-network" } });
  });

  it.each([
    ["down", "no-line", 0],
    ["no-microphone", "no-microphone", 0],
    ["silent", "no-answer", 6_000],
  ] as const)("says what is wrong when the line is %s", async (start, because, afterMs) => {
    const { check } = setUp(start);
    const result = check.run();
    await pass(afterMs);
    expect(await result).toEqual({ ok: false, because });
  });

  it("makes room for a customer at once, and can be done again", async () => {
    const { check, end, play } = setUp();
    const first = check.run();
    await pass(2_000);
    expect(await check.run()).toEqual({ ok: false, because: "in-call" });
    check.interrupt();
    expect(await first).toEqual({ ok: false, because: "in-call" });
    expect(end).toHaveBeenCalledOnce();
    expect(play).toHaveBeenLastCalledWith(null);
    const again = check.run();
    await pass(8_500);
    expect(await again).toMatchObject({ ok: true });
  });

  it("ends with the call when the exchange hangs up", async () => {
    const { check, hangUp } = setUp();
    const result = check.run();
    await pass(2_000);
    hangUp();
    expect(await result).toEqual({ ok: false, because: "no-answer" });
  });
});
