import type { ContactId, QueueId } from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { AcdState, Agent, Contact, Queue } from "./acd-state.ts";
import { isPromoted, servingOrder } from "./caller-order.ts";
import { holdEnd } from "./explain-wait.ts";
import type { StandingMoment } from "./standing-moment.ts";

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
  /** Kept for one agent who is busy; null: waits for everybody. */
  readonly held: { readonly endsInMs: DurationMs; readonly othersAreFree: boolean } | null;
}

/** More of another queue's callers are not looked at one by one. */
const SCAN_MAX = 2_000;
const ELDERS_MAX = 500;

/**
 * null: not in a queue (any more). Cost grows with the length of the queue, and once a moment with the number of its agents.
 * @param moment now; the same for several callers of whom it is asked together
 */
export function standing(state: AcdState, contactId: ContactId, moment: StandingMoment): Standing | null {
  const contact = state.contacts.get(contactId);
  const queue = contact?.queue;
  if (contact === undefined || queue === null || queue === undefined) return null;
  if (contact.stage !== "waiting" && contact.stage !== "offered") return null;
  const { at } = moment;
  const promotionAfterMs = queue.config.promotionAfterMs;
  return {
    queueId: queue.queueId,
    ahead: aheadInQueue(contact, queue, moment) + aheadElsewhere(contact, queue, moment),
    agents: moment.shares(queue, contact.demand),
    eldersPromotedInMs: eldersOf(contact, queue, at),
    headStartMs: contact.headStartMs,
    waitedMs: Math.max(0, at - contact.waitingSince),
    promotedInMs: Math.max(0, contact.waitingSince + promotionAfterMs - at),
    held: heldFor(contact, queue, moment),
  };
}

function heldFor(contact: Contact, queue: Queue, moment: StandingMoment): Standing["held"] {
  if (contact.heldFor === null) return null;
  const othersAreFree = anybodyIsReady(moment.capable(queue, contact.demand).values());
  return { endsInMs: Math.max(0, holdEnd(contact, queue) - moment.at), othersAreFree };
}

function anybodyIsReady(agents: Iterable<Agent>): boolean {
  for (const { state } of agents) if (state === "ready") return true;
  return false;
}

function aheadInQueue(contact: Contact, queue: Queue, moment: StandingMoment): number {
  const order = servingOrder(moment.at);
  let ahead = 0;
  for (const other of queue.contacts) {
    if (order(other, contact) < 0) ahead += moment.overlap(queue, other.demand, contact.demand);
  }
  return ahead;
}

/** Callers of other queues whom my agents would serve first: they prefer that queue, or like both the same and the other came first. */
function aheadElsewhere(contact: Contact, queue: Queue, moment: StandingMoment): number {
  const { at } = moment;
  const order = servingOrder(at);
  const meIsPromoted = isPromoted(contact, at);
  let ahead = 0;
  for (const [other, { preferred, equal, less }] of moment.elsewhere(queue, contact.demand)) {
    const theirs = Math.max(1, moment.capable(other, other.demand).size);
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
