import { describe, expect, it } from "vitest";
import { type CallRecord, NO_FAULTS } from "./call-centre-options.ts";
import { playCallCentre } from "./call-centre.ts";
import { agentFrom, queueFrom } from "./scenario-words.ts";

/**
 * The comparison of numbers.md (VIP and fairness): an hour at 1.2 times what the agents can do, 80 % of the callers VIPs,
 * nobody hangs up. Longest wait of a normal caller there: 3,278 s with strict priority, 605 s with 90 s of head start,
 * 564 s with promotion at 180 s. First come, first served comes to the hour's backlog, 3600 * (1 - 1 / 1.2) = 600 s.
 */
const AGENTS = 40;
const HANDLING_MS = 180_000;
const GAP_MS = HANDLING_MS / AGENTS / 1.2;
const HOUR_CALLS = Math.round(3_600_000 / GAP_MS);
const SEEDS = [1, 2, 3, 4, 5, 6];
/** Longer than any wait: whoever is a VIP comes first. */
const STRICT_S = 1_000_000;

function anHour(seed: number, headStartS: number, promotesS: number): readonly CallRecord[] {
  const { calls, problems } = playCallCentre({
    seed,
    calls: HOUR_CALLS,
    queues: [queueFrom(`q max 100000 promotes ${promotesS}`)],
    agents: Array.from({ length: AGENTS }, (_, n) => agentFrom(`agent${n} works q:1`)),
    streams: [
      {
        queueId: "q",
        meanGapMs: GAP_MS,
        meanHandlingMs: HANDLING_MS,
        meanPatienceMs: null,
        vipShare: 0.8,
        headStartMs: headStartS * 1000,
        requirements: [],
      },
    ],
    faults: NO_FAULTS,
    answerDelayMaxMs: 0,
    checkEvery: 0,
    checkOffers: true,
  });
  expect(problems, `seed ${seed}`).toEqual([]);
  return calls;
}

function longestS(calls: readonly CallRecord[], isVip: boolean): number {
  return Math.max(...calls.filter((call) => call.isVip === isVip).map((call) => call.waitMs / 1000));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("nobody starves", () => {
  it("strict priority lets normal callers wait for an hour; a head start or promotion costs them next to nothing", {
    timeout: 120_000,
  }, () => {
    const longest = (headStartS: number, promotesS: number): number =>
      mean(SEEDS.map((seed) => longestS(anHour(seed, headStartS, promotesS), false)));
    const inTurn = longest(0, STRICT_S);
    const strict = longest(STRICT_S, STRICT_S);
    const headStart = longest(90, STRICT_S);
    const promotion = longest(STRICT_S, 180);
    const both = longest(90, 180);
    expect(strict).toBeGreaterThan(3 * inTurn);
    // 605 and 564 of 600 s: the backlog is the same, and who must wait longest is not chosen by tier.
    for (const limited of [headStart, promotion, both]) {
      expect(limited).toBeLessThan(strict / 3);
      expect(limited).toBeLessThan(inTurn + 90);
    }
  });

  it("a normal caller is passed only by VIPs who came within the head start, and by nobody once promoted", () => {
    for (const seed of SEEDS) {
      const [headStartMs, promotionAfterMs] = [90_000, 180_000];
      const calls = anHour(seed, headStartMs / 1000, promotionAfterMs / 1000);
      for (const call of calls) {
        if (call.isVip) continue;
        const served = call.arrivedAt + call.waitMs;
        const passedBy = calls.filter(
          (other) => other.arrivedAt > call.arrivedAt && other.arrivedAt + other.waitMs < served,
        );
        for (const other of passedBy) {
          expect(other.isVip, `seed ${seed}`).toBe(true);
          expect(other.arrivedAt - call.arrivedAt).toBeLessThanOrEqual(headStartMs);
          // Not after T_max.
          expect(other.arrivedAt + other.waitMs - call.arrivedAt).toBeLessThanOrEqual(promotionAfterMs);
        }
      }
    }
  });
});
