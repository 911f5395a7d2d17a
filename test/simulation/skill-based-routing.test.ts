import { describe, expect, it } from "vitest";
import type { AgentConfig } from "../../shared/domain/agent.ts";
import { batchMeans, type Estimate } from "./batch-means.ts";
import { besideReference } from "./beside-reference.ts";
import { expectAgreement } from "./expect-agreement.ts";
import { playCallCentre } from "./call-centre.ts";
import { NO_FAULTS } from "./call-centre-options.ts";
import reference from "./queueing-reference.json";
import { agentFrom, queueFrom } from "./scenario-words.ts";
import { seededRandom } from "./seeded-random.ts";
import { simulationSeed } from "./simulation-seed.ts";
import { playSkilled, type SkilledAgent } from "./skill-model.ts";

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
/** Compared one by one. */
const CALLS = 60_000;
/** Of the model alone. */
const LONG = 2_000_000;
const REFERENCE_CALLS = 2_700_000;

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

/** Those who become idle in one moment: by their ids, as the core does. */
const agentsOf = (skills: number): readonly AgentConfig[] =>
  Array.from({ length: AGENTS }, (_, n) => agentFrom(agentLine(n, skills))).toSorted((a, b) =>
    a.agentId < b.agentId ? -1 : 1,
  );
const typeOf = (queueId: string): number => Number(queueId.slice(1));
const modelOf = (skills: number): readonly SkilledAgent[] =>
  agentsOf(skills).map(({ memberships }) => {
    const [first, ...others] = memberships.map(({ queueId }) => typeOf(queueId));
    return { first: first ?? 0, others };
  });

/** Every single call fares with the routing core as it does in the model. */
function expectSameCalls(skills: number): void {
  const { calls, problems } = playCallCentre({
    seed: simulationSeed(),
    calls: CALLS,
    queues: Array.from({ length: TYPES }, (_, type) => queueFrom(`q${type} max 1000000 promotes 1000000`)),
    agents: agentsOf(skills),
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
  const { refused, wait } = playSkilled(
    {
      at: Float64Array.from(calls, ({ arrivedAt }) => arrivedAt),
      type: Uint8Array.from(calls, ({ stream }) => stream),
      handling: Float64Array.from(calls, ({ handlingMs }) => handlingMs ?? Number.MAX_VALUE),
    },
    modelOf(skills),
    TYPES,
    LINES,
  );
  const different = calls.flatMap((call, place) =>
    call.outcome === (refused[place] === 1 ? "refused" : "answered") && call.waitMs === wait[place]
      ? []
      : [`call ${place}: ${call.outcome} after ${call.waitMs} ms, by the model after ${wait[place]} ms`],
  );
  expect(different.slice(0, 5)).toEqual([]);
}

function measure(skills: number) {
  expectSameCalls(skills);
  const random = seededRandom(simulationSeed());
  let now = 0;
  const at = Float64Array.from({ length: LONG }, () => (now += random.exponential(GAP_S / TYPES)));
  const type = Uint8Array.from({ length: LONG }, () => random.between(0, TYPES - 1));
  const handling = Float64Array.from({ length: LONG }, () => random.exponential(HANDLING_S));
  const { refused, wait } = playSkilled({ at, type, handling }, modelOf(skills), TYPES, LINES);
  const ofServed = (of: (waitS: number) => number) =>
    batchMeans(LONG, (call) => (refused[call] === 1 ? null : of(wait[call] ?? 0)));
  return {
    blocked: batchMeans(LONG, (call) => refused[call] ?? 0),
    delayed: ofServed((waitS) => (waitS > 0 ? 1 : 0)),
    waitMin: ofServed((waitS) => waitS / 60),
    late: ofServed((waitS) => (waitS > 30 ? 1 : 0)),
  };
}

/** The reference is a measurement, too: what it counted goes into the width of what is compared with it. */
const compared = (estimate: Estimate): Estimate =>
  besideReference(estimate, { calls: LONG, referenceCalls: REFERENCE_CALLS });

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
      expectAgreement(compared(result.blocked), expected.block_pct / 100, 0.008);
      expectAgreement(compared(result.delayed), expected.Pdelay, 0.08);
      expectAgreement(compared(result.waitMin), expected.meanW_min, 0.3);
      expectAgreement(compared(result.late), expected.P_W_gt_30s, 0.07);
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
