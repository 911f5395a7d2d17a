import { expect, test } from "vitest";
import { gammaQuantile } from "./gamma-quantile.ts";
import { promiseScore } from "./promise-score.ts";
import { HISTORY_MAX, QueueHistory } from "./queue-history.ts";
import { spokenInterval } from "./spoken-interval.ts";
import { heldWait } from "./held-wait.ts";
import { estimateWait, type WaitInputs } from "./wait-estimate.ts";

const MINUTE = 60_000;

function inputs(change: Partial<WaitInputs> = {}): WaitInputs {
  return {
    ahead: 0,
    agents: 1,
    handling: { meanMs: 240_000, squaredVariation: 1, samples: 1_000_000 },
    abandonRatePerMs: 0,
    arrivals: { windowMs: 1_800_000, leadsMs: [] },
    eldersPromotedInMs: [],
    waitedMs: 0,
    promotedInMs: 180_000,
    ...change,
  };
}

// Time until the k-th end of exponential calls is Erlang distributed; quantiles from its distribution function.
test.each([
  { ahead: 0, agents: 1, mean: 1, median: 0.6931, ninety: 2.3026 },
  { ahead: 0, agents: 4, mean: 0.25, median: 0.1733, ninety: 0.5756 },
  { ahead: 1, agents: 1, mean: 2, median: 1.6783, ninety: 3.8897 },
  { ahead: 9, agents: 10, mean: 1, median: 0.9669, ninety: 1.4206 },
  { ahead: 49, agents: 5, mean: 10, median: 9.9334, ninety: 11.8498 },
])("$ahead ahead of a caller, $agents agents: Erlang quantiles within 2 %", ({ ahead, agents, median, ninety }) => {
  const estimate = estimateWait(inputs({ ahead, agents }));
  expect(Math.abs((estimate?.p50Ms ?? 0) / 240_000 / median - 1)).toBeLessThan(0.02);
  expect(Math.abs((estimate?.p90Ms ?? 0) / 240_000 / ninety - 1)).toBeLessThan(0.02);
});

test.each([
  ["more ahead: longer", { ahead: 5 }, { ahead: 6 }],
  ["a part of a caller ahead counts", { ahead: 5 }, { ahead: 5.5 }],
  ["fewer agents: longer", { ahead: 5, agents: 4 }, { ahead: 5, agents: 3 }],
  ["people give up: shorter", { ahead: 5, abandonRatePerMs: 1 / 120_000 }, { ahead: 5 }],
  ["calls of one length end more regularly", { handling: { meanMs: 240_000, squaredVariation: 0, samples: 100 } }, {}],
  ["few calls seen: wider", { ahead: 5 }, { ahead: 5, handling: { meanMs: 240_000, squaredVariation: 1, samples: 5 } }],
  [
    "VIPs who still come pass",
    { ahead: 5 },
    { ahead: 5, arrivals: { windowMs: 600_000, leadsMs: Array<number>(10).fill(90_000) } },
  ],
  [
    "nobody passes a promoted caller",
    { ahead: 5, promotedInMs: 0, arrivals: { windowMs: 600_000, leadsMs: Array<number>(10).fill(90_000) } },
    { ahead: 5, arrivals: { windowMs: 600_000, leadsMs: Array<number>(10).fill(90_000) } },
  ],
  ["elders behind pass when they are promoted", { ahead: 5 }, { ahead: 5, eldersPromotedInMs: [60_000, 90_000] }],
  [
    "who waited longer than the lead is not passed",
    { ahead: 5, waitedMs: 90_000, arrivals: { windowMs: 600_000, leadsMs: Array<number>(10).fill(90_000) } },
    { ahead: 5, waitedMs: 10_000, arrivals: { windowMs: 600_000, leadsMs: Array<number>(10).fill(90_000) } },
  ],
] as const)("%s", (_what, shorter, longer) => {
  const less = estimateWait(inputs(shorter));
  const more = estimateWait(inputs(longer));
  expect(less?.p90Ms).toBeLessThan(more?.p90Ms ?? 0);
});

test("a thousand ahead cost no more than a few hundred, and the sums meet", () => {
  const near = estimateWait(inputs({ ahead: 400, agents: 40, abandonRatePerMs: 1 / 600_000 }));
  const far = estimateWait(inputs({ ahead: 401, agents: 40, abandonRatePerMs: 1 / 600_000 }));
  expect((far?.p50Ms ?? 0) - (near?.p50Ms ?? 0)).toBeGreaterThan(0);
  expect((far?.p50Ms ?? 0) / (near?.p50Ms ?? 1)).toBeLessThan(1.005);
});

test("nobody there to serve: nothing is promised", () => {
  expect(estimateWait(inputs({ agents: 0 }))).toBeNull();
  expect(estimateWait(inputs({ handling: { meanMs: 0, squaredVariation: 1, samples: 10 } }))).toBeNull();
});

