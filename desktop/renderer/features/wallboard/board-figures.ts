import type { AgentState } from "../../../../shared/domain/agent.ts";
import type { WallboardAgent } from "../../../../shared/wire/wallboard-schemas.ts";
import type { ShownState } from "../../ui/state-shape.tsx";

/** The order in which states stand on the board: who can take a call, who is about to, who does, who cannot. */
export const BOARD_STATES = ["ready", "offered", "on-contact", "wrap-up", "not-ready"] as const satisfies AgentState[];
export type BoardState = (typeof BOARD_STATES)[number];

export const AGENT_ORDERS = ["name", "state", "longest"] as const;
export type AgentOrder = (typeof AGENT_ORDERS)[number];

export function countByState(agents: readonly WallboardAgent[]): Record<BoardState, number> {
  const counts = { ready: 0, offered: 0, "on-contact": 0, "wrap-up": 0, "not-ready": 0 };
  for (const { status } of agents) if (status.state !== "signed-out") counts[status.state] += 1;
  return counts;
}

export function shownAgentState({ status, held }: WallboardAgent): ShownState {
  return status.state === "on-contact" && held ? "held" : status.state;
}

/** By language, of which there are two. */
const collators = new Map<string, Intl.Collator>();

/** A new array; ties by name, then by id, so that rows never change places without a reason. */
export function orderAgents(agents: readonly WallboardAgent[], order: AgentOrder, locale: string): WallboardAgent[] {
  const collator = collators.get(locale) ?? new Intl.Collator(locale);
  collators.set(locale, collator);
  const byName = (a: WallboardAgent, b: WallboardAgent) =>
    collator.compare(a.displayName, b.displayName) || (a.status.agentId < b.status.agentId ? -1 : 1);
  const rank = (agent: WallboardAgent) => {
    const index = BOARD_STATES.findIndex((state) => state === agent.status.state);
    return index === -1 ? BOARD_STATES.length : index;
  };
  const compare = {
    name: byName,
    state: (a: WallboardAgent, b: WallboardAgent) => rank(a) - rank(b) || byName(a, b),
    longest: (a: WallboardAgent, b: WallboardAgent) => a.status.since - b.status.since || byName(a, b),
  }[order];
  return [...agents].sort(compare);
}
