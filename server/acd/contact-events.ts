import type { DurationMs } from "../../shared/domain/time.ts";
import type { Agent, Contact, Step } from "./acd-state.ts";
import { becomeNotReady, becomeOccupied, becomeReady, becomeSignedOut } from "./agent-status.ts";
import type { AcdEvent } from "./events.ts";
import { illegal } from "./illegal.ts";
import { newContact } from "./new-contact.ts";
import { callerLeftOffer, openOfferOf } from "./offers.ts";
import { countCaller } from "./reserve-seats.ts";
import { forgetAgent, leaveQueue, routeAgent } from "./routing.ts";
import { staffLeft } from "./staffing.ts";
import { wrapTimerId } from "./timers.ts";

type Dialing = Extract<AcdEvent, { type: "agent-dialing" }>;
type Switched = Extract<AcdEvent, { type: "agent-switched" }>;

/** Outbound: the agent is taken; a not-ready agent goes back to their reason afterwards. */
export function agentDialing(step: Step, agent: Agent, event: Dialing): void {
  if (agent.state !== "ready" && agent.state !== "not-ready")
    return illegal(step, event.type, agent.state, agent.agentId);
  if (step.state.contacts.has(event.contactId)) return illegal(step, event.type, "contact-known", event.contactId);
  agent.contact = connectedContact(step, agent, event);
  agent.pendingNotReady = agent.state === "not-ready" ? agent.reason : null;
  agent.pendingByLoss = false;
  becomeOccupied(step, agent, "on-contact", event.since);
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
  const contact = newContact(event.contactId, step.at);
  contact.stage = "connected";
  contact.agent = agent;
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
      return countCaller(step, contact, false);
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
    const { seats } = agent;
    becomeSignedOut(step, agent);
    forgetAgent(step, agent);
    return staffLeft(step, agent, seats, null);
  }
  // A console or phone lost meanwhile has left its reason there, too.
  if (agent.pendingNotReady !== null) return becomeNotReady(step, agent, agent.pendingNotReady);
  becomeReady(step, agent, step.at);
  routeAgent(step, agent);
}
