import type { AgentSelectionStrategy } from "../../shared/domain/queue.ts";
import type { RoutingRule } from "../../shared/domain/routing-explanation.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Contact, Demand, FreeSeats, PoolEntry, Queue, Seat } from "./acd-state.ts";
import { isPromotedIn } from "./caller-order.ts";
import { canServe } from "./demand.ts";
import { byOccupancy, leastOccupied } from "./least-occupied.ts";
import { bySkillOf, bySkillSum, orderOf, poolOf } from "./seat-pools.ts";
import { isReserveOpen } from "./service-window.ts";
import { mayRing } from "./waiting-line.ts";

export interface Choice {
  readonly seat: Seat;
  readonly rule: RoutingRule;
}

/** Whom a caller who is free to be offered now should be offered to; null: nobody, they wait. */
export function chooseAgent(contact: Contact, queue: Queue, at: EpochMs): Choice | null {
  const givenTo = contact.heldFor === null ? null : contact.given;
  if (givenTo !== null) {
    const seat = queue.seats.get(givenTo.agentId);
    return seat?.agent.indexed === true && mayRing(contact, seat.agent, at) ? { seat, rule: "given" } : null;
  }
  const own = preferredSeat(contact, queue, at);
  if (own !== null) return { seat: own, rule: "preferred-agent" };
  if (contact.heldFor !== null) return null;
  const choice = chooseIn(contact, queue, contact.demand, at);
  if (choice !== null || contact.guests.length === 0) return choice;
  for (const guest of contact.guests) {
    const elsewhere = chooseIn(contact, guest.queue, guest.demand, at);
    if (elsewhere !== null) return elsewhere;
  }
  return null;
}

/** The caller's own agent's seat in their queue, if they can be rung now. */
function preferredSeat(contact: Contact, queue: Queue, at: EpochMs): Seat | null {
  if (contact.preferredAgentId === null) return null;
  const seat = queue.seats.get(contact.preferredAgentId);
  if (seat === undefined || !seat.agent.indexed) return null;
  const isEligible =
    canServe(seat.agent, contact.demand) && mayRing(contact, seat.agent, at) && isFor(seat, contact, queue, at);
  return isEligible ? seat : null;
}

function chooseIn(contact: Contact, queue: Queue, demand: Demand, at: EpochMs): Choice | null {
  if (queue.freeSeats === 0) return null;
  const rule = ruleFor(contact, queue);
  const pool = poolOf(queue, demand);
  let best = bestOf(contact, queue, rule, pool.regular, at);
  if (isReserveFor(contact, queue, at)) {
    const reserve = bestOf(contact, queue, rule, pool.reserve, at);
    if (reserve !== undefined && (best === undefined || orderFor(rule, at)(reserve, best) < 0)) best = reserve;
  }
  return best === undefined ? null : { seat: best.seat, rule };
}

function bestOf(
  contact: Contact,
  queue: Queue,
  rule: AgentSelectionStrategy,
  free: FreeSeats,
  at: EpochMs,
): PoolEntry | undefined {
  if (free.byStrategy.size === 0) return undefined;
  const isWanted = ({ seat }: PoolEntry): boolean => mayRing(contact, seat.agent, at);
  if (rule === "most-skilled") return bySkillOf(queue, free).firstWhere(isWanted);
  if (rule === "least-occupied") return leastOccupied(free.byStrategy, queue, at, isWanted);
  return free.byStrategy.firstWhere(isWanted);
}

/** As two free agents of one queue are compared. */
export function orderFor(rule: AgentSelectionStrategy, at: EpochMs): (a: PoolEntry, b: PoolEntry) => number {
  if (rule === "least-occupied") return byOccupancy(at);
  return rule === "most-skilled" ? bySkillSum : orderOf(rule);
}

export function ruleFor(contact: Contact, queue: Queue): AgentSelectionStrategy {
  return contact.isVip ? "most-skilled" : queue.config.strategy;
}

/** Reserve seats are for VIPs; for others while the service level is missed, and for whoever waited too long. */
function isReserveFor(contact: Contact, queue: Queue, at: EpochMs): boolean {
  if (queue.reserveSeats === 0) return false;
  return contact.isVip || isReserveOpen(queue) || isPromotedIn(queue, contact, at);
}

export function isFor(seat: Seat, contact: Contact, queue: Queue, at: EpochMs): boolean {
  return !seat.reserve || isReserveFor(contact, queue, at);
}
