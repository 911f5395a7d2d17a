import { beforeEach, describe, expect, it } from "vitest";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import { type KeptPbx, keepPbx } from "./keep-pbx.ts";
import type { RunningPbx } from "./start-pbx.ts";

type Crash = Parameters<Parameters<RunningPbx["onCrash"]>[0]>[0];

class FakePbx implements RunningPbx {
  readonly httpUrl = "http://127.0.0.1:1";
  readonly wsUrl = "ws://127.0.0.1:1/ws";
  readonly wssUrl = undefined;
  readonly ariUser = "u";
  readonly ariSecret = "s";
  readonly appName = "a";
  readonly version = "22";
  readonly runDir = "/nowhere";
  readonly pid: number;
  stopped = 0;
  readonly #listeners: ((crash: Crash) => void)[] = [];

  constructor(pid: number) {
    this.pid = pid;
  }
  async stop(): Promise<void> {
    this.stopped += 1;
  }
  onCrash(listener: (crash: Crash) => void): void {
    this.#listeners.push(listener);
  }
  async logTail(): Promise<string> {
    return "";
  }
  crash(): void {
    for (const listener of this.#listeners)
      listener({ exitCode: null, signal: "SIGSEGV", detail: `end of ${this.pid}` });
  }
}

let started: FakePbx[];
let pauses: number[];
let told: string[];
let now: number;
/** What the next starts come to; left out: they succeed. */
let failures: (StartUpError | null)[];
/** Set: a pause lasts until it is aborted. */
let pausesForever: boolean;
let kept: KeptPbx;

beforeEach(async () => {
  started = [];
  pauses = [];
  told = [];
  now = 0;
  failures = [];
  pausesForever = false;
  kept = await keepPbx({
    start: async () => {
      const failure = failures.shift();
      if (failure) throw failure;
      const pbx = new FakePbx(started.length + 1);
      started.push(pbx);
      return pbx;
    },
    pause: (durationMs, signal) => {
      pauses.push(durationMs);
      if (!pausesForever) return Promise.resolve();
      return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
    },
    clock: { now: () => now },
    onEnd: ({ detail, againInMs }) =>
      told.push(`${detail}: ${againInMs === null ? "given up" : `again in ${againInMs}`}`),
    onStartedAgain: ({ pid }) => told.push(`${pid} is up`),
  });
  kept.onGivenUp((error) => told.push(`fatal ${error.code}: ${error.detail}`));
});

const crashLast = async () => {
  started.at(-1)?.crash();
  for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
};

describe("an exchange that ends by itself", () => {
  it("is started again after a moment, and told of", async () => {
    await crashLast();
    expect(told).toEqual(["end of 1: again in 200", "2 is up"]);
  });

  it("gets longer pauses while it goes on ending, and the shortest again once it was well for a minute", async () => {
    for (let n = 0; n < 4; n += 1) await crashLast();
    now += 60_000;
    await crashLast();
    expect(pauses).toEqual([200, 500, 1_000, 2_000, 200]);
  });

  it("is given up at its sixth end in a row: the program says so and ends", async () => {
    for (let n = 0; n < 6; n += 1) await crashLast();
    expect(told.slice(-2)).toEqual(["end of 6: given up", "fatal pbx-stopped: end of 6"]);
    expect(started).toHaveLength(6);
  });

  it("is told to whoever listens only afterwards, too", async () => {
    for (let n = 0; n < 6; n += 1) await crashLast();
    const late: string[] = [];
    kept.onGivenUp(({ code }) => late.push(code));
    expect(late).toEqual(["pbx-stopped"]);
  });

  it("that cannot be started at once is tried again", async () => {
    failures = [new StartUpError("port-in-use", "5060")];
    await crashLast();
    expect(told).toEqual(["end of 1: again in 200", expect.stringMatching(/5060.*again in 500/), "2 is up"]);
  });

  it("an old one's late word does not start a third", async () => {
    const [first] = started;
    await crashLast();
    first?.crash();
    await Promise.resolve();
    expect(started).toHaveLength(2);
  });
});

describe("stopping", () => {
  it("ends the one that runs, and no crash after it starts another", async () => {
    await crashLast();
    await kept.stop();
    await crashLast();
    expect(started.map(({ stopped }) => stopped)).toEqual([0, 1]);
  });

  it("between two starts ends the pause; nothing is started any more", async () => {
    pausesForever = true;
    await crashLast();
    await kept.stop();
    expect(started).toHaveLength(1);
  });
});
