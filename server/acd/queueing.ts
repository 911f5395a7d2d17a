import type { Agent, Contact, Queue, Step } from "./acd-state.ts";
import { becomeNotReady, becomeReady } from "./agent-status.ts";
import type { AcdEffect } from "./effects.ts";
import type { AcdEvent } from "./events.ts";
import { illegal } from "./illegal.ts";
import { newContact } from "./new-contact.ts";
import { openOfferOf, withdraw } from "./offers.ts";
import { placeAnew } from "./placement.ts";
import {
  isInLine,
  joinQueue,
  leaveQueue,
  rememberMissed,
  reportWaiting,
  routeAgent,
  routeContact,
  startWaiting,
} from "./routing.ts";
import { enterPools } from "./seat-pools.ts";
import { admit, isTurnedAway, reconsider, settle } from "./treatments.ts";

type Queued = Extract<AcdEvent, { type: "contact-queued" }>;
type Refusal = Extract<AcdEffect, { type: "contact-refused" }>["because"];

export function contactQueued(step: Step, event: Queued): void {
  const { contactId, queueId } = event;
  const refuse = (because: Refusal): void => {
    step.effects.push({ type: "contact-refused", contactId, queueId, because });
  };
  const queue = step.state.queues.get(queueId);
  if (step.state.contacts.has(contactId)) return refuse("duplicate");
  if (queue === undefined || queue.retired) return refuse("unknown-queue");
  const earlier = earlierCall(step, event);
  const contact = contactFrom(event, earlier, step);
  const rungFor = earlier?.stage === "offered" ? earlier.queue : null;
  const freed = earlier === null ? null : takePlaceOf(step, earlier, contact);
  step.state.contacts.set(contactId, contact);
  joinQueue(contact, queue);
  if (freed !== null && rungFor !== queue && !isTurnedAway(contact, queue, true))
    return joinElsewhere(step, contact, queue, freed);
  // What was theirs stays theirs: the agent who was rung may be theirs at once.
  if (freed !== null) enterPools(freed);
  admit(step, contact, queue, (event.waitingSince !== null && event.isNew !== true) || earlier !== null);
  if (freed !== null) routeAgent(step, freed);
}

/** In another queue than they were rung for, the caller has a place by age and no agent: whoever comes first there does. */
function joinElsewhere(step: Step, contact: Contact, queue: Queue, freed: Agent): void {
  placeAnew(step, contact, queue);
  if (!routeContact(step, contact, queue)) startWaiting(step, contact, queue);
  routeAgent(step, freed);
  if (!isInLine(contact)) return;
  settle(step, contact, queue);
  if (isInLine(contact) && contact.queue === queue) reportWaiting(step, contact, queue);
}

/** The same caller's contact that still waits; null: none, or somebody talks to them already. */
function earlierCall({ state }: Step, { mergeWith }: Queued): Contact | null {
  const contact = mergeWith === null ? undefined : state.contacts.get(mergeWith);
  if (contact === undefined || contact.queue === null) return null;
  return contact.stage === "waiting" || contact.stage === "offered" ? contact : null;
}

/** Takes the earlier contact out of line (or of an agent's hands, who is returned if free) for the new one. */
function takePlaceOf(step: Step, earlier: Contact, contact: Contact): Contact["agent"] {
  const offer = openOfferOf(earlier);
  if (offer !== null) withdraw(step, offer, "merged");
  leaveQueue(step, earlier);
  step.state.contacts.delete(earlier.contactId);
  step.effects.push({ type: "contact-merged", contactId: earlier.contactId, intoContactId: contact.contactId });
  if (offer === null) return null;
  const { agent } = offer;
  if (agent.pendingNotReady === null) becomeReady(step, agent, agent.idleSince);
  else becomeNotReady(step, agent, agent.pendingNotReady);
  return agent;
}

/** The older wait and the better head start count, and in the same queue whom the caller was given to. */
function contactFrom(event: Queued, earlier: Contact | null, step: Step): Contact {
  const since = event.waitingSince ?? step.at;
  const contact = newContact(event.contactId, earlier === null ? since : Math.min(since, earlier.waitingSince), {
    ownRequirements: event.requirements,
    headStartMs: Math.max(event.headStartMs, earlier?.headStartMs ?? 0),
    isVip: event.isVip || earlier?.isVip === true,
    isCallback: event.isCallback,
    preferredAgentId: event.preferredAgentId,
    preferredWaitMs: event.preferredWaitMs,
    offersMade: event.offersMade ?? 0,
    rung: event.rung ?? null,
  });
  // They have had their time, and are not rung at once again for the same caller.
  if (contact.rung !== null && contact.rung.until <= step.at) rememberMissed(step, contact, contact.rung.agentId);
  if (earlier !== null && earlier.given !== null && earlier.queue?.queueId === event.queueId) {
    contact.given = earlier.given;
    contact.holdOver = true;
  }
  return contact;
}

/** The waiting caller hung up on the promise of a callback: place and age stay, without a line behind them. */
export function callbackPromised(
  step: Step,
  { type, contactId }: Extract<AcdEvent, { type: "contact-callback" }>,
): void {
  const contact = step.state.contacts.get(contactId);
  const queue: Queue | null = contact?.queue ?? null;
  if (contact?.stage !== "waiting" || queue === null || contact.isCallback)
    return illegal(step, type, contact?.isCallback === true ? "callback" : (contact?.stage ?? "unknown"), contactId);
  contact.isCallback = true;
  queue.callbackCount += 1;
  step.effects.push({ type: "callback-promised", contactId, queueId: queue.queueId });
  // The deadlines are others now; one that is just due must not be skipped.
  reconsider(step, contact, queue);
}
