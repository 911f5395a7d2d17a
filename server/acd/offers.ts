import type { OfferId } from "../../shared/domain/ids.ts";
import type { Agent, Contact, Queue, Step } from "./acd-state.ts";
import { becomeNotReady, becomeOccupied, becomeReady } from "./agent-status.ts";
import type { AcdEffect } from "./effects.ts";
import type { OfferFailure } from "./events.ts";
import { refuseDirect } from "./direct-offers.ts";
import { HOLD_OFF_MS } from "./limits.ts";
import { countCaller } from "./reserve-seats.ts";
import { placeAnew } from "./placement.ts";
import { leaveQueue, rememberMissed, routeAgent, startWaiting } from "./routing.ts";
import { hasGiven, releaseGiven } from "./staffing.ts";
import { holdTimerId, ringTimerId } from "./timers.ts";
import { admit, isTurnedAway } from "./treatments.ts";

type Withdrawal = Extract<AcdEffect, { type: "withdraw-offer" }>["because"];

/** An offer that is open: who is rung with which contact of which queue. */
export interface OpenOffer {
  readonly offerId: OfferId;
  readonly contact: Contact;
  /** null: for this agent in person. */
  readonly queue: Queue | null;
  readonly agent: Agent;
}

export function openOffer(step: Step, offerId: OfferId): OpenOffer | null {
  const contact = step.state.offers.get(offerId);
  return contact === undefined ? null : openOfferOf(contact);
}

export function openOfferOf(contact: Contact): OpenOffer | null {
  const { offerId, queue, agent } = contact;
  if (contact.stage !== "offered" || offerId === null || agent === null) return null;
  return { offerId, contact, queue, agent };
}

/** Ends the ring; the caller must give contact and agent their next state. `timerFired`: the ring timer is gone already. */
export function withdraw(step: Step, offer: OpenOffer, because: Withdrawal, timerFired = false): void {
  step.state.offers.delete(offer.offerId);
  offer.contact.offerId = null;
  offer.contact.agent = null;
  if (!timerFired) step.effects.push({ type: "cancel", timerId: ringTimerId(offer.offerId) });
  step.effects.push({
    type: "withdraw-offer",
    offerId: offer.offerId,
    contactId: offer.contact.contactId,
    agentId: offer.agent.agentId,
    because,
  });
}

/**
 * The contact looks for another agent than this one with its age kept, and waits again if there is none; one for a single agent is
 * refused. Who was given to an agent who takes no calls any more looks for one together with it, so that the older comes first.
 */
export function requeue(step: Step, contact: Contact, queue: Queue | null, agent: Agent): void {
  if (queue === null) return refuseDirect(step, contact.contactId);
  if (hasGiven(agent) && !isTurnedAway(contact, queue, true)) {
    placeAnew(step, contact, queue);
    startWaiting(step, contact, queue);
    return releaseGiven(step, agent, contact);
  }
  admit(step, contact, queue, true);
}

export function answerOffer(step: Step, offer: OpenOffer): void {
  const { offerId, contact, queue, agent } = offer;
  step.state.offers.delete(offerId);
  step.effects.push({ type: "cancel", timerId: ringTimerId(offerId) });
  contact.offerId = null;
  contact.stage = "connected";
  if (queue !== null) contact.wrapUpTimeoutMs = queue.config.wrapUpTimeoutMs;
  leaveQueue(step, contact);
  takeTurn(contact.via, agent);
  becomeOccupied(step, agent, "on-contact");
  countCaller(step, contact, true);
}

/** The agent had their turn; one who lost it through no fault of theirs keeps it. */
function takeTurn(queue: Queue | null, agent: Agent): void {
  const seat = queue?.seats.get(agent.agentId);
  if (queue === null || seat === undefined) return;
  queue.turns += 1;
  seat.lastTurn = queue.turns;
}

export function failOffer(step: Step, offer: OpenOffer, failure: OfferFailure, timerFired = false): void {
  const { contact, queue, agent } = offer;
  withdraw(step, offer, failure, timerFired);
  rememberMissed(step, contact, agent.agentId);
  if (failure !== "busy" && failure !== "failed") takeTurn(contact.via, agent);
  switch (failure) {
    case "no-answer":
      becomeNotReady(step, agent, "ring-no-answer");
      break;
    case "rejected":
      becomeNotReady(step, agent, "rejected-offer");
      break;
    case "unreachable":
      becomeNotReady(step, agent, "phone-unreachable");
      break;
    case "busy":
    case "failed":
      if (agent.pendingNotReady !== null) {
        becomeNotReady(step, agent, agent.pendingNotReady);
        break;
      }
      agent.heldOff = true;
      becomeReady(step, agent, agent.idleSince);
      step.effects.push({ type: "schedule", timerId: holdTimerId(agent.agentId), dueAt: step.at + HOLD_OFF_MS });
      break;
  }
  requeue(step, contact, queue, agent);
}

/** The caller hung up while an agent's phone was ringing: not the agent's doing, they keep their turn. */
export function callerLeftOffer(step: Step, offer: OpenOffer): void {
  withdraw(step, offer, "caller-left");
  leaveQueue(step, offer.contact);
  step.state.contacts.delete(offer.contact.contactId);
  const { agent } = offer;
  if (agent.pendingNotReady !== null) becomeNotReady(step, agent, agent.pendingNotReady);
  else becomeReady(step, agent, agent.idleSince);
  const isReserve = offer.queue?.seats.get(agent.agentId)?.reserve === true;
  // It may open the agent's own reserve seat; to others the reserve opens only when this agent is not needed or not enough.
  if (isReserve) countCaller(step, offer.contact, false);
  routeAgent(step, agent);
  if (!isReserve) countCaller(step, offer.contact, false);
}
