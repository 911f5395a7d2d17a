import { describe, it } from "vitest";
import { batchMeans } from "./batch-means.ts";
import { expectAgreement } from "./expect-agreement.ts";
import { expectSameCalls } from "./expect-same-calls.ts";
import { hasAbandoned, isAnswered, isRefused, playLong, type PlayedLong } from "./long-run.ts";
import type { Pool } from "./one-pool-model.ts";
import reference from "./queueing-reference.json";
import { simulationSeed } from "./simulation-seed.ts";

const SEED = simulationSeed();
/** Of the model alone, for the comparison with theory. */
const LONG = 3_000_000;
const PLAIN: Pool = { agents: 0, headStart: 0, promotesAfter: 1_000_000, roomMax: Number.POSITIVE_INFINITY };

const share = (played: PlayedLong, isIt: (call: number) => boolean) =>
  batchMeans(played.calls, (call) => (isIt(call) ? 1 : 0));
const wait = (played: PlayedLong, counts: (call: number) => boolean = () => true) =>
  batchMeans(played.calls, (call) => (counts(call) ? played.waitS(call) : null));

describe("the routing core does with each call what theory's model does, and the model agrees with theory", () => {
  it.each(reference.erlangC)("Erlang C: $id", { timeout: 120_000 }, (one) => {
    const pool = { ...PLAIN, agents: one.agents };
    expectSameCalls(SEED, one, pool);
    const long = playLong(SEED, LONG, one, pool);
    const { probabilityHalfWidthMax, waitHalfWidthShareMax } = one;
    expectAgreement(
      share(long, (call) => long.waitS(call) > 0),
      one.probabilityOfWait,
      probabilityHalfWidthMax,
    );
    expectAgreement(wait(long), one.meanWaitS, one.meanWaitS * waitHalfWidthShareMax);
    expectAgreement(
      share(long, (call) => long.waitS(call) <= one.thresholdS),
      one.serviceLevel,
      probabilityHalfWidthMax,
    );
  });

  it.each(reference.erlangA)("Erlang A, callers hang up: $id", { timeout: 120_000 }, (one) => {
    const pool = { ...PLAIN, agents: one.agents };
    expectSameCalls(SEED, one, pool);
    const long = playLong(SEED, LONG, one, pool);
    const { probabilityHalfWidthMax } = one;
    expectAgreement(
      share(long, (call) => long.waitS(call) > 0),
      one.probabilityOfWait,
      probabilityHalfWidthMax,
    );
    expectAgreement(
      share(long, (call) => hasAbandoned(long, call)),
      one.abandonment,
      0.005,
    );
    expectAgreement(wait(long), one.meanWaitOfAllS, one.meanWaitOfAllS * 0.15);
    expectAgreement(
      wait(long, (call) => isAnswered(long, call)),
      one.meanWaitOfAnsweredS,
      one.meanWaitOfAnsweredS * 0.15,
    );
    expectAgreement(
      share(long, (call) => isAnswered(long, call) && long.waitS(call) <= 20),
      one.answeredWithin20sOfOffered,
      probabilityHalfWidthMax,
    );
  });

  it.each(reference.limitedQueue)("limited queue: $id", { timeout: 120_000 }, (one) => {
    const pool = { ...PLAIN, agents: one.agents, roomMax: one.waitingMax };
    expectSameCalls(SEED, one, pool);
    const long = playLong(SEED, LONG, one, pool);
    expectAgreement(
      share(long, (call) => isRefused(long, call)),
      one.blocked,
      0.003,
    );
    expectAgreement(
      wait(long, (call) => isAnswered(long, call)),
      one.meanWaitS,
      one.meanWaitS * 0.25,
    );
  });
});
