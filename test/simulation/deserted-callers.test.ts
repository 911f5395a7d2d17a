import { describe, expect, it } from "vitest";
import { desertedCallers } from "./deserted-callers.ts";
import { played } from "./scenario-table.ts";

/** Whom a queue keeps waiting that has no rule for it, and one that had the rule would not. */
function deserted(rule: string, agents: string, rows: string): readonly string[] {
  const { state } = played({ given: `service\nsales\n${agents}`, rows });
  for (const queue of state.queues.values()) {
    const { config } = played({ given: `${queue.queueId}${rule}`, rows: "" }).state.queues.get(queue.queueId) ?? queue;
    queue.config = config;
  }
  return desertedCallers(state, 60_000);
}

const ROWS = `
  0:00 | Ann signs-in, Bob signs-in | *
  0:01 | C1 calls service german=3  | C1 waits
  0:02 | C2 calls service           | C2 waits
  0:03 | Ann signs-out              | Ann signed-out`;
const AGENTS = "Ann works service:1 german=5\nBob works service:1 german=2";

describe("the check that finds whom the core leaves waiting for nobody", () => {
  it("names those whom nobody signed in has the skills for, and only where the queue has a rule for it", () => {
    expect(deserted("", AGENTS, ROWS)).toEqual([]);
    expect(deserted(", no-agents goodbye", AGENTS, ROWS)).toEqual([
      "C1 waits in service, where nobody signed in can serve them",
    ]);
  });

  it("leaves out callbacks, those who may hope for a step or another queue, and those with nowhere to go", () => {
    expect(deserted(", no-agents goodbye", AGENTS, `${ROWS}\n0:04 | C1 wants-callback | C1 is-called-back`)).toEqual(
      [],
    );
    expect(deserted(", no-agents overflow nowhere", AGENTS, ROWS)).toEqual([]);
    const helped = `${AGENTS}\nCyd works sales:1 german=3`;
    const withCyd = ROWS.replace("Bob signs-in", "Bob signs-in, Cyd signs-in");
    expect(deserted(", no-agents goodbye", helped, withCyd)).toHaveLength(1);
    expect(deserted(", no-agents goodbye, after 90 also-in sales", helped, withCyd)).toEqual([]);
  });
});