test.each([
  // A call lasts 3 minutes: half of those at hand are over after 2:05, nine of ten after 6:54.
  ["with somebody else free: no longer than they are kept", 60_000, true, [60_000, 60_000]],
  ["kept for long: until the agent is done with the call at hand", 600_000, true, [125_000, 414_000]],
  ["with nobody else free: as everybody, from then on", 30_000, false, [30_000 + 40_000, 30_000 + 200_000]],
])("who is kept for one agent, %s", (_, endsInMs, othersAreFree, [p50Ms, p90Ms]) => {
  const handling = { meanMs: 180_000, squaredVariation: 1, samples: 100 };
  const held = heldWait(handling, { endsInMs, othersAreFree }, { p50Ms: 40_000, p90Ms: 200_000 });
  // The gamma quantile is an approximation: one per cent off the exact exponential at 0.9.
  expect(held.p50Ms / (p50Ms ?? 0)).toBeCloseTo(1, 1.5);
  expect(held.p90Ms / (p90Ms ?? 0)).toBeCloseTo(1, 1.5);
});

test("quantiles of a fixed value are that value", () => {
  expect(gammaQuantile(5, 0, 0.9)).toBeCloseTo(5, 6);
  expect(gammaQuantile(0, 1, 0.9)).toBe(0);
});

test.each([
  [0.3, 0.9, { kind: "under", minutes: 1 }],
  [0.3, 1.4, { kind: "under", minutes: 2 }],
  [1.2, 2.2, { kind: "between", fromMinutes: 1, toMinutes: 3 }],
  [2.0, 4.0, { kind: "between", fromMinutes: 2, toMinutes: 4 }],
  [7.5, 13, { kind: "between", fromMinutes: 6, toMinutes: 15 }],
  [44, 61, { kind: "over", minutes: 40 }],
] as const)("%f to %f minutes are said as %o", (low, high, said) => {
  expect(spokenInterval({ p50Ms: low * MINUTE, p90Ms: high * MINUTE })).toEqual(said);
});

test("what is said never promises more than was computed", () => {
  for (let p50 = 0; p50 < 70; p50 += 0.37) {
    const estimate = { p50Ms: p50 * MINUTE, p90Ms: p50 * 1.7 * MINUTE };
    const said = spokenInterval(estimate);
    if (said.kind !== "over") {
      const upper = said.kind === "between" ? said.toMinutes : said.minutes;
      expect(upper * MINUTE).toBeGreaterThanOrEqual(estimate.p90Ms);
    }
  }
});

test("a queue's history is bounded, begins with a plain assumption and follows its calls", () => {
  const history = new QueueHistory();
  expect(history.handling()).toMatchObject({ meanMs: 240_000, squaredVariation: 1 });
  expect(history.abandonRatePerMs()).toBe(0);
  for (let call = 0; call < 5 * HISTORY_MAX; call += 1) {
    history.handled(60_000);
    history.arrived(call * 1_000, call % 2 === 0 ? 0 : 90_000);
    history.waitEnded(30_000, call % 10 === 0);
  }
  const { meanMs, samples, squaredVariation } = history.handling();
  expect(samples).toBeLessThanOrEqual(HISTORY_MAX + 10);
  expect(meanMs).toBeLessThan(65_000);
  expect(squaredVariation).toBeLessThan(1);
  // One in ten gave up after half a minute: 0.1 abandons in 30 s of waiting.
  expect(history.abandonRatePerMs() * 300_000).toBeCloseTo(1, 6);
  const arrivals = history.arrivals(5 * HISTORY_MAX * 1_000, 0);
  expect(arrivals.leadsMs).toHaveLength(HISTORY_MAX / 2);
  expect(arrivals.windowMs).toBe(HISTORY_MAX * 1_000);
  expect(history.arrivals(5 * HISTORY_MAX * 1_000, 90_000).leadsMs).toHaveLength(0);
});

test("the score counts kept and broken promises, and leaves out those that nobody can know", () => {
  const promise = { p50Ms: 60_000, p90Ms: 120_000 };
  expect(
    promiseScore([
      { ...promise, waitedMs: 30_000, answered: true },
      { ...promise, waitedMs: 90_000, answered: true },
      { ...promise, waitedMs: 150_000, answered: true },
      { ...promise, waitedMs: 200_000, answered: false },
      { ...promise, waitedMs: 20_000, answered: false },
    ]),
  ).toEqual({ promises: 4, withinUpper: 0.5, withinLower: 0.25, biasMs: 57_500 });
  expect(promiseScore([])).toEqual({ promises: 0, withinUpper: null, withinLower: null, biasMs: null });
});
