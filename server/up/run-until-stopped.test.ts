import { describe, expect, it } from "vitest";
import type { RunningCordboard } from "./cordboard.ts";
import { runUntilStopped, type Terminal } from "./run-until-stopped.ts";

function fakeTerminal() {
  const lines: string[] = [];
  const complaints: string[] = [];
  const exits: number[] = [];
  const listeners = { signal: new Set<(signal: string) => void>(), uncaught: new Set<(error: unknown) => void>() };
  let nowMs = 0;
  const terminal: Terminal = {
    report: (line) => lines.push(line),
    complain: (line) => complaints.push(line),
    uptimeMs: () => nowMs,
    onStopSignal: (listener) => {
      listeners.signal.add(listener);
      return () => listeners.signal.delete(listener);
    },
    onUncaught: (listener) => {
      listeners.uncaught.add(listener);
      return () => listeners.uncaught.delete(listener);
    },
    exitNow: (code) => exits.push(code),
  };
  return {
    terminal,
    lines,
    complaints,
    exits,
    listeners,
    press: (atMs: number) => {
      nowMs = atMs;
      for (const listener of listeners.signal) listener("SIGINT");
    },
    crash: (error: unknown) => {
      for (const listener of listeners.uncaught) listener(error);
    },
  };
}

function fakeCordboard(stop: () => Promise<void> = async () => undefined) {
  const state = { stops: 0, fatal: (_error: unknown) => undefined as void };
  const running: RunningCordboard = {
    stop: () => {
      state.stops += 1;
      return stop();
    },
    urls: { console: "http://c/", wallboard: "http://w/", phone: "http://p/" },
    logins: [],
    survivalOk: true,
    onFatal: (listener) => {
      state.fatal = listener;
    },
  };
  return { running, state };
}

const run = (fake: ReturnType<typeof fakeTerminal>, start: (signal: AbortSignal) => Promise<RunningCordboard>) => {
  let ready: () => void = () => undefined;
  const becameReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  return { exitCode: runUntilStopped(fake.terminal, start, () => ready()), becameReady };
};

describe("start, stay, stop", () => {
  it("stays until Ctrl-C, stops once, ends with 0 and listens no more", async () => {
    const fake = fakeTerminal();
    const { running, state } = fakeCordboard();
    const { exitCode, becameReady } = run(fake, async () => running);
    await becameReady;
    expect(state.stops).toBe(0);
    fake.press(1_000);
    expect(await exitCode).toBe(0);
    expect(state.stops).toBe(1);
    expect([fake.listeners.signal.size, fake.listeners.uncaught.size, fake.complaints.length]).toEqual([0, 0, 0]);
  });

  it("takes a signal that npm repeats for the same key press, a later one for impatience", async () => {
    const fake = fakeTerminal();
    let release: () => void = () => undefined;
    const { running } = fakeCordboard(() => new Promise((resolve) => (release = resolve)));
    const { exitCode, becameReady } = run(fake, async () => running);
    await becameReady;
    fake.press(1_000);
    fake.press(1_010);
    expect(fake.exits).toEqual([]);
    fake.press(3_000);
    expect(fake.exits).toEqual([130]);
    await Promise.resolve();
    release();
    expect(await exitCode).toBe(0);
  });

  it("tells a start error in one line and ends with 1", async () => {
    const fake = fakeTerminal();
    const { exitCode } = run(fake, () => Promise.reject(Object.assign(new Error("no room"), { code: "SQLITE_FULL" })));
    expect(await exitCode).toBe(1);
    expect(fake.complaints).toHaveLength(1);
    expect(fake.complaints[0]).toMatch(/^cordboard: \[disk-full\] [^\n]+$/u);
  });

  it("aborts a start under way and stops what it gave nevertheless", async () => {
    const fake = fakeTerminal();
    const { running, state } = fakeCordboard();
    let isReady = false;
    const exitCode = runUntilStopped(
      fake.terminal,
      (signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve(running))),
      () => {
        isReady = true;
      },
    );
    fake.press(10);
    expect(await exitCode).toBe(0);
    expect([state.stops, isReady]).toEqual([1, false]);
  });

  it("does not call an aborted start a failure", async () => {
    const fake = fakeTerminal();
    const { exitCode } = run(
      fake,
      (signal) =>
        new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("aborted")))),
    );
    fake.press(10);
    expect(await exitCode).toBe(0);
  });

  it.each(["fatal", "uncaught"] as const)("stops and ends with 1 after a %s error", async (kind) => {
    const fake = fakeTerminal();
    const { running, state } = fakeCordboard();
    const { exitCode, becameReady } = run(fake, async () => running);
    await becameReady;
    const error = Object.assign(new Error("gone"), { code: "pbx-stopped" });
    if (kind === "fatal") state.fatal(error);
    else fake.crash(error);
    expect(await exitCode).toBe(1);
    expect(state.stops).toBe(1);
    expect(fake.complaints[0]).toContain("[pbx-stopped]");
  });

  it("reports a stop that fails", async () => {
    const fake = fakeTerminal();
    const { running } = fakeCordboard(() => Promise.reject(new Error("will not end")));
    const { exitCode, becameReady } = run(fake, async () => running);
    await becameReady;
    fake.press(1);
    expect(await exitCode).toBe(1);
    expect(fake.complaints[0]).toContain("will not end");
  });
});
