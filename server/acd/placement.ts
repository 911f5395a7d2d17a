import type { SkillAlternatives } from "../../shared/domain/queue.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Agent, Contact, Demand, GuestPlace, Queue, Step } from "./acd-state.ts";
import { takesCalls } from "./agent-status.ts";
import { isPromotedIn } from "./caller-order.ts";
import { canServe, demandOf } from "./demand.ts";
import { DEMANDS_MAX, HELD_CONTACTS_MAX } from "./limits.ts";
import { stepTimerId } from "./timers.ts";
import { enterLane, laneKey, leaveLane } from "./waiting-line.ts";

/**
 * Where a caller waits, which changes as their wait grows:
 *
 *   for their own agent alone ──time, or the agent is gone──► in a lane of their queue ──relaxation──► in an easier lane
 *        ▲                                                    and, after overflow steps, in lanes of other queues, too
 *        └── given to an agent by a supervisor, from anywhere here
 *
 * All of it follows from the configuration and how long the caller has waited, so it can be worked out anew at any time.
 * One `step:` timer for each caller is due when it changes next.
 */

const NOWHERE: readonly GuestPlace[] = [];

/** What a caller with these requirements asks for in this queue at this relaxation step. */
export function demandIn(queue: Queue, own: SkillAlternatives, relaxationStep: number): Demand {
  if (own.length === 0 && relaxationStep === 0) return queue.demand;
  const key = demandKey(own, relaxationStep);
  let demand = queue.demands.get(key);
  if (demand === undefined) {
    const step = queue.config.relaxation[relaxationStep - 1];
    demand = demandOf(step === undefined ? queue.config.alternatives : step.alternatives, own);
    if (queue.demands.size >= DEMANDS_MAX) queue.demands.clear();
    queue.demands.set(key, demand);
  }
  return demand;
}

/** Equal for equal requirements in the same order. Not JSON: it is made for each caller who asks for something. */
export function demandKey(own: SkillAlternatives, relaxationStep: number): string {
  let key = `${relaxationStep}`;
  for (const requirements of own) {
    key += "|";
    // Lengths first, so that no name can look like the end of another.
    for (const { skill, minLevel } of requirements) key += `${skill.length}:${skill}${minLevel},`;
  }
  return key;
}

/** Works out what the caller asks for and where, as of now. To be called while not in lanes. */
export function placeAnew(step: Step, contact: Contact, queue: Queue): void {
  contact.relaxationStep = relaxationStepAt(contact, queue, step.at);
  contact.demand = demandIn(queue, contact.ownRequirements, contact.relaxationStep);
  contact.guests = guestPlaces(step, contact, queue);
  contact.heldFor = ownAgent(step, contact, queue);
  if (contact.heldFor === null || contact.heldFor.agentId !== contact.given?.agentId) contact.given = null;
}

/** Whether `placeAnew` would change anything. */
export function isOutOfPlace(step: Step, contact: Contact, queue: Queue): boolean {
  const relaxationStep = relaxationStepAt(contact, queue, step.at);
  const demand = demandIn(queue, contact.ownRequirements, relaxationStep);
  if (relaxationStep !== contact.relaxationStep || demand.signature !== contact.demand.signature) return true;
  const agent = ownAgent(step, contact, queue);
  if (agent !== contact.heldFor) return true;
  if (contact.lane !== null && contact.lane.key !== laneKey(contact, queue, demand)) return true;
  const guests = guestPlaces(step, contact, queue);
  return (
    guests.length !== contact.guests.length ||
    guests.some(({ queue: other, demand: asked }, place) => {
      const now = contact.guests[place];
      if (now?.queue !== other || now.demand.signature !== asked.signature) return true;
      return now.lane !== null && now.lane.key !== laneKey(contact, other, asked);
    })
  );
}

function relaxationStepAt(contact: Contact, { config }: Queue, at: EpochMs): number {
  let step = 0;
  let dueMs = -1;
  const waitedMs = at - contact.waitingSince;
  for (const [place, { afterMs }] of config.relaxation.entries()) {
    if (afterMs > waitedMs || afterMs < dueMs) continue;
    step = place + 1;
    dueMs = afterMs;
  }
  return step;
}

/** A closed queue takes nobody on; whether it keeps those it has is its closing rule. */
function guestPlaces({ state, at }: Step, contact: Contact, own: Queue): readonly GuestPlace[] {
  if (own.config.overflow.length === 0) return NOWHERE;
  const places: GuestPlace[] = [];
  for (const { afterMs, queueId } of own.config.overflow) {
    const queue = state.queues.get(queueId);
    if (queue === undefined || queue === own || queue.retired || afterMs > at - contact.waitingSince) continue;
    if (places.some((place) => place.queue === queue)) continue;
    const isThere = contact.guests.some((place) => place.queue === queue);
    if (!queue.isOpen && (!isThere || queue.config.closingRule === "treat-waiting")) continue;
    places.push({ queue, demand: demandIn(queue, contact.ownRequirements, 0), lane: null });
  }
  return places.length === 0 ? NOWHERE : places;
}

