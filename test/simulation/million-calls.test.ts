import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { POOLS_MAX } from "../../server/acd/limits.ts";
import { describe, expect, it } from "vitest";
import { BROKEN_CORES, type BrokenCoreName } from "./broken-cores.ts";
import { playInParallel } from "./play-in-parallel.ts";
import { playSeeds } from "./play-seeds.ts";
import { randomCentre } from "./random-centre.ts";
import { simulationSeed } from "./simulation-seed.ts";

const CALLS = 1_000_000;
const WILD_CALLS = 400_000;
/** 90 s on two cores. Counted in processor time, so that whatever else the machine does makes no difference. */
const PROCESSOR_TIME_MAX_S = 2 * 90;
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What a person is told to type. */
function simulate(...args: readonly string[]): Promise<{ stdout: string }> {
  return promisify(execFile)("npm", ["run", "--silent", "simulate", "--", ...args], { cwd: ROOT });
}

describe("a million calls through random centres, with faults", () => {
  const from = simulationSeed();

  it("each is in one place, each agent has one, nobody is passed over or starves, the books balance after every event", {
    timeout: 300_000,
  }, async () => {
    const before = process.cpuUsage();
    const count = CALLS / randomCentre(from).calls;
    const played = await playInParallel({ from, count, broken: null }, Math.min(2, availableParallelism()));
    const [failure] = played.failures;
    const hint = failure === undefined ? "" : `play it again: npm run simulate -- ${failure.seed}`;
    expect(played.failures, hint).toEqual([]);
    expect(played.calls).toBeGreaterThanOrEqual(CALLS);
    expect(played.answered + played.abandoned + played.refused + played.merged).toBe(played.calls);
    expect(played.answered).toBeGreaterThan(CALLS / 4);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(PROCESSOR_TIME_MAX_S);
  });

  it("and so it is where callers have agents of their own, are called back, call again, and queues close, overflow and treat", {
    timeout: 300_000,
  }, async () => {
    const count = WILD_CALLS / randomCentre(from, true).calls;
    const played = await playInParallel(
      { from, count, broken: null, isWild: true },
      Math.min(2, availableParallelism()),
    );
    const [failure] = played.failures;
    const hint = failure === undefined ? "" : `play it again: npm run simulate -- ${failure.seed} --wild`;
    expect(played.failures, hint).toEqual([]);
    expect(played.calls).toBeGreaterThanOrEqual(WILD_CALLS);
    expect(played.answered + played.abandoned + played.refused + played.merged).toBe(played.calls);
    // What is rare came about often enough to mean something.
    expect(played.answered).toBeGreaterThan(WILD_CALLS / 4);
    expect(played.overflowed).toBeGreaterThan(WILD_CALLS / 40);
    expect(played.refused).toBeGreaterThan(WILD_CALLS / 40);
    expect(played.callbacks).toBeGreaterThan(WILD_CALLS / 100);
    expect(played.merged).toBeGreaterThan(WILD_CALLS / 400);
    expect(played.demandsMax).toBeGreaterThan(POOLS_MAX);
  });

  it.each(Object.keys(BROKEN_CORES) as BrokenCoreName[])(
    "a core that %s is found out within a few centres",
    (broken) => {
      const [failure] = playSeeds({ from, count: 10, broken }).failures;
      expect(failure?.problems[0]).toMatch(/\w/);
      expect(playSeeds({ from: failure?.seed ?? 0, count: 1, broken }).failures).toEqual([failure]);
    },
  );

  it("the seed that is printed plays the same failure again, with one command", { timeout: 60_000 }, async () => {
    const broken: BrokenCoreName = "rings-two-agents";
    const [failure] = playSeeds({ from, count: 10, broken }).failures;
    const seed = String(failure?.seed);
    await expect(simulate(seed, "--broken", broken)).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining(failure?.problems[0] ?? "no problem"),
    });
    expect((await simulate(seed)).stdout).toContain("nothing went wrong");
  });
});
