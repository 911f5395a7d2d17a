import type { OfferId, UserId } from "../../shared/domain/ids.ts";
import { asId } from "../../shared/domain/ids.ts";
import type { DurationMs } from "../../shared/domain/time.ts";
import type { RoutingExplanation, RoutingRule } from "../../shared/domain/routing-explanation.ts";
import type { Agent, Contact, Queue, Seat, Step } from "./acd-state.ts";
import { chooseAgent } from "./agent-choice.ts";
import { becomeOccupied } from "./agent-status.ts";
import { explainOffer } from "./explain.ts";
import { explainWait } from "./explain-wait.ts";
import { CALLBACK_DIAL_MAX_MS, MISSED_AGENTS_MAX, MISSED_RETRY_MS } from "./limits.ts";
import { armStep, disarmStep, enterPlace, isOutOfPlace, leavePlace, placeAnew } from "./placement.ts";
import { byIdle, enterPools, forgetPools, giveUpSeat } from "./seat-pools.ts";
import { retryTimerId, ringTimerId } from "./timers.ts";
import { nextContactFor } from "./waiting-line.ts";

/**
 * Work conserving: no agent who is free has a caller waiting whom they may serve. Whoever calls keeps that true by
 * calling `routeContact` for each contact that needs an agent and `routeAgent` for each agent who becomes free.
 */

function makeOffer(
  step: Step,
  contact: Contact,
  queue: Queue,
  { agent, queue: via }: Seat,
  explanation: RoutingExplanation,
): void {
  stopWaiting(step, contact);
  contact.offersMade += 1;
  const offerId = asId<OfferId>(`${contact.contactId}.o${contact.offersMade}`);
  contact.stage = "offered";
  contact.agent = agent;
  contact.via = via;
  contact.offerId = offerId;
  agent.contact = contact;
  step.state.offers.set(offerId, contact);
  becomeOccupied(step, agent, "offered");
  const ringTimeoutMs = ringTimeOf(step, contact, queue, agent);
  step.effects.push(
    {
      type: "offer",
      offerId,
      contactId: contact.contactId,
      agentId: agent.agentId,
      queueId: queue.queueId,
      viaQueueId: via.queueId,
      isCallback: contact.isCallback,
      ringTimeoutMs,
      explanation,
    },
    {
      type: "schedule",
      timerId: ringTimerId(offerId),
      // The customer may be rung before the agent, who must not be blamed for that time.
      dueAt: step.at + ringTimeoutMs + (contact.isCallback ? CALLBACK_DIAL_MAX_MS : 0),
    },
  );
}

/** The queue's; of a ring that goes on after a restart, what is left of it. */
function ringTimeOf({ at }: Step, contact: Contact, { config }: Queue, agent: Agent): DurationMs {
  const { rung } = contact;
  contact.rung = null;
  if (rung?.agentId !== agent.agentId || rung.until <= at) return config.ringTimeoutMs;
  return Math.min(config.ringTimeoutMs, rung.until - at);
}

/** Offers the contact, as it is placed, to the best free agent; false: nobody is free for it. */
export function routeContact(step: Step, contact: Contact, queue: Queue): boolean {
  const choice = chooseAgent(contact, queue, step.at);
  if (choice === null) return false;
  const hasWaited = contact.lane !== null || contact.heldFor?.held.has(contact) === true;
  const isTheirs = choice.rule === "preferred-agent" || choice.rule === "given";
  const rule: RoutingRule = hasWaited && !isTheirs ? "next-free" : choice.rule;
  makeOffer(step, contact, queue, choice.seat, explainOffer(contact, queue, choice.seat, rule, null, step.at));
  return true;
}

/** Offers an agent who became free the next contact they can serve, if any. */
export function routeAgent(step: Step, agent: Agent): void {
  if (agent.state !== "ready" || agent.heldOff) return;
  const next = nextContactFor(agent, step.at);
  if (next === null) return enterPools(agent);
  const { contact, seat } = next.first;
  if (contact.queue === null) return;
  const rule = ruleOf(contact, agent);
  makeOffer(step, contact, contact.queue, seat, explainOffer(contact, contact.queue, seat, rule, next, step.at));
}

function ruleOf({ given, preferredAgentId }: Contact, { agentId }: Agent): RoutingRule {
  if (given !== null) return "given";
  return preferredAgentId === agentId ? "preferred-agent" : "next-free";
}

/**
 * Every free agent of these, who waited for work longest first, takes whom they would take if they became free now. Where
 * several callers may be served at once who could not before, this passes nobody over, also where a caller is promoted in
 * one line and not yet in another; to place them caller by caller would.
 */
