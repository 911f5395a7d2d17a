import { describe, expect, it } from "vitest";
import { batchMeans } from "./batch-means.ts";
import { playCallCentre } from "./call-centre.ts";
import type { CallCentreOptions, CallRecord } from "./call-centre-options.ts";
import { expectAgreement } from "./expect-agreement.ts";
import { plainCentre } from "./plain-centre.ts";
import reference from "./queueing-reference.json";

function play(options: CallCentreOptions): readonly CallRecord[] {
  const { calls, problems } = playCallCentre(options);
  expect(problems).toEqual([]);
  return calls;
}

const CALLS = 150_000;
const UNLIMITED = "q max 1000000 promotes 1000000";

describe("the routing core agrees with queueing theory", () => {
  it.each(reference.erlangC)("Erlang C: $id", { timeout: 120_000 }, (one) => {
    const calls = play(plainCentre(one.calls, one.agents, UNLIMITED, one));
    expectAgreement(
      batchMeans(calls.map((call) => (call.waitMs > 0 ? 1 : 0))),
      one.probabilityOfWait,
      one.probabilityHalfWidthMax,
    );
    expectAgreement(
      batchMeans(calls.map((call) => call.waitMs / 1000)),
      one.meanWaitS,
      one.meanWaitS * one.waitHalfWidthShareMax,
    );
    expectAgreement(
      batchMeans(calls.map((call) => (call.waitMs <= one.thresholdS * 1000 ? 1 : 0))),
      one.serviceLevel,
      one.probabilityHalfWidthMax,
    );
  });

  it.each(reference.erlangA)("Erlang A, callers hang up: $id", { timeout: 120_000 }, (one) => {
    const calls = play(plainCentre(one.calls, one.agents, UNLIMITED, one));
    expectAgreement(
      batchMeans(calls.map((call) => (call.waitMs > 0 ? 1 : 0))),
      one.probabilityOfWait,
      one.probabilityHalfWidthMax,
    );
    expectAgreement(batchMeans(calls.map((call) => (call.outcome === "abandoned" ? 1 : 0))), one.abandonment, 0.005);
    expectAgreement(batchMeans(calls.map((call) => call.waitMs / 1000)), one.meanWaitOfAllS, one.meanWaitOfAllS * 0.15);
    const answered = calls.filter((call) => call.outcome === "answered");
    expectAgreement(
      batchMeans(answered.map((call) => call.waitMs / 1000)),
      one.meanWaitOfAnsweredS,
      one.meanWaitOfAnsweredS * 0.15,
    );
    expectAgreement(
      batchMeans(calls.map((call) => (call.outcome === "answered" && call.waitMs <= 20_000 ? 1 : 0))),
      one.answeredWithin20sOfOffered,
      one.probabilityHalfWidthMax,
    );
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
});