/** The agent whom alone this caller waits for; a reserve agent only for a VIP. */
function ownAgent(step: Step, contact: Contact, queue: Queue): Agent | null {
  const { state, at } = step;
  const givenTo = givenAgent(step, contact, queue);
  if (givenTo !== null) return givenTo;
  const { preferredAgentId } = contact;
  if (preferredAgentId === null || contact.holdOver || at >= contact.preferredUntil || isPromotedIn(queue, contact, at))
    return null;
  const agent = state.agents.get(preferredAgentId);
  const seat = queue.seats.get(preferredAgentId);
  if (agent === undefined || seat === undefined || agent.state === "signed-out" || agent.leaving) return null;
  if ((seat.reserve && !contact.isVip) || !canServe(agent, contact.demand)) return null;
  return hasRoomFor(agent, contact) ? agent : null;
}

/** Whom a supervisor gave this caller to, while that holds: whatever they are able to, and however long the caller has waited. */
function givenAgent({ state, at }: Step, contact: Contact, queue: Queue): Agent | null {
  const { given } = contact;
  if (given === null || at >= given.until || !queue.seats.has(given.agentId)) return null;
  const agent = state.agents.get(given.agentId);
  return agent !== undefined && takesCalls(agent) && hasRoomFor(agent, contact) ? agent : null;
}

export function hasRoomFor({ held }: Agent, contact: Contact): boolean {
  return held.size < HELD_CONTACTS_MAX || held.has(contact);
}

/** Into the lanes, or beside their own agent; as `placeAnew` has it. */
export function enterPlace(contact: Contact, queue: Queue): void {
  if (contact.heldFor === null) {
    contact.holdOver = true;
    contact.lane = enterLane(contact, queue, contact.demand);
  } else contact.heldFor.held.add(contact);
  for (const guest of contact.guests) {
    guest.queue.line.add(contact);
    if (contact.heldFor === null) guest.lane = enterLane(contact, guest.queue, guest.demand);
  }
}

export function leavePlace(contact: Contact): void {
  if (contact.lane !== null) leaveLane(contact, contact.lane);
  contact.lane = null;
  contact.heldFor?.held.delete(contact);
  for (const guest of contact.guests) {
    if (guest.lane !== null) leaveLane(contact, guest.lane);
    guest.queue.line.remove(contact);
    guest.lane = null;
  }
}

/** When something will be different for this caller next; null: never. */
function nextStepAt(contact: Contact, queue: Queue, at: EpochMs): EpochMs | null {
  const { config } = queue;
  let next = Number.POSITIVE_INFINITY;
  const consider = (dueAt: EpochMs): void => {
    if (dueAt > at && dueAt < next) next = dueAt;
  };
  for (const { afterMs } of config.relaxation) consider(contact.waitingSince + afterMs);
  for (const { afterMs } of config.overflow) consider(contact.waitingSince + afterMs);
  if (config.maxWaitMs !== null && config.onMaxWait.kind !== "wait" && !contact.isCallback)
    consider(contact.waitingSince + config.maxWaitMs);
  if (contact.given !== null) consider(contact.given.until);
  else if (contact.heldFor !== null) {
    consider(contact.preferredUntil);
    consider(contact.waitingSince + config.promotionAfterMs);
  }
  if (!contact.isVip) {
    // Promotion opens reserve seats, some of which may be free just then.
    if (queue.reserveSeats > 0) consider(contact.waitingSince + config.promotionAfterMs);
    for (const { queue: other } of contact.guests)
      if (other.reserveSeats > 0) consider(contact.waitingSince + other.config.promotionAfterMs);
  }
  return next === Number.POSITIVE_INFINITY ? null : next;
}

/** Keeps the caller's `step:` timer at the next change. */
export function armStep(step: Step, contact: Contact, queue: Queue): void {
  const dueAt = nextStepAt(contact, queue, step.at);
  if (dueAt === contact.stepAt) return;
  if (dueAt === null) return disarmStep(step, contact);
  contact.stepAt = dueAt;
  step.effects.push({ type: "schedule", timerId: stepTimerId(contact.contactId), dueAt });
}

export function disarmStep(step: Step, contact: Contact): void {
  if (contact.stepAt === null) return;
  contact.stepAt = null;
  step.effects.push({ type: "cancel", timerId: stepTimerId(contact.contactId) });
}