export function rematch(step: Step, agents: Iterable<Agent>): void {
  const free = [...agents].filter((agent) => agent.indexed);
  for (const agent of free.sort(byIdle)) routeAgent(step, agent);
}

export function reportWaiting(step: Step, contact: Contact, queue: Queue): void {
  const explanation = explainWait(contact, queue, step.at);
  step.effects.push({ type: "contact-waiting", contactId: contact.contactId, queueId: queue.queueId, explanation });
}

/** Takes the contact up into a queue, not yet into its line. */
export function joinQueue(contact: Contact, queue: Queue): void {
  contact.queue = queue;
  queue.contacts.add(contact);
  queue.line.add(contact);
}

/** Puts the contact, which is placed, (back) into line, where its age puts it. */
export function startWaiting(step: Step, contact: Contact, queue: Queue): void {
  contact.stage = "waiting";
  contact.agent = null;
  contact.via = null;
  contact.offerId = null;
  enterPlace(contact, queue);
  queue.waitingCount += 1;
  if (contact.isCallback) queue.callbackCount += 1;
  armRetry(step, contact);
  armStep(step, contact, queue);
}

/** And not only said to wait: who was treated keeps the stage they were in. */
export function isInLine(contact: Contact): boolean {
  return contact.lane !== null || contact.heldFor?.held.has(contact) === true;
}

function stopWaiting(step: Step, contact: Contact): void {
  const { queue } = contact;
  if (queue !== null && isInLine(contact)) {
    queue.waitingCount -= 1;
    if (contact.isCallback) queue.callbackCount -= 1;
    leavePlace(contact);
  }
  contact.heldFor = null;
  disarmStep(step, contact);
  if (!contact.retryArmed) return;
  contact.retryArmed = false;
  step.effects.push({ type: "cancel", timerId: retryTimerId(contact.contactId) });
}

/** A waiting contact's demand or lines may have changed: it goes where it belongs, with age and order. */
export function moveInLine(step: Step, contact: Contact, queue: Queue): void {
  if (!isOutOfPlace(step, contact, queue)) return;
  leavePlace(contact);
  placeAnew(step, contact, queue);
  enterPlace(contact, queue);
}

/** Forgets those who may be rung again and has the contact looked at again when the next of the others may. */
export function armRetry(step: Step, contact: Contact): void {
  if (contact.missedBy.size === 0) return;
  let dueAt = Number.POSITIVE_INFINITY;
  const left = new Map<UserId, number>();
  for (const [agentId, until] of contact.missedBy) {
    if (until <= step.at) continue;
    left.set(agentId, until);
    dueAt = Math.min(dueAt, until);
  }
  contact.missedBy = left;
  if (dueAt === Number.POSITIVE_INFINITY) return;
  contact.retryArmed = true;
  step.effects.push({ type: "schedule", timerId: retryTimerId(contact.contactId), dueAt });
}

export function rememberMissed(step: Step, contact: Contact, agentId: UserId): void {
  const missedBy = new Map(contact.missedBy);
  missedBy.delete(agentId);
  if (missedBy.size >= MISSED_AGENTS_MAX) {
    const oldest = missedBy.keys().next();
    if (oldest.done !== true) missedBy.delete(oldest.value);
  }
  missedBy.set(agentId, step.at + MISSED_RETRY_MS);
  contact.missedBy = missedBy;
  if (contact.preferredAgentId === agentId) contact.holdOver = true;
  if (contact.given?.agentId === agentId) contact.given = null;
}

/** Takes a contact that was waiting or being offered out of its queue. */
export function leaveQueue(step: Step, contact: Contact): void {
  stopWaiting(step, contact);
  const { queue } = contact;
  if (queue === null) return;
  queue.contacts.delete(contact);
  queue.line.remove(contact);
  if (queue.retired && queue.contacts.size === 0) closeQueue(step, queue);
}

/** Removes a queue that is configured no more and has served its last caller. */
export function closeQueue(step: Step, queue: Queue): void {
  step.state.queues.delete(queue.queueId);
  for (const seat of [...queue.seats.values()]) {
    giveUpSeat(seat);
    seat.agent.seats = seat.agent.seats.filter((other) => other !== seat);
  }
  forgetPools(queue);
  queue.board.release(queue.counts.place);
}

/** Removes an agent who is configured no more and holds no contact. */
export function forgetAgent(step: Step, agent: Agent): void {
  for (const seat of agent.seats) giveUpSeat(seat);
  agent.seats = [];
  step.state.agents.delete(agent.agentId);
}
