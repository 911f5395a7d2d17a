import type { CallerFirstReason, RoutingExplanation, RoutingRule } from "../../shared/domain/routing-explanation.ts";
import type { QueueId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Contact, Queue, Seat } from "./acd-state.ts";
import { type Asked, passedOver, scoresOf } from "./agent-comparison.ts";
import { isPromotedIn } from "./caller-order.ts";
import type { Candidate, NextContact } from "./waiting-line.ts";

/**
 * Why this agent, and why this caller. Before the offer is made: the agent is still free. `next`: how the caller was
 * chosen among those the agent could have had; null when the agent was chosen for the caller instead.
 */
export function explainOffer(
  contact: Contact,
  own: Queue,
  seat: Seat,
  rule: RoutingRule,
  next: NextContact | null,
  at: EpochMs,
): RoutingExplanation {
  const guest = contact.guests.find((place) => place.queue === seat.queue);
  const asked: Asked = { contact, queue: seat.queue, demand: guest?.demand ?? contact.demand, at };
  return withGiver(contact, {
    decidedAt: at,
    waitedMs: Math.max(0, at - contact.waitingSince),
    headStartMs: contact.headStartMs,
    promoted: isPromotedIn(seat.queue, contact, at),
    rule,
    isCallback: contact.isCallback,
    queueId: own.queueId,
    viaQueueId: seat.queue.queueId,
    alternatives: asked.demand.alternatives,
    relaxationStep: contact.relaxationStep,
    overflowedTo: overflowedTo(contact),
    chosen: scoresOf(seat, asked),
    others: passedOver(asked, seat),
    before: before(contact, next, at),
    waiting: null,
  });
}

/** Left out where nobody gave the caller to anybody, as it always was. */
export function withGiver({ given }: Contact, explanation: RoutingExplanation): RoutingExplanation {
  return given === null ? explanation : { ...explanation, givenBy: given.by };
}

const NOWHERE: readonly QueueId[] = [];

export function overflowedTo({ guests }: Contact): readonly QueueId[] {
  return guests.length === 0 ? NOWHERE : guests.map(({ queue }) => queue.queueId);
}

function before(contact: Contact, next: NextContact | null, at: EpochMs): RoutingExplanation["before"] {
  if (next === null) return { because: "alone", runnerUp: null };
  const { first, second } = next;
  if (second === null && contact.given === null)
    return { because: first.seat.agent.held.has(contact) ? "own-agent" : "alone", runnerUp: null };
  if (second === null) return { because: "given", runnerUp: null };
  return {
    because: whyBefore(first, second),
    runnerUp: {
      contactId: second.contact.contactId,
      queueId: second.contact.queue?.queueId ?? second.seat.queue.queueId,
      waitedMs: Math.max(0, at - second.contact.waitingSince),
      headStartMs: second.contact.headStartMs,
      promoted: second.promoted,
    },
  };
}

function whyBefore(first: Candidate, second: Candidate): CallerFirstReason {
  if (first.contact.given !== null && second.contact.given === null) return "given";
  if (first.promoted !== second.promoted) return "promoted";
  if (first.promoted) return "age";
  if (first.seat.preference !== second.seat.preference) return "queue-preference";
  // Who came first anyway did not need the head start.
  return first.contact.waitingSince <= second.contact.waitingSince ? "age" : "priority";
}
