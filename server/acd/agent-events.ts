import type { NotReadyReason } from "../../shared/domain/agent.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { Agent, Contact, Step } from "./acd-state.ts";
import { recount } from "./seat-pools.ts";
import { becomeNotReady, becomeReady, becomeSignedOut, setPending, unreachableBecause } from "./agent-status.ts";
import { abandonWrapUp } from "./contact-events.ts";
import type { AcdEvent } from "./events.ts";
import { illegal } from "./illegal.ts";
import { failOffer, openOfferOf, requeue, withdraw } from "./offers.ts";
import { placeAnew } from "./placement.ts";
import { forgetAgent, routeAgent, startWaiting } from "./routing.ts";
import { staffLeft } from "./staffing.ts";
import { isTurnedAway } from "./treatments.ts";

type Ready = Extract<AcdEvent, { type: "agent-ready" }>;
type Reachability = Extract<AcdEvent, { type: "agent-reachability" }>;

export function signIn(step: Step, agent: Agent): void {
  if (agent.state !== "signed-out") return illegal(step, "agent-signed-in", agent.state, agent.agentId);
  agent.signedInSince = step.at;
  agent.handledMs = 0;
  for (const { queue } of agent.seats)
    queue.earliestSignIn = queue.counts.signedIn() === 0 ? step.at : Math.min(queue.earliestSignIn, step.at);
  becomeNotReady(step, agent, "just-signed-in");
}

export function signOut(step: Step, agent: Agent): void {
  const { contact, state, seats } = agent;
  if (state === "signed-out" || state === "on-contact") return illegal(step, "agent-signed-out", state, agent.agentId);
  if (state === "offered") return staffLeft(step, agent, seats, signOutWhileRung(step, agent));
  if (contact !== null) abandonWrapUp(step, contact);
  becomeSignedOut(step, agent);
  if (agent.leaving) forgetAgent(step, agent);
  staffLeft(step, agent, seats, null);
}

/** The caller they were rung for, back in line, where others wait for this agent and are to be matched with them at once. */
function signOutWhileRung(step: Step, agent: Agent): Contact | null {
  const offer = agent.contact === null ? null : openOfferOf(agent.contact);
  const queue = offer?.queue ?? null;
  if (offer === null || queue === null || agent.held.size === 0 || isTurnedAway(offer.contact, queue, true)) {
    loseOffer(step, agent, () => becomeSignedOut(step, agent));
    return null;
  }
  withdraw(step, offer, "agent-gone");
  becomeSignedOut(step, agent);
  placeAnew(step, offer.contact, queue);
  startWaiting(step, offer.contact, queue);
  return offer.contact;
}

/** Takes the ringing call away from an agent who is gone; it looks for another one after `thenBecome`. */
function loseOffer(step: Step, agent: Agent, thenBecome: () => void): void {
  const offer = agent.contact === null ? null : openOfferOf(agent.contact);
  if (offer === null) return;
  withdraw(step, offer, "agent-gone");
  thenBecome();
  requeue(step, offer.contact, offer.queue, agent);
}

export function readyWanted(step: Step, agent: Agent, { keepsTurn, since }: Ready): void {
  const { state } = agent;
  const lost = unreachableBecause(agent);
  if (state === "not-ready" && lost === null) {
    becomeReady(step, agent, keepsTurn === true ? agent.idleSince : (since ?? step.at), since);
    return routeAgent(step, agent);
  }
  // During a contact: takes back the wish (or the outbound agent's old reason) not to be ready afterwards.
  if ((state === "on-contact" || state === "wrap-up") && agent.pendingNotReady !== null && lost === null) {
    return setPending(step, agent, null, false);
  }
  illegal(step, "agent-ready", lost === null ? state : `${state}:${lost}`, agent.agentId);
}

export function notReadyWanted(step: Step, agent: Agent, reason: NotReadyReason, since?: EpochMs): void {
  switch (agent.state) {
    case "ready":
      return becomeNotReady(step, agent, reason, since);
    case "not-ready":
      if (agent.reason === reason) break;
      return becomeNotReady(step, agent, reason, since);
    case "offered": {
      const offer = agent.contact === null ? null : openOfferOf(agent.contact);
      if (offer !== null) failOffer(step, offer, "rejected");
      return;
    }
    case "on-contact":
    case "wrap-up":
      return setPending(step, agent, reason, false);
    case "signed-out":
      break;
  }
  illegal(step, "agent-not-ready", agent.state, agent.agentId);
}

export function reachabilityChanged(step: Step, agent: Agent, event: Reachability): void {
  agent.phoneRegistered = event.phoneRegistered;
  agent.consoleConnected = event.consoleConnected;
  agent.microphoneReady = event.microphoneReady;
  const lost = unreachableBecause(agent);
  switch (agent.state) {
    case "ready":
      if (lost !== null) becomeNotReady(step, agent, lost);
      return;
    case "offered":
      if (lost !== null) loseOffer(step, agent, () => becomeNotReady(step, agent, lost));
      return;
    case "on-contact":
    case "wrap-up":
      // A console that reconnects during the call costs the agent nothing.
      if (lost === null && agent.pendingByLoss) setPending(step, agent, null, false);
      else if (lost !== null && agent.pendingNotReady === null) setPending(step, agent, lost, true);
      else if (lost !== null && agent.pendingByLoss && agent.pendingNotReady !== lost)
        setPending(step, agent, lost, true);
      return;
    case "signed-out":
    case "not-ready":
      return;
  }
}

export function holdOffOver(step: Step, agent: Agent): void {
  if (!agent.heldOff) return;
  agent.heldOff = false;
  recount(agent);
  routeAgent(step, agent);
}
