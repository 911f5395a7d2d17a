import { describe, expect, it } from "vitest";
import { playCallCentre } from "./call-centre.ts";
import { type CallCentreOptions, type CallCentreResult, NO_FAULTS } from "./call-centre-options.ts";
import { agentFrom, queueFrom } from "./scenario-words.ts";
import { simulationSeed } from "./simulation-seed.ts";

/** 40 agents, 4 queues, a little more work than they can do: queues build up and empty again. */
function busyCentre(seed: number, calls: number): CallCentreOptions {
  const queues = [
    "service rings 15 wraps 20 promotes 180 max 60",
    "sales rings 12 wraps 10 promotes 120 max 40",
    "german german=3 wraps 5 promotes 180 max 30",
    "expert most-skilled wraps 0 promotes 300 max 20",
  ];
  const agents = Array.from({ length: 40 }, (_, n) => {
    const german = n % 4 === 0 ? ` german=${1 + (n % 9)}` : "";
    return agentFrom(
      `agent${n} works service:${1 + (n % 2)} ${n % 2 === 1 ? "sales:1" : "expert:2"} ${n % 4 === 0 ? "german:1" : ""}${german} fibre=${n % 11}`,
    );
  });
  const stream = {
    meanHandlingMs: 120_000,
    meanPatienceMs: 150_000,
    vipShare: 0.1,
    headStartMs: 90_000,
    requirements: [],
  };
  return {
    seed,
    calls,
    queues: queues.map(queueFrom),
    agents,
    streams: [
      { ...stream, queueId: "service", meanGapMs: 7_000 },
      { ...stream, queueId: "sales", meanGapMs: 12_000 },
      { ...stream, queueId: "german", meanGapMs: 60_000 },
      { ...stream, queueId: "expert", meanGapMs: 40_000, requirements: [[{ skill: "fibre", minLevel: 4 }]] },
    ],
    faults: NO_FAULTS,
    answerDelayMaxMs: 8_000,
    checkEvery: 499,
    checkOffers: true,
  };
}

function expectSound(result: CallCentreResult, options: CallCentreOptions): void {
  const hint = `replay with CORDBOARD_SEED=${options.seed}`;
  expect(result.problems, hint).toEqual([]);
  expect(result.calls, hint).toHaveLength(options.calls);
  const count = (outcome: string): number => result.calls.filter((call) => call.outcome === outcome).length;
  expect(count("waiting"), hint).toBe(0);
  expect(count("answered") + count("abandoned") + count("refused"), hint).toBe(options.calls);
  expect(count("abandoned"), hint).toBe(result.acd.books.abandoned);
  for (const agent of result.acd.state.agents.values()) expect(agent.state, `${agent.agentId}, ${hint}`).toBe("ready");
}

describe("a simulated call centre", () => {
  const seed = simulationSeed();

  it("serves or loses 100,000 calls without fault, in the right order, and ends empty with everybody ready", {
    timeout: 120_000,
  }, () => {
    const options = busyCentre(seed, 100_000);
    const result = playCallCentre(options);
    expectSound(result, options);
    const answered = result.calls.filter((call) => call.outcome === "answered").length;
    expect(answered).toBeGreaterThan(60_000);
  });

  it("does so with events twice, late and refused, phones and consoles lost, agents with whims and live changes", {
    timeout: 120_000,
  }, () => {
    for (const offset of [1, 2, 3, 4]) {
      const options: CallCentreOptions = {
        ...busyCentre(seed + offset, 10_000),
        checkEvery: 97,
        faults: {
          duplicatedEvents: 0.05,
          delayedEvents: 0.1,
          delayMaxMs: 4_000,
          lostEvents: 0.02,
          failedOffers: 0.15,
          lostDuringOffer: 0.03,
          whimGapMs: 10_000,
          reconfigureGapMs: 600_000,
        },
      };
      const result = playCallCentre(options);
      expectSound(result, options);
      expect(result.acd.tally.illegal).toBeGreaterThan(100);
    }
  });

  it("is the same for the same seed and another for another", () => {
    const fingerprint = (from: number): string => JSON.stringify(playCallCentre(busyCentre(from, 2_000)).calls);
    expect(fingerprint(seed)).toBe(fingerprint(seed));
    expect(fingerprint(seed)).not.toBe(fingerprint(seed + 1));
  });
});
