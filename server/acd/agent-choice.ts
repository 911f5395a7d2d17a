import type { EpochMs } from "../../shared/domain/time.ts";
import type { Agent, Contact, Queue, Seat } from "./acd-state.ts";
import { canServe, skillSumFor } from "./demand.ts";
import { mayRing } from "./waiting-line.ts";

function byIdle(a: Agent, b: Agent): number {
  return a.idleSince - b.idleSince || (a.agentId < b.agentId ? -1 : a.agentId > b.agentId ? 1 : 0);
}

/** Order of the free agents of one queue: those for whom it is the first choice, then longest idle, then by id. */
export function seatOrder(a: Seat, b: Seat): number {
  return a.preference - b.preference || byIdle(a.agent, b.agent);
}

export type ChoiceRule = "preferred-agent" | "most-skilled" | "longest-idle";

export interface Choice {
  readonly agent: Agent;
  readonly rule: ChoiceRule;
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
  const seat = rule === "most-skilled" ? mostSkilled(contact, queue, isEligible) : queue.free.firstWhere(isEligible);
  return seat === undefined ? null : { agent: seat.agent, rule };
}

export function ruleFor(contact: Contact, queue: Queue): "most-skilled" | "longest-idle" {
  return contact.isVip ? "most-skilled" : queue.config.strategy;
}

function mostSkilled(contact: Contact, queue: Queue, isEligible: (seat: Seat) => boolean): Seat | undefined {
  let best: Seat | undefined;
  let bestSum = -1;
  for (const seat of queue.free) {
    const sum = skillSumFor(seat.agent, contact.demand);
    if (sum < bestSum || (best !== undefined && sum === bestSum && byIdle(seat.agent, best.agent) > 0)) continue;
    if (!isEligible(seat)) continue;
    best = seat;
    bestSum = sum;
  }
  return best;
}
