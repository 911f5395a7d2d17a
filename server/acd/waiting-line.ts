import type { EpochMs } from "../../shared/domain/time.ts";
import type { Agent, Contact, Demand, Lane, Queue, Seat } from "./acd-state.ts";
import { byAge, byPriority, isPromotedIn, listByAge, listByPriority } from "./caller-order.ts";
import { canServe } from "./demand.ts";
import { LaneHeads } from "./lane-heads.ts";
import { joinPool, joinPools, leavePool, noteHeads } from "./lane-pools.ts";
import type { RankedList } from "./ranked-list.ts";
import { isReserveOpen } from "./service-window.ts";

export function mayRing(contact: Contact, agent: Agent, at: EpochMs): boolean {
  if (contact.missedBy.size === 0) return true;
  const until = contact.missedBy.get(agent.agentId);
  return until === undefined || until <= at;
}

/** VIPs are apart only where reserve seats serve nobody else, so that others need not look at twice as many lanes. */
export function laneKey(contact: Contact, queue: Queue, demand: Demand): string {
  return contact.isVip && queue.reserveSeats > 0 ? `v${demand.signature}` : demand.signature;
}

/** Puts the caller into this queue's lane of their demand. */
export function enterLane(contact: Contact, queue: Queue, demand: Demand): Lane {
  const key = laneKey(contact, queue, demand);
  let lane = queue.lanes.get(key);
  if (lane === undefined) {
    lane = {
      key,
      queue,
      demand,
      isVip: contact.isVip && queue.reserveSeats > 0,
      byPriority: listByPriority(),
      byAge: listByAge(),
      pool: null,
    };
    queue.lanes.set(key, lane);
    queue.looseLanes += 1;
    joinPool(lane);
  }
  lane.byPriority.add(contact);
  lane.byAge.add(contact);
  noteHeads(lane);
  return lane;
}

export function leaveLane(contact: Contact, lane: Lane): void {
  lane.byPriority.remove(contact);
  lane.byAge.remove(contact);
  noteHeads(lane);
  if (lane.byAge.size > 0) return;
  lane.queue.lanes.delete(lane.key);
  leavePool(lane);
}

/** A caller an agent could serve now, and in whose line. */
export interface Candidate {
  readonly contact: Contact;
  readonly seat: Seat;
  readonly promoted: boolean;
}

export interface NextContact {
  readonly first: Candidate;
  /** Who would have been next; null: nobody else this agent could serve. */
  readonly second: Candidate | null;
}

function firstToRing(
  list: RankedList<Contact>,
  agent: Agent,
  at: EpochMs,
  besides: Contact | null,
): Contact | undefined {
  const first = list.first();
  if (first === undefined || (first !== besides && mayRing(first, agent, at))) return first;
  return list.firstWhere((contact) => contact !== besides && mayRing(contact, agent, at));
}

/** Who was given to the agent first; then promoted ones, the oldest of all; then by the agent's preference; then by priority. */
function goesBefore(contact: Contact, seat: Seat, promoted: boolean, other: Candidate): boolean {
  // Whoever was given to somebody waits for them alone, so this agent is the one.
  if ((contact.given === null) !== (other.contact.given === null)) return contact.given !== null;
  if (promoted !== other.promoted) return promoted;
  if (promoted) return byAge(contact, other.contact) < 0;
  if (seat.preference !== other.seat.preference) return seat.preference < other.seat.preference;
  return byPriority(contact, other.contact) < 0;
}

/** The best two callers so far. */
class BestTwo {
  first: Candidate | null = null;
  second: Candidate | null = null;

  /** The next caller of one lane for this seat. */
  considerLane(lane: Lane, seat: Seat, at: EpochMs, besides: Contact | null): void {
    const { agent, queue } = seat;
    const oldest = firstToRing(lane.byAge, agent, at, besides);
    if (oldest === undefined) return;
    if (isPromotedIn(queue, oldest, at)) return this.#consider(oldest, seat, true);
    if (seat.reserve && !lane.isVip && !isReserveOpen(queue)) return;
    const contact = firstToRing(lane.byPriority, agent, at, besides);
    if (contact !== undefined) this.#consider(contact, seat, false);
  }

  /** Their queue's rules hold for callers who wait for one agent alone, too. */
  considerHeld(contact: Contact, agent: Agent, at: EpochMs): void {
    const seat = contact.queue?.seats.get(agent.agentId);
    if (seat === undefined || !mayRing(contact, agent, at)) return;
    const promoted = isPromotedIn(seat.queue, contact, at);
    const isReserved = seat.reserve && !contact.isVip && !promoted && !isReserveOpen(seat.queue);
    if (isReserved && contact.given === null) return;
    this.#consider(contact, seat, promoted);
  }

  #consider(contact: Contact, seat: Seat, promoted: boolean): void {
    const { first, second } = this;
    if (first === null || goesBefore(contact, seat, promoted, first)) {
      if (first !== null && first.contact !== contact) this.second = first;
      this.first = { contact, seat, promoted };
    } else if (contact !== first.contact && (second === null || goesBefore(contact, seat, promoted, second))) {
      this.second = { contact, seat, promoted };
    }
  }
}

/** The first caller of each lane this agent can serve. */
function considerAll(agent: Agent, at: EpochMs): BestTwo {
  const best = new BestTwo();
  for (const seat of agent.seats) {
    for (const lane of seat.queue.lanes.values()) {
      if (canServe(agent, lane.demand)) best.considerLane(lane, seat, at, null);
    }
  }
  return best;
}

/** The same by the figures on the board; null: they do not tell (somebody was missed by this agent, or two are equal). */
function considerHeads(agent: Agent, at: EpochMs): BestTwo | null {
  for (const { queue } of agent.seats) {
    if (queue.looseLanes > 0) joinPools(queue);
    if (queue.looseLanes > 0) return null;
  }
  const { first, second, third } = new LaneHeads(agent, at);
  const best = new BestTwo();
  for (const head of [first, second]) {
    const lane = head.lane();
    if (lane !== null && head.seat !== null) best.considerLane(lane, head.seat, at, null);
  }
  if (second.seat === null) return best;
  const isSo =
    best.first !== null &&
    best.second !== null &&
    first.isOf(best.first.contact, best.first.promoted) &&
    second.isOf(best.second.contact, best.second.promoted) &&
    third.isAfter(second.seat, second.promoted, second.key);
  return isSo ? best : null;
}

/**
 * Whom an agent who is free now should serve: who was given to them; then promoted callers of any of their queues, the oldest
 * of all; then their preferred queue; within it by priority. Looks only at the heads of lanes the agent can serve, and at the few
 * callers who wait for this agent alone. Who waits in two lines counts in the one this agent prefers, then in their own.
 */
export function nextContactFor(agent: Agent, at: EpochMs): NextContact | null {
  const best = considerHeads(agent, at) ?? considerAll(agent, at);
  for (const contact of agent.held) best.considerHeld(contact, agent, at);
  const { first } = best;
  if (first === null) return null;
  const lane = laneIn(first.seat.queue, first.contact);
  if (lane !== null) best.considerLane(lane, first.seat, at, first.contact);
  return { first, second: best.second };
}

function laneIn(queue: Queue, { lane, guests }: Contact): Lane | null {
  if (lane?.queue === queue) return lane;
  for (const guest of guests) if (guest.queue === queue) return guest.lane;
  return null;
}
