import type { EpochMs } from "../../shared/domain/time.ts";
import type { Agent, Contact, Lane, Queue } from "./acd-state.ts";
import { canServe } from "./demand.ts";
import { IndexedHeap } from "./indexed-heap.ts";

function byId(a: Contact, b: Contact): number {
  return a.contactId < b.contactId ? -1 : a.contactId > b.contactId ? 1 : 0;
}

function byAge(a: Contact, b: Contact): number {
  return a.waitingSince - b.waitingSince || byId(a, b);
}

function byPriority(a: Contact, b: Contact): number {
  return a.priorityKey - b.priorityKey || byAge(a, b);
}

/** Who waited longer than the queue's limit is served before any head start (numbers.md, VIP and fairness). */
export function isPromoted(contact: Contact, at: EpochMs): boolean {
  return contact.queue !== null && at - contact.waitingSince >= contact.queue.config.promotionAfterMs;
}

/** The order in which callers are served at this time: promoted ones by age, then the others by priority. */
export function servingOrder(at: EpochMs): (a: Contact, b: Contact) => number {
  return (a, b) => {
    const aPromoted = isPromoted(a, at);
    if (aPromoted !== isPromoted(b, at)) return aPromoted ? -1 : 1;
    return aPromoted ? byAge(a, b) : byPriority(a, b);
  };
}

export function mayRing(contact: Contact, agent: Agent, at: EpochMs): boolean {
  if (contact.missedBy.size === 0) return true;
  const until = contact.missedBy.get(agent.agentId);
  return until === undefined || until <= at;
}

export function enterLane(contact: Contact, queue: Queue): void {
  let lane = queue.lanes.get(contact.demand.signature);
  if (lane === undefined) {
    lane = { demand: contact.demand, byPriority: new IndexedHeap(byPriority), byAge: new IndexedHeap(byAge) };
    queue.lanes.set(contact.demand.signature, lane);
  }
  lane.byPriority.add(contact);
  lane.byAge.add(contact);
  contact.lane = lane;
  queue.waitingCount += 1;
}

export function leaveLane(contact: Contact): void {
  const { lane, queue } = contact;
  if (lane === null || queue === null) return;
  lane.byPriority.remove(contact);
  lane.byAge.remove(contact);
  contact.lane = null;
  queue.waitingCount -= 1;
  if (lane.byAge.size === 0) queue.lanes.delete(lane.demand.signature);
}

/** The next caller of one lane for this agent. */
function headFor(lane: Lane, agent: Agent, at: EpochMs): Contact | undefined {
  const isEligible = (contact: Contact): boolean => mayRing(contact, agent, at);
  const oldest = lane.byAge.firstWhere(isEligible);
  if (oldest === undefined || isPromoted(oldest, at)) return oldest;
  return lane.byPriority.firstWhere(isEligible);
}

interface Candidate {
  readonly contact: Contact;
  readonly promoted: boolean;
  readonly preference: number;
}

function goesBefore(a: Candidate, b: Candidate): boolean {
  if (a.promoted !== b.promoted) return a.promoted;
  if (a.promoted) return byAge(a.contact, b.contact) < 0;
  if (a.preference !== b.preference) return a.preference < b.preference;
  return byPriority(a.contact, b.contact) < 0;
}

/**
 * Whom an agent who is free now should serve: promoted callers of any of their queues first, the oldest of all; then
 * their preferred queue; within it by priority. Looks only at the heads of lanes the agent can serve.
 */
export function nextContactFor(agent: Agent, at: EpochMs): Contact | null {
  let best: Candidate | null = null;
  for (const seat of agent.seats) {
    for (const lane of seat.queue.lanes.values()) {
      if (!canServe(agent, lane.demand)) continue;
      const contact = headFor(lane, agent, at);
      if (contact === undefined) continue;
      const candidate: Candidate = { contact, promoted: isPromoted(contact, at), preference: seat.preference };
      if (best === null || goesBefore(candidate, best)) best = candidate;
    }
  }
  return best?.contact ?? null;
}
