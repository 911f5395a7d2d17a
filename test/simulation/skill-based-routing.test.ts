import { describe, expect, it } from "vitest";
import { batchMeans } from "./batch-means.ts";
import { expectAgreement } from "./expect-agreement.ts";
import { playCallCentre } from "./call-centre.ts";
import { type CallRecord, NO_FAULTS } from "./call-centre-options.ts";
import reference from "./queueing-reference.json";
import { agentFrom, queueFrom } from "./scenario-words.ts";

/*
 * R. B. Wallace and W. Whitt, "A Staffing Algorithm for Call Centers with Skill-Based Routing", M&SOM 7(4), 2005: where
 * every agent has two skills, a centre does almost as well as if every agent could do everything. Their balanced example:
 * 6 kinds of calls, 84 erlangs, 90 agents, 15 for whom each kind comes first, 120 lines.
 */
const TYPES = 6;
const AGENTS = 90;
const LINES = 120;
const GAP_S = 60 / 1.4;
const HANDLING_S = 600;
const CALLS = 400_000;

/** Agent n's first skill goes round; the others begin with a different one for each agent who shares the first. */
function agentLine(n: number, skills: number): string {
  const first = n % TYPES;
  const others = Array.from(
    { length: TYPES - 1 },
    (_, k) => (first + 1 + ((Math.floor(n / TYPES) + k) % (TYPES - 1))) % TYPES,
  );
  const seats = others.slice(0, skills - 1).map((type) => `q${type}:2`);
  return `agent${n} works q${first}:1 ${seats.join(" ")}`;
}

function play(skills: number): readonly CallRecord[] {
  const { calls, problems } = playCallCentre({
    seed: 20_261_122,
    calls: CALLS,
    queues: Array.from({ length: TYPES }, (_, type) => queueFrom(`q${type} max 1000000 promotes 1000000`)),
    agents: Array.from({ length: AGENTS }, (_, n) => agentFrom(agentLine(n, skills))),
    streams: Array.from({ length: TYPES }, (_, type) => ({
      queueId: `q${type}`,
      meanGapMs: GAP_S * 1000,
      meanHandlingMs: HANDLING_S * 1000,
      meanPatienceMs: null,
      vipShare: 0,
      headStartMs: 0,
      requirements: [],
    })),
    faults: NO_FAULTS,
    answerDelayMaxMs: 0,
    checkEvery: 0,
    checkOffers: false,
    linesMax: LINES,
  });
  expect(problems).toEqual([]);
  return calls;
}

function measure(skills: number) {
  const calls = play(skills);
  const blocked = batchMeans(calls.map((call) => (call.outcome === "refused" ? 1 : 0)));
  const served = calls.filter((call) => call.outcome === "answered");
  return {
    blocked,
    delayed: batchMeans(served.map((call) => (call.waitMs > 0 ? 1 : 0))),
    waitMin: batchMeans(served.map((call) => call.waitMs / 60_000)),
    late: batchMeans(served.map((call) => (call.waitMs > 30_000 ? 1 : 0))),
  };
}

describe("skill-based routing (Wallace & Whitt 2005)", { timeout: 300_000 }, () => {
  const { bySkills, pooled } = reference.skillBased;
  const measured = new Map<number, ReturnType<typeof measure>>();

  it.each([1, 2, 6])(
    "%d skills per agent: blocking and waits are as an independent simulation of 2.7 million calls says",
    (skills) => {
      const result = measure(skills);
      measured.set(skills, result);
      const expected = bySkills[skills - 1];
      if (expected === undefined) throw new Error(`no reference for ${skills} skills`);
      expectAgreement(result.blocked, expected.block_pct / 100, 0.008);
      expectAgreement(result.delayed, expected.Pdelay, 0.08);
      expectAgreement(result.waitMin, expected.meanW_min, 0.3);
      expectAgreement(result.late, expected.P_W_gt_30s, 0.07);
    },
  );

  it("who can do everything works like one pool: exactly M/M/90/120", () => {
    const everything = measured.get(6) ?? measure(6);
    expectAgreement(everything.blocked, pooled.block, 0.008);
    expectAgreement(everything.delayed, pooled.Pdelay_accepted, 0.08);
    expectAgreement(everything.waitMin, pooled.meanW_min, 0.3);
  });

  it("the second skill brings nine tenths and more of what all six would bring", () => {
    const [one, two, all] = [1, 2, 6].map((skills) => measured.get(skills) ?? measure(skills));
    if (one === undefined || two === undefined || all === undefined) throw new Error("nothing was measured");
    const gained = (of: (result: ReturnType<typeof measure>) => number): number =>
      (of(one) - of(two)) / (of(one) - of(all));
    expect(gained((result) => result.blocked.mean)).toBeGreaterThan(0.9);
    expect(gained((result) => result.waitMin.mean)).toBeGreaterThan(0.9);
  });
});
