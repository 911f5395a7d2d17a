import type { CallerTreatment, RefusalTreatment, TreatmentReason } from "../../shared/domain/queue.ts";
import type { ContactId } from "../../shared/domain/ids.ts";
import type { DurationMs } from "../../shared/domain/time.ts";
import type { Agent, Contact, Queue, Step } from "./acd-state.ts";
import { becomeNotReady, becomeOccupied, becomeReady, becomeSignedOut } from "./agent-status.ts";
import { demandOf } from "./demand.ts";
import { contactWithoutQueue } from "./contact-without-queue.ts";
import type { AcdEffect } from "./effects.ts";
import type { AcdEvent } from "./events.ts";
import { illegal } from "./illegal.ts";
import { callerLeftOffer, openOfferOf } from "./offers.ts";
import { forgetAgent, leaveQueue, reportWaiting, routeAgent, routeContact, startWaiting } from "./routing.ts";
import { wrapTimerId } from "./timers.ts";

type Queued = Extract<AcdEvent, { type: "contact-queued" }>;
type Dialing = Extract<AcdEvent, { type: "agent-dialing" }>;
type Switched = Extract<AcdEvent, { type: "agent-switched" }>;
type Refusal = Extract<AcdEffect, { type: "contact-refused" }>["because"];

export function contactQueued(step: Step, event: Queued): void {
  const { contactId, queueId } = event;
  const refuse = (because: Refusal): void => {
    step.effects.push({ type: "contact-refused", contactId, queueId, because });
  };
  const queue = step.state.queues.get(queueId);
  if (step.state.contacts.has(contactId)) return refuse("duplicate");
  if (queue === undefined || queue.retired) return refuse("unknown-queue");
  if (!queue.isOpen && event.waitingSince === null && !event.isCallback)
    return treat(step, contactId, queue, "closed", queue.config.onClosed);
  const contact = newContact(event, queue, step);
  queue.contacts.add(contact);
  step.state.contacts.set(contactId, contact);
  if (routeContact(step, contact, queue)) return;
  // Only now: a full queue refuses nobody who need not wait. Nor anybody who waits already and comes back after a restart.
  if (event.waitingSince === null && !contact.isCallback && queue.waitingCount >= queue.config.waitingMax) {
    queue.contacts.delete(contact);
    step.state.contacts.delete(contactId);
    return treat(step, contactId, queue, "queue-full", queue.config.onFull);
  }
  startWaiting(step, contact, queue);
  reportWaiting(step, contact, queue);
}

function treat(
  step: Step,
  contactId: ContactId,
  { queueId }: Queue,
  because: TreatmentReason,
  wanted: RefusalTreatment,
): void {
  const treatment: CallerTreatment = wanted.kind === "overflow" ? { kind: "goodbye" } : wanted;
  step.effects.push({ type: "contact-treated", contactId, queueId, because, treatment });
}

/** The waiting caller hung up on the promise of a callback: the place stays, without a line. */
export function callbackPromised(
  step: Step,
  { type, contactId }: Extract<AcdEvent, { type: "contact-callback" }>,
): void {
  const contact = step.state.contacts.get(contactId);
  if (contact?.stage !== "waiting" || contact.queue === null || contact.isCallback)
    return illegal(step, type, contact?.stage ?? "unknown", contactId);
  contact.isCallback = true;
  step.effects.push({ type: "callback-promised", contactId, queueId: contact.queue.queueId });
}

function newContact(event: Queued, queue: Queue, step: Step): Contact {
  const waitingSince = event.waitingSince ?? step.at;
  return {
    contactId: event.contactId,
    queue,
    ownRequirements: event.requirements,
    waitingSince,
    headStartMs: event.headStartMs,
    priorityKey: waitingSince - event.headStartMs,
    isVip: event.isVip,
    isCallback: event.isCallback,
    preferredAgentId: event.preferredAgentId,
    demand: event.requirements.length === 0 ? queue.demand : demandOf(queue.config.alternatives, event.requirements),
    stage: "waiting",
    lane: null,
    agent: null,
    offerId: null,
    offersMade: 0,
    missedBy: new Map(),
    retryArmed: false,
    wrapUpTimeoutMs: 0,
  };
}

