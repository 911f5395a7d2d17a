import { describe, expect, it } from "vitest";
import { LinearCore } from "../bench/core/linear-core.ts";
import { type Core, LoadedCentre } from "../bench/core/loaded-centre.ts";
import { routingCore } from "../bench/core/routing-core.ts";

/** The decisions of a core under a load, in order. */
function decisionsOf(core: Core, waiting: number, manyDemands: boolean): readonly string[] {
  const decisions: string[] = [];
  const centre = new LoadedCentre({ agents: 120, queues: 12, waiting, manyDemands }, (event, at) => {
    const offers = core(event, at);
    for (const { contactId, agentId } of offers) decisions.push(`${at} ${contactId} > ${agentId}`);
    return offers;
  });
  while (centre.events < 12_000) centre.churn();
  return decisions;
}

describe("the routing core decides as a plain scan over all callers and all agents does", () => {
  it.each([
    ["callers wait", 600, false],
    ["agents wait", 0, false],
    ["callers wait with more demands than a queue keeps pools for", 1_500, true],
  ])("%s", (_, waiting, manyDemands) => {
    const scanned = decisionsOf(new LinearCore().feed, waiting, manyDemands);
    expect(scanned.length).toBeGreaterThan(2_000);
    const { core, state } = routingCore();
    expect(decisionsOf(core, waiting, manyDemands)).toEqual(scanned);
    expect([...state.queues.values()].some(({ looseLanes }) => looseLanes > 0)).toBe(manyDemands);
  });
});
