import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LogFlusher, type LogFlusherOptions } from "./log-flusher.ts";
import { openDatabase } from "./open-database.ts";

const WITHIN = { timeout: 10_000 };
let folder: string;
let flusher: LogFlusher;
const problems: unknown[] = [];
const done: string[] = [];
/** Tells what is done with the log, and lets a test decide how it ends. */
const fakeFile = (datasync: () => Promise<void> = () => Promise.resolve()) => ({
  datasync: () => {
    done.push("flush");
    return datasync();
  },
  close: async () => {
    done.push("close");
  },
});
const flushing = (openLog: NonNullable<LogFlusherOptions["open"]>) => {
  flusher = new LogFlusher({
    path: join(folder, "x.db"),
    everyMs: 1,
    onProblem: (error) => problems.push(error),
    open: openLog,
  });
};
const flushes = () => done.filter((what) => what === "flush").length;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-log-"));
  problems.length = 0;
  done.length = 0;
});
afterEach(async () => {
  await flusher.stop();
  rmSync(folder, { recursive: true, force: true });
});

it("flushes the log of a database in use again and again, and lets it be closed and opened anew", async () => {
  const path = join(folder, "x.db");
  const database = openDatabase({ path });
  const opened: string[] = [];
  flushing(async (log) => {
    opened.push(log);
    const file = await open(log, "r");
    return {
      datasync: async () => {
        await file.datasync();
        done.push("flush");
      },
      close: () => file.close(),
    };
  });
  await vi.waitFor(() => expect(flushes()).toBeGreaterThan(2), WITHIN);
  await flusher.stop();
  expect([opened, problems]).toEqual([[`${path}-wal`], []]);
  database.close();
  openDatabase({ path }).close();
});

it("waits for a log that is not there yet", async () => {
  let asked = 0;
  flushing(async () => {
    asked += 1;
    if (asked < 3) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
    return fakeFile();
  });
  await vi.waitFor(() => expect(flushes()).toBeGreaterThan(1), WITHIN);
  expect([asked, problems]).toEqual([3, []]);
});

it("one at a time: a slow disk is not asked again before it has answered", async () => {
  let answer = () => undefined as void;
  const slow = new Promise<void>((resolve) => {
    answer = resolve;
  });
  flushing(async () => fakeFile(() => slow));
  await vi.waitFor(() => expect(flushes()).toBe(1), WITHIN);
  const stopped = flusher.stop().then(() => done.push("stopped"));
  answer();
  await stopped;
  expect(done).toEqual(["flush", "close", "stopped"]);
});

it("says once that the disk refuses, and leaves it to SQLite from then on", async () => {
  const refusal = Object.assign(new Error("i/o error"), { code: "EIO" });
  flushing(async () => fakeFile(() => Promise.reject(refusal)));
  await vi.waitFor(() => expect(problems).toEqual([refusal]), WITHIN);
  await flusher.stop();
  expect(done).toEqual(["flush", "close"]);
});
