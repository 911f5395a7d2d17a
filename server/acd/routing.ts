import type { OfferId, UserId } from "../../shared/domain/ids.ts";
import type { RoutingRule } from "../../shared/domain/routing-explanation.ts";
import { asId } from "../../shared/domain/ids.ts";
import type { Agent, Contact, Queue, Step } from "./acd-state.ts";
import { chooseAgent } from "./agent-choice.ts";
import { becomeOccupied } from "./agent-status.ts";
import { explain } from "./explain.ts";
import { CALLBACK_DIAL_MAX_MS, MISSED_AGENTS_MAX, MISSED_RETRY_MS } from "./limits.ts";
import { retryTimerId, ringTimerId } from "./timers.ts";
import { enterLane, leaveLane, nextContactFor } from "./waiting-line.ts";

/**
 * Work conserving: no agent who is free has a caller waiting whom they may serve. Whoever calls keeps that true by
 * calling `routeContact` for each contact that needs an agent and `routeAgent` for each agent who becomes free.
 */

function makeOffer(step: Step, contact: Contact, queue: Queue, agent: Agent, rule: RoutingRule): void {
  const explanation = explain(contact, queue, step.at, { agent, rule });
  stopWaiting(step, contact);
  contact.offersMade += 1;
  const offerId = asId<OfferId>(`${contact.contactId}.o${contact.offersMade}`);
  contact.stage = "offered";
  contact.agent = agent;
  contact.offerId = offerId;
  agent.contact = contact;
  step.state.offers.set(offerId, contact);
  becomeOccupied(step, agent, "offered");
  const { ringTimeoutMs } = queue.config;
  step.effects.push(
    {
      type: "offer",
      offerId,
      contactId: contact.contactId,
      agentId: agent.agentId,
      queueId: queue.queueId,
      viaQueueId: queue.queueId,
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

/** Offers the contact to the best free agent; false: nobody is free for it. */
export function routeContact(step: Step, contact: Contact, queue: Queue): boolean {
  const choice = chooseAgent(contact, queue, step.at);
  if (choice === null) return false;
  const rule = contact.lane === null || choice.rule === "preferred-agent" ? choice.rule : "next-free";
  makeOffer(step, contact, queue, choice.agent, rule);
  return true;
}

/** Offers an agent who became free the next contact they can serve, if any. */
export function routeAgent(step: Step, agent: Agent): void {
  if (!agent.indexed) return;
  const contact = nextContactFor(agent, step.at);
  if (contact === null || contact.queue === null) return;
  makeOffer(
    step,
    contact,
    contact.queue,
    agent,
    contact.preferredAgentId === agent.agentId ? "preferred-agent" : "next-free",
  );
}

export function reportWaiting(step: Step, contact: Contact, queue: Queue): void {
  const explanation = explain(contact, queue, step.at, null);
  step.effects.push({ type: "contact-waiting", contactId: contact.contactId, queueId: queue.queueId, explanation });
}

/** Puts the contact (back) into line, where its age puts it. */
export function startWaiting(step: Step, contact: Contact, queue: Queue): void {
  contact.stage = "waiting";
  contact.agent = null;
  contact.offerId = null;
  enterLane(contact, queue);
  armRetry(step, contact);
}

function stopWaiting(step: Step, contact: Contact): void {
  leaveLane(contact);
  if (!contact.retryArmed) return;
  contact.retryArmed = false;
  step.effects.push({ type: "cancel", timerId: retryTimerId(contact.contactId) });
}

/** Forgets those who may be rung again and has the contact looked at again when the next of the others may. */
export function armRetry(step: Step, contact: Contact): void {
  let dueAt = Number.POSITIVE_INFINITY;
  for (const [agentId, until] of contact.missedBy) {
    if (until <= step.at) contact.missedBy.delete(agentId);
    else dueAt = Math.min(dueAt, until);
  }
  if (dueAt === Number.POSITIVE_INFINITY) return;
  contact.retryArmed = true;
  step.effects.push({ type: "schedule", timerId: retryTimerId(contact.contactId), dueAt });
}

export function rememberMissed(step: Step, contact: Contact, agentId: UserId): void {
  contact.missedBy.delete(agentId);
  if (contact.missedBy.size >= MISSED_AGENTS_MAX) {
    const oldest = contact.missedBy.keys().next();
    if (oldest.done !== true) contact.missedBy.delete(oldest.value);
  }
  contact.missedBy.set(agentId, step.at + MISSED_RETRY_MS);
}

/** Takes a contact that was waiting or being offered out of its queue. */
export function leaveQueue(step: Step, contact: Contact): void {
  stopWaiting(step, contact);
  const { queue } = contact;
  if (queue === null) return;
  queue.contacts.delete(contact);
  if (queue.retired && queue.contacts.size === 0) closeQueue(step, queue);
}

/** Removes a queue that is configured no more and has served its last caller. */
export function closeQueue(step: Step, queue: Queue): void {
  step.state.queues.delete(queue.queueId);
  for (const seat of queue.seats.values()) {
    queue.free.remove(seat);
    seat.agent.seats = seat.agent.seats.filter((other) => other !== seat);
  }
}

/** Removes an agent who is configured no more and holds no contact. */
export function forgetAgent(step: Step, agent: Agent): void {
  for (const seat of agent.seats) {
    seat.queue.free.remove(seat);
    seat.queue.seats.delete(agent.agentId);
  }
  agent.seats = [];
  step.state.agents.delete(agent.agentId);
}
