import { describe, expect, it } from "vitest";
import { LinearCore } from "../bench/core/linear-core.ts";
import { type Core, LoadedCentre } from "../bench/core/loaded-centre.ts";
import { routingCore } from "../bench/core/routing-core.ts";

/** The decisions of a core under a load, in order. */
function decisionsOf(core: Core, waiting: number): readonly string[] {
  const decisions: string[] = [];
  const centre = new LoadedCentre({ agents: 120, queues: 12, waiting }, (event, at) => {
    const offers = core(event, at);
    for (const { contactId, agentId } of offers) decisions.push(`${at} ${contactId} > ${agentId}`);
    return offers;
  });
  while (centre.events < 12_000) centre.churn();
  return decisions;
}

describe("the routing core decides as a plain scan over all callers and all agents does", () => {
  it.each([
    ["callers wait", 600],
    ["agents wait", 0],
  ])("%s", (_, waiting) => {
    const scanned = decisionsOf(new LinearCore().feed, waiting);
    expect(scanned.length).toBeGreaterThan(2_000);
    expect(decisionsOf(routingCore().core, waiting)).toEqual(scanned);
  });
});