/** Outbound: the agent is taken; a not-ready agent goes back to their reason afterwards. */
export function agentDialing(step: Step, agent: Agent, event: Dialing): void {
  if (agent.state !== "ready" && agent.state !== "not-ready")
    return illegal(step, event.type, agent.state, agent.agentId);
  if (step.state.contacts.has(event.contactId)) return illegal(step, event.type, "contact-known", event.contactId);
  agent.contact = connectedContact(step, agent, event);
  agent.pendingNotReady = agent.state === "not-ready" ? agent.reason : null;
  agent.pendingByLoss = false;
  becomeOccupied(step, agent, "on-contact");
}

/** The agent goes on with another contact, without a moment in which they could be rung. */
export function agentSwitched(step: Step, agent: Agent, event: Extract<AcdEvent, { type: "agent-switched" }>): void {
  const before = agent.contact;
  if (before === null || (agent.state !== "on-contact" && agent.state !== "wrap-up"))
    return illegal(step, event.type, agent.state, agent.agentId);
  if (step.state.contacts.has(event.contactId)) return illegal(step, event.type, "contact-known", event.contactId);
  if (before.stage === "wrap-up") step.effects.push({ type: "cancel", timerId: wrapTimerId(before.contactId) });
  step.state.contacts.delete(before.contactId);
  agent.contact = connectedContact(step, agent, event);
  becomeOccupied(step, agent, "on-contact");
}

/** A contact that never waited: its agent has it already. */
function connectedContact(step: Step, agent: Agent, event: Dialing | Switched): Contact {
  const contact: Contact = { ...contactWithoutQueue(step, event.contactId), stage: "connected", agent };
  contact.wrapUpTimeoutMs = event.wrapUpTimeoutMs;
  step.state.contacts.set(contact.contactId, contact);
  return contact;
}

/**
 * `contact-left` and `contact-ended` both mean that the other side is gone. Hang-up and answer cross on the wire, so
 * both are taken in every stage: refusing one would leave an agent busy with nobody.
 */
export function contactOver(step: Step, event: Extract<AcdEvent, { type: "contact-left" | "contact-ended" }>): void {
  const contact = step.state.contacts.get(event.contactId);
  if (contact === undefined) return illegal(step, event.type, "unknown", event.contactId);
  switch (contact.stage) {
    case "waiting":
      leaveQueue(step, contact);
      step.state.contacts.delete(contact.contactId);
      return;
    case "offered": {
      const offer = openOfferOf(contact);
      if (offer !== null) callerLeftOffer(step, offer);
      return;
    }
    case "connected":
      return startWrapUp(step, contact, contact.wrapUpTimeoutMs);
    case "wrap-up":
      return illegal(step, event.type, "wrap-up", event.contactId);
  }
}

function startWrapUp(step: Step, contact: Contact, wrapUpTimeoutMs: DurationMs): void {
  const { agent } = contact;
  if (agent === null) return;
  if (wrapUpTimeoutMs <= 0) return release(step, agent, contact);
  contact.stage = "wrap-up";
  becomeOccupied(step, agent, "wrap-up");
  step.effects.push({ type: "schedule", timerId: wrapTimerId(contact.contactId), dueAt: step.at + wrapUpTimeoutMs });
}

export function wrapUpDone(step: Step, agent: Agent, event: Extract<AcdEvent, { type: "wrap-up-done" }>): void {
  const { contact } = agent;
  if (contact === null || contact.contactId !== event.contactId || contact.stage !== "wrap-up") {
    return illegal(step, event.type, agent.state, agent.agentId);
  }
  step.effects.push({ type: "cancel", timerId: wrapTimerId(contact.contactId) });
  release(step, agent, contact);
}

export function wrapUpTimedOut(step: Step, contact: Contact): void {
  if (contact.stage === "wrap-up" && contact.agent !== null) release(step, contact.agent, contact);
}

/** Ends wrap-up because the agent signs out. */
export function abandonWrapUp(step: Step, contact: Contact): void {
  step.effects.push({ type: "cancel", timerId: wrapTimerId(contact.contactId) });
  step.state.contacts.delete(contact.contactId);
}

/** The contact is over for good; the agent goes where they are wanted next. */
function release(step: Step, agent: Agent, contact: Contact): void {
  step.state.contacts.delete(contact.contactId);
  if (agent.leaving) {
    becomeSignedOut(step, agent);
    return forgetAgent(step, agent);
  }
  // A console or phone lost meanwhile has left its reason there, too.
  if (agent.pendingNotReady !== null) return becomeNotReady(step, agent, agent.pendingNotReady);
  becomeReady(step, agent, step.at);
  routeAgent(step, agent);
}
