import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LinkWatch, SILENCE_MAX_MS } from "./link-watch.ts";

const BEAT_MS = 600;

function setUp() {
  const seen: string[] = [];
  let sleptMs = 0;
  const watch = new LinkWatch({
    now: () => Date.now() + sleptMs,
    onSilence: () => seen.push("silence"),
    onVoice: () => seen.push("voice"),
  });
  return { watch, seen, doze: (ms: number) => (sleptMs += ms) };
}

describe("LinkWatch", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("says nothing while heartbeats come, and nothing to a server that sends none", () => {
    const { watch, seen } = setUp();
    watch.heard();
    vi.advanceTimersByTime(10_000);
    for (let beat = 0; beat < 50; beat += 1) {
      watch.beat();
      vi.advanceTimersByTime(BEAT_MS);
    }
    expect(seen).toEqual([]);
  });

  it("tells a silence within 2 s, once, and when it is over", () => {
    const { watch, seen } = setUp();
    watch.beat();
    vi.advanceTimersByTime(BEAT_MS);
    watch.beat();
    vi.advanceTimersByTime(SILENCE_MAX_MS - 1);
    expect(seen).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(seen).toEqual(["silence"]);
    vi.advanceTimersByTime(60_000);
    expect(seen).toEqual(["silence"]);
    watch.heard();
    expect(seen).toEqual(["silence", "voice"]);
    watch.beat();
    vi.advanceTimersByTime(SILENCE_MAX_MS);
    expect(seen).toEqual(["silence", "voice", "silence"]);
  });

  it("does not take a page that slept for a dead link", () => {
    const { watch, seen, doze } = setUp();
    watch.beat();
    doze(30_000);
    vi.advanceTimersByTime(SILENCE_MAX_MS);
    expect(seen).toEqual([]);
    watch.beat();
    vi.advanceTimersByTime(1_000);
    expect(seen).toEqual([]);
  });

  it("finds the link dead when nothing comes after the sleep either", () => {
    const { watch, seen, doze } = setUp();
    watch.beat();
    doze(30_000);
    vi.advanceTimersByTime(SILENCE_MAX_MS + 500);
    expect(seen).toEqual(["silence"]);
  });

  it("is quiet after stop", () => {
    const { watch, seen } = setUp();
    watch.beat();
    watch.stop();
    vi.advanceTimersByTime(10_000);
    expect(seen).toEqual([]);
  });
});
