import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CallRecord, NO_FAULTS } from "./call-centre-options.ts";
import { playCallCentre } from "./call-centre.ts";
import { plainCentre } from "./plain-centre.ts";
import { agentFrom, queueFrom } from "./scenario-words.ts";
import { accountOf } from "./wait-account.ts";

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
/** Of the bound: so much of it the longest wait has at least. The rest is what is left of the calls in progress when they are answered. */
const TIGHT = 0.7;
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

/** A whole queue of chance, and the account of every wait in it (`wait-account.ts`). */
interface Rush {
  readonly agents: number;
  readonly load: number;
  readonly vipShare: number;
  readonly headStartS: number;
  readonly promotesS: number;
  readonly patienceS: number | null;
  readonly seed: number;
}

function rushOf({ agents, load, vipShare, headStartS, promotesS, patienceS, seed }: Rush, calls: number) {
  const handlingS = HANDLING_MS / 1_000;
  const stream = { meanGapS: handlingS / agents / load, handlingS, vipShare, headStartS };
  const centre = plainCentre(calls, agents, `q max 100000 promotes ${promotesS}`, {
    ...stream,
    ...(patienceS === null ? {} : { patienceS }),
  });
  const played = playCallCentre({ ...centre, seed });
  expect(played.problems).toEqual([]);
  return played.calls;
}
const turnsOf = ({ agents, headStartS, promotesS }: Rush) => ({
  agents,
  headStartMs: headStartS * 1_000,
  promotesMs: promotesS * 1_000,
});

describe("a wait is T_max and the work of those who came earlier, and nothing else", () => {
  it("for every caller of any class, whatever the load, the head start, T_max and the patience, to the millisecond", {
    timeout: 120_000,
  }, () => {
    const rush: fc.Arbitrary<Rush> = fc.record({
      agents: fc.integer({ min: 1, max: 12 }),
      load: fc.double({ min: 0.7, max: 1.6, noNaN: true }),
      vipShare: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      headStartS: fc.constantFrom(0, 30, 90, 300, STRICT_S),
      promotesS: fc.constantFrom(20, 60, 180, 600, STRICT_S),
      patienceS: fc.constantFrom(null, 120, 600),
      seed: fc.integer({ min: 1, max: 1_000_000 }),
    });
    let promoted = 0;
    fc.assert(
      fc.property(rush, (one) => {
        const account = accountOf(rushOf(one, 400), turnsOf(one));
        expect(account.problems).toEqual([]);
        for (const { waitMs, boundMs } of Object.values(account.longest))
          expect(waitMs).toBeLessThanOrEqual(boundMs + 1);
        promoted += account.promoted;
      }),
      { numRuns: 60 },
    );
    expect(promoted).toBeGreaterThan(1_000);
  });

  it.each([
    // VIPs, head start, T_max: how near the longest wait of each class comes to its bound, which is what could have been
    ["normal callers among many VIPs", 0.8, 90, 180],
    ["a head start without end, ended by T_max", 0.8, STRICT_S, 180],
    ["few VIPs", 0.1, 300, 60],
  ])("the bound is a tight one: %s", (_what, vipShare, headStartS, promotesS) => {
    for (const seed of SEEDS) {
      const one: Rush = { agents: 20, load: 1.2, vipShare, headStartS, promotesS, patienceS: null, seed };
      const { problems, longest, promoted } = accountOf(rushOf(one, 1_200), turnsOf(one));
      expect(problems, `seed ${seed}`).toEqual([]);
      expect(promoted, `seed ${seed}`).toBeGreaterThan(50);
      for (const { waitMs, boundMs } of Object.values(longest))
        expect(waitMs / boundMs, `seed ${seed}: ${waitMs} of ${boundMs} ms`).toBeGreaterThan(TIGHT);
    }
  });

  it("who is served in another order is found out: without T_max, with a longer head start, youngest first, by an idle agent", () => {
    const strict: Rush = {
      agents: 20,
      load: 1.2,
      vipShare: 0.8,
      headStartS: STRICT_S,
      promotesS: STRICT_S,
      patienceS: null,
      seed: 1,
    };
    const calls = rushOf(strict, 600);
    const [problem] = accountOf(calls, { ...turnsOf(strict), promotesMs: 180_000 }).problems;
    expect(problem).toMatch(/^caller of \d+ ms.* was passed by VIP/u);
    expect(accountOf(calls, { ...turnsOf(strict), headStartMs: 90_000 }).problems).not.toEqual([]);
    // One more agent than worked.
    expect(accountOf(calls, { ...turnsOf(strict), agents: 21 }).problems[0]).toMatch(/21 agents/u);
    const later = calls.map((call, place) => (place === 300 ? { ...call, waitMs: call.waitMs + 1_000 } : call));
    expect(accountOf(later, turnsOf(strict)).problems).not.toEqual([]);
  });
});
