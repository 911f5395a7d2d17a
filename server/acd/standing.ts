import type { ContactId, QueueId, UserId } from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { AcdState, Agent, Contact, Demand, Queue } from "./acd-state.ts";
import { canServe } from "./demand.ts";
import { isPromoted, servingOrder } from "./caller-order.ts";

/** What a caller's wait depends on, as the routing core sees it now. */
export interface Standing {
  readonly queueId: QueueId;
  /** Callers served earlier by agents who could serve this one: a caller of whom only half the agents could counts half. */
  readonly ahead: number;
  /** Agents at work who can serve this caller, less the part of each that queues they prefer will take. */
  readonly agents: number;
  /** Callers behind who came earlier, by when they are promoted, so long from now; at most ELDERS_MAX. */
  readonly eldersPromotedInMs: readonly DurationMs[];
  readonly headStartMs: DurationMs;
  readonly waitedMs: DurationMs;
  /** 0: promoted already. */
  readonly promotedInMs: DurationMs;
}

/** More of another queue's callers are not looked at one by one. */
const SCAN_MAX = 2_000;
const ELDERS_MAX = 500;
/** However busy preferred queues are, promotion makes sure that some of an agent's time is left. */
const SHARE_MIN = 0.1;

/**
 * null: not in a queue (any more). Cost grows with the length of the queue and the number of its agents.
 * @param loadPerAgent offered load of a queue (Erlang) for each agent it has at work
 */
export function standing(
  state: AcdState,
  contactId: ContactId,
  at: EpochMs,
  loadPerAgent: (queueId: QueueId) => number,
): Standing | null {
  const contact = state.contacts.get(contactId);
  const queue = contact?.queue;
  if (contact === undefined || queue === null || queue === undefined) return null;
  if (contact.stage !== "waiting" && contact.stage !== "offered") return null;
  const capable = capableAgents(queue, contact.demand);
  const promotionAfterMs = queue.config.promotionAfterMs;
  return {
    queueId: queue.queueId,
    ahead: aheadInQueue(contact, queue, capable, at) + aheadElsewhere(contact, queue, capable, at),
    agents: shares(queue, capable, loadPerAgent),
    eldersPromotedInMs: eldersOf(contact, queue, at),
    headStartMs: contact.headStartMs,
    waitedMs: Math.max(0, at - contact.waitingSince),
    promotedInMs: Math.max(0, contact.waitingSince + promotionAfterMs - at),
  };
}

function isAtWork(agent: Agent): boolean {
  return agent.state !== "signed-out" && agent.state !== "not-ready";
}

function capableAgents(queue: Queue, demand: Demand): ReadonlyMap<UserId, Agent> {
  const capable = new Map<UserId, Agent>();
  for (const { agent } of queue.seats.values())
    if (isAtWork(agent) && canServe(agent, demand)) capable.set(agent.agentId, agent);
  return capable;
}

function aheadInQueue(contact: Contact, queue: Queue, mine: ReadonlyMap<UserId, Agent>, at: EpochMs): number {
  const order = servingOrder(at);
  const weights = new Map<string, number>([[contact.demand.signature, 1]]);
  let ahead = 0;
  for (const other of queue.contacts) {
    if (order(other, contact) >= 0) continue;
    let weight = weights.get(other.demand.signature);
    if (weight === undefined) {
      weight = overlap(capableAgents(queue, other.demand), mine);
      weights.set(other.demand.signature, weight);
    }
    ahead += weight;
  }
  return ahead;
}

/** Share of those agents who are also among mine. Nobody can serve them: they stand in nobody's way. */
function overlap(theirs: ReadonlyMap<UserId, Agent>, mine: ReadonlyMap<UserId, Agent>): number {
  if (theirs.size === 0) return 0;
  let both = 0;
  for (const agentId of theirs.keys()) if (mine.has(agentId)) both += 1;
  return both / theirs.size;
}

/** Callers of other queues whom my agents would serve first: they prefer that queue, or like both the same and the other came first. */
function aheadElsewhere(contact: Contact, queue: Queue, mine: ReadonlyMap<UserId, Agent>, at: EpochMs): number {
  const others = new Map<Queue, { preferred: number; equal: number; less: number }>();
  for (const agent of mine.values()) {
    const own = queue.seats.get(agent.agentId)?.preference ?? 0;
    for (const seat of agent.seats) {
      if (seat.queue === queue || seat.queue.contacts.size === 0 || !canServe(agent, seat.queue.demand)) continue;
      const counts = others.get(seat.queue) ?? { preferred: 0, equal: 0, less: 0 };
      if (seat.preference < own) counts.preferred += 1;
      else if (seat.preference === own) counts.equal += 1;
      else counts.less += 1;
      others.set(seat.queue, counts);
    }
  }
  const order = servingOrder(at);
  const meIsPromoted = isPromoted(contact, at);
  let ahead = 0;
  for (const [other, { preferred, equal, less }] of others) {
    const theirs = Math.max(1, capableAgents(other, other.demand).size);
    let scanned = 0;
    let weight = 0;
    for (const rival of other.contacts) {
      scanned += 1;
      if (scanned > SCAN_MAX) break;
      if (isPromoted(rival, at) || meIsPromoted) weight += order(rival, contact) < 0 ? preferred + equal + less : 0;
      else weight += preferred + (order(rival, contact) < 0 ? equal : 0);
    }
    ahead += (weight / theirs) * (other.contacts.size / Math.min(scanned, SCAN_MAX));
  }
  return ahead;
}

/** Callers to come of queues that an agent prefers take their part of that agent before anybody here does. */
function shares(queue: Queue, mine: ReadonlyMap<UserId, Agent>, loadPerAgent: (queueId: QueueId) => number): number {
  let sum = 0;
  for (const agent of mine.values()) {
    const own = queue.seats.get(agent.agentId)?.preference ?? 0;
    let left = 1;
    for (const seat of agent.seats) {
      if (seat.preference < own && canServe(agent, seat.queue.demand)) left -= loadPerAgent(seat.queue.queueId);
    }
    sum += Math.max(SHARE_MIN, left);
  }
  return sum;
}

function eldersOf(contact: Contact, queue: Queue, at: EpochMs): readonly DurationMs[] {
  if (contact.headStartMs <= 0 || isPromoted(contact, at)) return [];
  const elders: DurationMs[] = [];
  for (const other of queue.contacts) {
    if (other.waitingSince >= contact.waitingSince || other.priorityKey <= contact.priorityKey) continue;
    const inMs = other.waitingSince + queue.config.promotionAfterMs - at;
    if (inMs > 0 && elders.push(inMs) >= ELDERS_MAX) break;
  }
  return elders;
}
