import { describe, expect, it } from "vitest";
import { type Estimate, batchMeans } from "./batch-means.ts";
import { playCallCentre } from "./call-centre.ts";
import { type CallCentreOptions, type CallRecord, NO_FAULTS } from "./call-centre-options.ts";
import reference from "./queueing-reference.json";
import { agentFrom, queueFrom } from "./scenario-table.ts";

/** The plain world of queueing theory: one queue, agents alike, picking up at once, no wrap-up, nothing goes wrong. */
function plainCentre(
  calls: number,
  agents: number,
  queue: string,
  stream: {
    readonly meanGapS: number;
    readonly handlingS: number;
    readonly patienceS?: number;
    readonly vipShare?: number;
    readonly headStartS?: number;
  },
): CallCentreOptions {
  return {
    seed: 20_261_121,
    calls,
    queues: [queueFrom(queue)],
    agents: Array.from({ length: agents }, (_, n) => agentFrom(`agent${n} works q:1`)),
    streams: [
      {
        queueId: "q",
        meanGapMs: stream.meanGapS * 1000,
        meanHandlingMs: stream.handlingS * 1000,
        meanPatienceMs: stream.patienceS === undefined ? null : stream.patienceS * 1000,
        vipShare: stream.vipShare ?? 0,
        headStartMs: (stream.headStartS ?? 0) * 1000,
        requirements: [],
      },
    ],
    faults: NO_FAULTS,
    answerDelayMaxMs: 0,
    checkEvery: 0,
    checkOffers: false,
  };
}

function play(options: CallCentreOptions): readonly CallRecord[] {
  const { calls, problems } = playCallCentre(options);
  expect(problems).toEqual([]);
  return calls;
}

/** The exact value lies in the interval, and the interval is narrow enough to mean something. */
function expectAgreement(estimate: Estimate, exact: number, halfWidthMax: number): void {
  expect(estimate.halfWidth, "width of the confidence interval").toBeLessThan(halfWidthMax);
  expect(
    Math.abs(estimate.mean - exact),
    `measured ${estimate.mean} ± ${estimate.halfWidth}, exact ${exact}`,
  ).toBeLessThanOrEqual(estimate.halfWidth);
}

const CALLS = 150_000;
const UNLIMITED = "q max 1000000 promotes 1000000";

describe("the routing core agrees with queueing theory", () => {
  it.each(reference.erlangC)("Erlang C: $id", { timeout: 120_000 }, (one) => {
    const calls = play(plainCentre(CALLS, one.agents, UNLIMITED, one));
    expectAgreement(batchMeans(calls.map((call) => (call.waitMs > 0 ? 1 : 0))), one.probabilityOfWait, 0.02);
    expectAgreement(batchMeans(calls.map((call) => call.waitMs / 1000)), one.meanWaitS, one.meanWaitS * 0.25);
    expectAgreement(
      batchMeans(calls.map((call) => (call.waitMs <= one.thresholdS * 1000 ? 1 : 0))),
      one.serviceLevel,
      0.02,
    );
  });

  it.each(reference.erlangA)("Erlang A, callers hang up: $id", { timeout: 120_000 }, (one) => {
    const calls = play(plainCentre(CALLS, one.agents, UNLIMITED, one));
    expectAgreement(batchMeans(calls.map((call) => (call.waitMs > 0 ? 1 : 0))), one.probabilityOfWait, 0.02);
    expectAgreement(batchMeans(calls.map((call) => (call.outcome === "abandoned" ? 1 : 0))), one.abandonment, 0.005);
    expectAgreement(batchMeans(calls.map((call) => call.waitMs / 1000)), one.meanWaitOfAllS, one.meanWaitOfAllS * 0.15);
  });

  it.each(reference.limitedQueue)("limited queue: $id", { timeout: 120_000 }, (one) => {
    const calls = play(plainCentre(CALLS, one.agents, `q max ${one.waitingMax} promotes 1000000`, one));
    expectAgreement(batchMeans(calls.map((call) => (call.outcome === "refused" ? 1 : 0))), one.blocked, 0.003);
    expectAgreement(
      batchMeans(calls.filter((call) => call.outcome === "answered").map((call) => call.waitMs / 1000)),
      one.meanWaitS,
      one.meanWaitS * 0.25,
    );
  });

  it("head start: VIPs gain and the others lose as much as an independent simulation says", {
    timeout: 120_000,
  }, () => {
    const { vip } = reference;
    const meanGapS = vip.handlingS / vip.agents / vip.load;
    const calls = play(plainCentre(CALLS, vip.agents, UNLIMITED, { ...vip, meanGapS }));
    const shareAbandoned = (group: readonly CallRecord[]): number =>
      group.filter((call) => call.outcome === "abandoned").length / group.length;
    const meanWaitS = (group: readonly CallRecord[]): number => {
      const answered = group.filter((call) => call.outcome === "answered");
      return answered.reduce((sum, call) => sum + call.waitMs, 0) / answered.length / 1000;
    };
    const vips = calls.filter((call) => call.isVip);
    const normal = calls.filter((call) => !call.isVip);
    const within = (measured: number, expected: number): void =>
      expect(Math.abs(measured / expected - 1), `${measured}, expected ${expected}`).toBeLessThan(0.05);
    within(meanWaitS(vips), vip.vipMeanWaitS);
    within(meanWaitS(normal), vip.normalMeanWaitS);
    within(shareAbandoned(vips), vip.vipAbandonment);
    within(shareAbandoned(normal), vip.normalAbandonment);
  });

  it("nobody starves: promotion bounds the wait that a flood of VIPs with an enormous head start would make endless", {
    timeout: 120_000,
  }, () => {
    const longestNormal = (promotes: number): number => {
      const flood = { meanGapS: 12.5, handlingS: 300, patienceS: 600, vipShare: 0.8, headStartS: 100_000 };
      const options = plainCentre(60_000, 20, `q max 1000000 promotes ${promotes}`, flood);
      return Math.max(
        ...play(options)
          .filter((call) => !call.isVip && call.outcome === "answered")
          .map((call) => call.waitMs / 1000),
      );
    };
    const withPromotion = longestNormal(180);
    expect(withPromotion).toBeLessThan(700);
    expect(longestNormal(1_000_000)).toBeGreaterThan(2 * withPromotion);
  });
});
