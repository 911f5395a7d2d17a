import type { ContactId } from "../../shared/domain/ids.ts";
import type { Agent, Step } from "./acd-state.ts";
import { becomeOccupied, unreachableBecause } from "./agent-status.ts";
import type { AcdEvent } from "./events.ts";
import { illegal } from "./illegal.ts";
import { newContact } from "./new-contact.ts";
import { shownOccupancy } from "./occupancy.ts";
import { ringTimerId } from "./timers.ts";

type Direct = Extract<AcdEvent, { type: "contact-direct" }>;

/** Rings exactly this agent: a transfer or consult to a person, or a parked call that comes back. */
export function contactDirect(step: Step, agent: Agent, event: Direct): void {
  const { contactId, offerId, ringTimeoutMs } = event;
  if (step.state.contacts.has(contactId)) return illegal(step, event.type, "contact-known", contactId);
  const isFree = agent.state === "ready" || agent.state === "not-ready";
  if (!isFree || unreachableBecause(agent) !== null) return refuseDirect(step, contactId);
  const contact = newContact(contactId, step.at);
  contact.stage = "offered";
  contact.agent = agent;
  contact.offerId = offerId;
  contact.offersMade = 1;
  contact.wrapUpTimeoutMs = event.wrapUpTimeoutMs;
  step.state.contacts.set(contactId, contact);
  step.state.offers.set(offerId, contact);
  const idleMs = Math.max(0, step.at - agent.idleSince);
  // A not-ready agent goes back to their reason when this is over.
  agent.pendingNotReady = agent.state === "not-ready" ? agent.reason : null;
  agent.pendingByLoss = false;
  agent.contact = contact;
  becomeOccupied(step, agent, "offered");
  step.effects.push(
    {
      type: "offer",
      offerId,
      contactId,
      agentId: agent.agentId,
      queueId: null,
      viaQueueId: null,
      isCallback: false,
      ringTimeoutMs,
      explanation: {
        decidedAt: step.at,
        waitedMs: 0,
        headStartMs: 0,
        promoted: false,
        rule: "in-person",
        isCallback: false,
        queueId: null,
        viaQueueId: null,
        alternatives: [],
        relaxationStep: 0,
        overflowedTo: [],
        chosen: {
          agentId: agent.agentId,
          idleMs,
          occupancy: shownOccupancy(agent, step.at),
          skillSum: agent.skillTotal,
          preference: 1,
          reserve: false,
        },
        others: [],
        before: null,
        waiting: null,
      },
    },
    { type: "schedule", timerId: ringTimerId(offerId), dueAt: step.at + ringTimeoutMs },
  );
}

/** Nobody else is looked for: the application decides where the contact goes now. */
export function refuseDirect(step: Step, contactId: ContactId): void {
  step.state.contacts.delete(contactId);
  step.effects.push({ type: "contact-refused", contactId, queueId: null, because: "agent-unavailable" });
}
