import type { AgentSelectionStrategy } from "../../shared/domain/queue.ts";
import type { RoutingRule } from "../../shared/domain/routing-explanation.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Agent, Contact, Queue, Seat } from "./acd-state.ts";
import { canServe, skillSumFor } from "./demand.ts";
import { occupancyOf } from "./occupancy.ts";
import { mayRing } from "./waiting-line.ts";

function byIdle(a: Agent, b: Agent): number {
  return a.idleSince - b.idleSince || (a.agentId < b.agentId ? -1 : a.agentId > b.agentId ? 1 : 0);
}

/** Order of the free agents of one queue: those for whom it is the first choice, then longest idle, then by id. */
export function seatOrder(a: Seat, b: Seat): number {
  return a.preference - b.preference || byIdle(a.agent, b.agent);
}

export interface Choice {
  readonly agent: Agent;
  readonly rule: RoutingRule;
}

/** Keeps the `free` heaps of the agent's queues in step; to be called after each change of state, hold-off or seats. */
export function reindex(agent: Agent): void {
  const isFree = agent.state === "ready" && !agent.heldOff;
  if (isFree === agent.indexed) return;
  for (const seat of agent.seats) {
    if (isFree) seat.queue.free.add(seat);
    else seat.queue.free.remove(seat);
  }
  agent.indexed = isFree;
}

/** Whom a caller who is free to be offered now should be offered to; null: nobody, they wait. */
export function chooseAgent(contact: Contact, queue: Queue, at: EpochMs): Choice | null {
  if (queue.free.size === 0) return null;
  const isEligible = (seat: Seat): boolean => canServe(seat.agent, contact.demand) && mayRing(contact, seat.agent, at);
  if (contact.preferredAgentId !== null) {
    const seat = queue.seats.get(contact.preferredAgentId);
    if (seat !== undefined && queue.free.has(seat) && isEligible(seat))
      return { agent: seat.agent, rule: "preferred-agent" };
  }
  const rule = ruleFor(contact, queue);
  const seat =
    rule === "longest-idle"
      ? queue.free.firstWhere(isEligible)
      : bestOf(queue, isEligible, orderFor(rule, contact, at));
  return seat === undefined ? null : { agent: seat.agent, rule };
}

export function ruleFor(contact: Contact, queue: Queue): AgentSelectionStrategy {
  return contact.isVip ? "most-skilled" : queue.config.strategy;
}

function orderFor(rule: AgentSelectionStrategy, contact: Contact, at: EpochMs): (a: Seat, b: Seat) => number {
  switch (rule) {
    case "most-skilled":
      return (a, b) =>
        skillSumFor(b.agent, contact.demand) - skillSumFor(a.agent, contact.demand) || byIdle(a.agent, b.agent);
    case "least-occupied":
      return (a, b) =>
        a.preference - b.preference || occupancyOf(a.agent, at) - occupancyOf(b.agent, at) || byIdle(a.agent, b.agent);
    case "round-robin":
      return (a, b) => a.preference - b.preference || a.lastTurn - b.lastTurn || byIdle(a.agent, b.agent);
    case "longest-idle":
      return seatOrder;
  }
}

function bestOf(
  queue: Queue,
  isEligible: (seat: Seat) => boolean,
  order: (a: Seat, b: Seat) => number,
): Seat | undefined {
  let best: Seat | undefined;
  for (const seat of queue.free) {
    if ((best === undefined || order(seat, best) < 0) && isEligible(seat)) best = seat;
  }
  return best;
}
