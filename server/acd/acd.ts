import type { TimerId, UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { AcdState, Agent, Step } from "./acd-state.ts";
import { holdOffOver, notReadyWanted, reachabilityChanged, readyWanted, signIn, signOut } from "./agent-events.ts";
import { configure } from "./configure.ts";
import { agentDialing, agentSwitched, contactOver, wrapUpDone, wrapUpTimedOut } from "./contact-events.ts";
import { contactDirect, refuseDirect } from "./direct-offers.ts";
import { giveContact } from "./given-contacts.ts";
import { hoursChanged } from "./queue-hours.ts";
import { callbackPromised, contactQueued } from "./queueing.ts";
import { reconsider, redirected } from "./treatments.ts";
import type { AcdEffect } from "./effects.ts";
import type { AcdEvent } from "./events.ts";
import { illegal } from "./illegal.ts";
import { answerOffer, failOffer, openOffer } from "./offers.ts";
import { armRetry, routeContact } from "./routing.ts";
import { releaseGiven } from "./staffing.ts";
import { timerSubject } from "./timers.ts";

/**
 * One step of the routing core: takes the event into `state` and returns what is to be done, in order.
 *
 * Deterministic and free of I/O: the same events at the same times give the same effects, live, in replay and in
 * simulation. Never throws for an event that does not fit; it returns an `illegal` effect and changes nothing.
 *
 * @param at time of the event; should not go backwards, but nothing breaks if the clock does
 */
export function decide(state: AcdState, event: AcdEvent, at: EpochMs): readonly AcdEffect[] {
  const step: Step = { state, at, effects: [], released: null };
  switch (event.type) {
    case "configured":
      configure(step, event);
      break;
    case "agent-signed-in":
    case "agent-signed-out":
    case "agent-reachability":
    case "agent-ready":
    case "agent-not-ready":
    case "agent-dialing":
    case "agent-switched":
    case "contact-direct":
    case "wrap-up-done":
      agentEvent(step, event);
      break;
    case "contact-queued":
      contactQueued(step, event);
      break;
    case "contact-callback":
      callbackPromised(step, event);
      break;
    case "contact-redirected":
      redirected(step, event);
      break;
    case "contact-given":
      giveContact(step, event);
      break;
    case "queue-hours":
      hoursChanged(step, event);
      break;
    case "contact-left":
    case "contact-ended":
      contactOver(step, event);
      break;
    case "offer-answered":
    case "offer-failed":
      offerEvent(step, event);
      break;
    case "timer-fired":
      timerFired(step, event.timerId);
      break;
  }
  if (step.released !== null) for (const agent of step.released) releaseGiven(step, agent, null);
  return step.effects;
}

type AgentEvent = Extract<AcdEvent, { readonly agentId: UserId }>;

function agentEvent(step: Step, event: AgentEvent): void {
  const agent: Agent | undefined = step.state.agents.get(event.agentId);
  if (agent === undefined) {
    if (event.type === "contact-direct") refuseDirect(step, event.contactId);
    return illegal(step, event.type, "unknown", event.agentId);
  }
  switch (event.type) {
    case "agent-signed-in":
      return signIn(step, agent);
    case "agent-signed-out":
      return signOut(step, agent);
    case "agent-reachability":
      return reachabilityChanged(step, agent, event);
    case "agent-ready":
      return readyWanted(step, agent, event);
    case "agent-not-ready":
      return notReadyWanted(step, agent, event.reason, event.since);
    case "agent-dialing":
      return agentDialing(step, agent, event);
    case "agent-switched":
      return agentSwitched(step, agent, event);
    case "contact-direct":
      return contactDirect(step, agent, event);
    case "wrap-up-done":
      return wrapUpDone(step, agent, event);
  }
}

function offerEvent(step: Step, event: Extract<AcdEvent, { type: "offer-answered" | "offer-failed" }>): void {
  const offer = openOffer(step, event.offerId);
  if (offer === null) return illegal(step, event.type, "offer-over", event.offerId);
  if (event.type === "offer-answered") answerOffer(step, offer);
  else failOffer(step, offer, event.failure);
}

/** A timer that was cancelled while it was on its way fits nothing any more and is ignored. */
function timerFired(step: Step, timerId: TimerId): void {
  const subject = timerSubject(timerId);
  switch (subject?.kind) {
    case "ring": {
      const offer = openOffer(step, subject.offerId);
      if (offer !== null) failOffer(step, offer, "no-answer", true);
      return;
    }
    case "wrap": {
      const contact = step.state.contacts.get(subject.contactId);
      if (contact !== undefined) wrapUpTimedOut(step, contact);
      return;
    }
    case "retry": {
      const contact = step.state.contacts.get(subject.contactId);
      if (contact === undefined || contact.queue === null || contact.stage !== "waiting" || !contact.retryArmed) return;
      contact.retryArmed = false;
      if (!routeContact(step, contact, contact.queue)) armRetry(step, contact);
      return;
    }
    case "step": {
      const contact = step.state.contacts.get(subject.contactId);
      if (contact === undefined || contact.queue === null || contact.stage !== "waiting" || contact.stepAt === null)
        return;
      contact.stepAt = null;
      return reconsider(step, contact, contact.queue);
    }
    case "hold": {
      const agent = step.state.agents.get(subject.agentId);
      if (agent !== undefined) holdOffOver(step, agent);
      return;
    }
    case undefined:
      return;
  }
}
