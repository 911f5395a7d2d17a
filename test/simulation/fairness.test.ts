import { describe, expect, it } from "vitest";
import { batchMeans, type Estimate } from "./batch-means.ts";
import { besideReference } from "./beside-reference.ts";
import { expectAgreement } from "./expect-agreement.ts";
import { expectSameCalls } from "./expect-same-calls.ts";
import { hasAbandoned, isAnswered, playLong, type PlayedLong } from "./long-run.ts";
import type { Pool } from "./one-pool-model.ts";
import reference from "./queueing-reference.json";
import { simulationSeed } from "./simulation-seed.ts";

/** An endless head start is strict priority: no wait of a normal caller ever makes up for it. */
const ENDLESS_S = 1_000_000;
const NEVER_S = 10_000_000;

const POLICIES: Readonly<Record<string, { readonly headStartS: number; readonly promotesS: number }>> = {
  fcfs: { headStartS: 0, promotesS: NEVER_S },
  strict: { headStartS: ENDLESS_S, promotesS: NEVER_S },
  headstart_90s: { headStartS: 90, promotesS: NEVER_S },
  headstart_300s: { headStartS: 300, promotesS: NEVER_S },
  strict_promote_180s: { headStartS: ENDLESS_S, promotesS: 180 },
};
/** What the reference counted. Its longest wait is the longest of so many. */
const REFERENCE_CALLS = 540_000;
/** So many times as many are played here, and the longest waits averaged: what is left of chance is the reference's. */
const TIMES = 6;
/** Of the expected value: how far any mean or share may be from it, ... */
const WITHIN = 0.05;
/** ... how wide our own interval (one in a million) may be, and that of the difference: the reference counted a sixth of ours. */
const OWN_HALF_WIDTH_MAX = 0.05;
const DIFFERENCE_HALF_WIDTH_MAX = 0.13;
/** As the reference was written. */
const WAIT_UNIT_S = 0.1;
const ABANDONED_UNIT_PCT = 0.01;
/** Of the longest wait: one caller of the reference decides it. */
const LONGEST_WITHIN = 0.3;
/** Of the share that gives up, in points. */
const HALF_WIDTH_MAX_PCT = 0.7;

interface Share {
  /** Of those who were answered. */
  readonly waitS: Estimate;
  readonly abandonedPct: Estimate;
  readonly longestAnsweredS: number;
}

/** Without the first tenth, when the centre fills. */
function shareOf(long: PlayedLong, isVip: 0 | 1): Share {
  const longestS = Array.from({ length: TIMES }, () => 0);
  for (let call = Math.floor(long.calls / 10); call < long.calls; call += 1) {
    if (long.isVip[call] !== isVip || !isAnswered(long, call)) continue;
    const part = Math.floor(call / REFERENCE_CALLS);
    longestS[part] = Math.max(longestS[part] ?? 0, long.waitS(call));
  }
  return {
    waitS: batchMeans(long.calls, (call) =>
      long.isVip[call] === isVip && isAnswered(long, call) ? long.waitS(call) : null,
    ),
    abandonedPct: batchMeans(long.calls, (call) =>
      long.isVip[call] === isVip ? (hasAbandoned(long, call) ? 100 : 0) : null,
    ),
    longestAnsweredS: longestS.reduce((sum, longest) => sum + longest, 0) / TIMES,
  };
}

function play(policy: string): { readonly vip: Share; readonly normal: Share; readonly long: PlayedLong } {
  const { agents, handlingS, patienceS, load, vipShare } = reference.fairness;
  const { headStartS, promotesS } = POLICIES[policy] ?? { headStartS: 0, promotesS: NEVER_S };
  const stream = { meanGapS: handlingS / agents / load, handlingS, patienceS, vipShare };
  const pool: Pool = { agents, headStart: headStartS, promotesAfter: promotesS, roomMax: Number.POSITIVE_INFINITY };
  const seed = simulationSeed();
  expectSameCalls(seed, stream, pool);
  const long = playLong(seed, TIMES * REFERENCE_CALLS, stream, pool);
  return { vip: shareOf(long, 1), normal: shareOf(long, 0), long };
}

/** Share (per cent) of callers who give up in M/M/n+M: Erlang A, from its birth and death equations. */
function erlangAAbandonedPct(): number {
  const { agents, handlingS, patienceS, load } = reference.fairness;
  const arrivals = (load * agents) / handlingS;
  let weight = 1;
  let sum = 1;
  let queue = 0;
  for (let inside = 1; inside <= 1_000; inside += 1) {
    const waiting = Math.max(0, inside - agents);
    weight *= arrivals / (Math.min(inside, agents) / handlingS + waiting / patienceS);
    sum += weight;
    queue += waiting * weight;
  }
  return (100 * (queue / sum)) / patienceS / arrivals;
}

/** numbers.md, VIP and fairness: 20 agents, 20 % more work than they can do, four callers of five are VIPs. */
describe("fairness under overload, as an independent simulation of 540,000 calls has it", { timeout: 300_000 }, () => {
  const longest = new Map<string, number>();

  it.each(reference.fairness.policies)("$policy", (expected) => {
    const { vip, normal, long } = play(expected.policy);
    longest.set(expected.policy, normal.longestAnsweredS);
    const agrees = (measured: Estimate, wanted: number, unit: number): void => {
      const compared = besideReference(measured, { calls: long.calls, referenceCalls: REFERENCE_CALLS, unit });
      expectAgreement(compared, wanted, wanted * DIFFERENCE_HALF_WIDTH_MAX);
      // The reference does not change from seed to seed, only ours does: by chance that alone never comes near the bound.
      expect(measured.halfWidth, "width of the confidence interval").toBeLessThan(wanted * OWN_HALF_WIDTH_MAX);
      expect(Math.abs(measured.mean / wanted - 1), `${measured.mean}, expected ${wanted}`).toBeLessThan(WITHIN);
    };
    agrees(vip.waitS, expected.vip_ASA, WAIT_UNIT_S);
    agrees(vip.abandonedPct, expected.vip_ab, ABANDONED_UNIT_PCT);
    agrees(normal.waitS, expected.norm_ASA, WAIT_UNIT_S);
    agrees(normal.abandonedPct, expected.norm_ab, ABANDONED_UNIT_PCT);
    // Patience has no memory and calls take as long for all, so the order cannot change how many give up: theory is exact here.
    const abandonedPct = batchMeans(long.calls, (call) => (hasAbandoned(long, call) ? 100 : 0));
    expectAgreement(abandonedPct, erlangAAbandonedPct(), HALF_WIDTH_MAX_PCT);
    const longestRatio = normal.longestAnsweredS / expected.norm_max_s;
    expect(Math.abs(longestRatio - 1), `${normal.longestAnsweredS} s`).toBeLessThan(LONGEST_WITHIN);
  });

  it("strict priority starves normal callers; a head start or promotion keeps their longest wait to a fraction", () => {
    const of = (policy: string): number => longest.get(policy) ?? play(policy).normal.longestAnsweredS;
    expect(of("strict")).toBeGreaterThan(3.5 * of("headstart_90s"));
    expect(of("strict")).toBeGreaterThan(3.5 * of("strict_promote_180s"));
  });
});
