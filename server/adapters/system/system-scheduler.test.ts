import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SystemScheduler } from "./system-scheduler.ts";

const DAY_MS = 24 * 3_600_000;
const errors: unknown[] = [];
let scheduler: SystemScheduler;
const clock = { now: () => Date.now() };

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  errors.length = 0;
  scheduler = new SystemScheduler(clock, { onError: (error, timerId) => errors.push([timerId, error]), timersMax: 3 });
});
afterEach(() => {
  scheduler.stop();
  vi.useRealTimers();
});

describe("timers by absolute deadline", () => {
  test("fire once, at their time, and are forgotten", () => {
    const fired: string[] = [];
    scheduler.schedule("a", 1_000_050, () => fired.push("a"));
    scheduler.schedule("b", 1_000_020, () => fired.push("b"));
    vi.advanceTimersByTime(49);
    expect(fired).toEqual(["b"]);
    vi.advanceTimersByTime(1_000);
    expect([fired, scheduler.size]).toEqual([["b", "a"], 0]);
  });

  test("the past fires in the next turn, not within schedule", () => {
    const fire = vi.fn();
    scheduler.schedule("late", 5, fire);
    expect(fire).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(fire).toHaveBeenCalledOnce();
  });

  test("the same id replaces, cancel and stop prevent", () => {
    const first = vi.fn();
    const second = vi.fn();
    scheduler.schedule("x", 1_000_010, first);
    scheduler.schedule("x", 1_000_020, second);
    scheduler.schedule("y", 1_000_010, first);
    scheduler.cancel("y");
    scheduler.cancel("unknown");
    vi.advanceTimersByTime(30);
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
    scheduler.schedule("z", 1_000_050, first);
    scheduler.stop();
    vi.advanceTimersByTime(DAY_MS);
    expect(first).not.toHaveBeenCalled();
  });

  test("sixty days are waited for, though setTimeout overflows at 24.8", () => {
    const fire = vi.fn();
    scheduler.schedule("far", 1_000_000 + 60 * DAY_MS, fire);
    vi.advanceTimersByTime(60 * DAY_MS - 1);
    expect(fire).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(fire).toHaveBeenCalledOnce();
    scheduler.schedule("cancelled", clock.now() + 60 * DAY_MS, fire);
    vi.advanceTimersByTime(40 * DAY_MS);
    scheduler.cancel("cancelled");
    vi.advanceTimersByTime(40 * DAY_MS);
    expect(fire).toHaveBeenCalledOnce();
  });

  test("a timer that fires a moment early waits for the rest", () => {
    let now = 1_000_000;
    const slow = new SystemScheduler({ now: () => now }, { onError: (error) => errors.push(error) });
    const fire = vi.fn();
    slow.schedule("x", 1_000_010, fire);
    now = 1_000_009;
    vi.advanceTimersByTime(10);
    expect([fire.mock.calls.length, slow.size]).toEqual([0, 1]);
    now = 1_000_010;
    vi.advanceTimersByTime(1);
    expect(fire).toHaveBeenCalledOnce();
    slow.stop();
  });

  test("a throwing timer is reported by name and does not stop the others", () => {
    const fire = vi.fn();
    const mistake = new Error("mine");
    scheduler.schedule("bad", 1_000_001, () => {
      throw mistake;
    });
    scheduler.schedule("good", 1_000_002, fire);
    vi.advanceTimersByTime(5);
    expect(errors).toEqual([["bad", mistake]]);
    expect(fire).toHaveBeenCalledOnce();
  });

  test("a timer may schedule itself again", () => {
    const fired: number[] = [];
    const again = (): void => {
      fired.push(clock.now());
      if (fired.length < 3) scheduler.schedule("tick", clock.now() + 10, again);
    };
    scheduler.schedule("tick", 1_000_010, again);
    vi.advanceTimersByTime(100);
    expect(fired).toEqual([1_000_010, 1_000_020, 1_000_030]);
  });

  test("there is a bound, and no time is no deadline", () => {
    for (const id of ["a", "b", "c"]) scheduler.schedule(id, 2_000_000, vi.fn());
    expect(() => scheduler.schedule("d", 2_000_000, vi.fn())).toThrow(RangeError);
    scheduler.schedule("a", 2_000_001, vi.fn());
    expect(() => scheduler.schedule("a", Number.NaN, vi.fn())).toThrow(RangeError);
    expect(scheduler.size).toBe(3);
  });
});
