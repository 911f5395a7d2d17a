import type { CallerTreatment, QueueTreatment, TreatmentReason } from "../../shared/domain/queue.ts";
import type { Contact, Queue, Step } from "./acd-state.ts";
import type { AcdEvent } from "./events.ts";
import { illegal } from "./illegal.ts";
import { demandIn, placeAnew, armStep } from "./placement.ts";
import { joinQueue, leaveQueue, moveInLine, reportWaiting, routeContact, startWaiting } from "./routing.ts";
import { isStaffed } from "./seat-pools.ts";

/**
 * Whether and how a caller may wait:
 *
 *   (comes) ──closed──► treated         (waits) ──closed, and so is the queue's rule──► treated
 *      ├──somebody is free──► offered      ├──nobody signed in could ever serve them──► treated
 *      ├──full──► treated                  └──waited too long──► treated
 *      ├──nobody could ever serve──► treated
 *      └──► waits
 *
 * Treated: moved to another queue with age kept, where all of this is asked again; or out of line, for the application to
 * say goodbye, take a message or promise a callback. A promised callback is never treated: it only waits.
 */

/** A contact of this queue, which is in no line, is offered, waits or is treated. `isBack`: it has waited before. */
export function admit(step: Step, contact: Contact, queue: Queue, isBack: boolean): void {
  if (isTurnedAway(contact, queue, isBack)) return treat(step, contact, queue, "closed", queue.config.onClosed);
  placeAnew(step, contact, queue);
  if (routeContact(step, contact, queue)) return;
  if (!contact.isCallback) {
    // Only now: a full queue refuses nobody who need not wait. Nor anybody who waits already and comes back.
    if (!isBack && queue.waitingCount - queue.callbackCount >= queue.config.waitingMax)
      return treat(step, contact, queue, "queue-full", queue.config.onFull);
    if (isTreated(step, contact, queue)) return;
  }
  startWaiting(step, contact, queue);
  reportWaiting(step, contact, queue);
}

/** The queue is closed, and not only to those who come now. */
export function isTurnedAway({ isCallback }: Contact, { isOpen, config }: Queue, isBack: boolean): boolean {
  return !isCallback && !isOpen && !(isBack && config.closingRule === "serve-waiting");
}

/** Looks at a waiting contact again: time has passed, or agents, hours or the configuration have changed. */
export function reconsider(step: Step, contact: Contact, queue: Queue): void {
  moveInLine(step, contact, queue);
  if (!routeContact(step, contact, queue)) settle(step, contact, queue);
}

/** A waiting contact for whom nobody is free stays, until when something changes, or is treated. */
export function settle(step: Step, contact: Contact, queue: Queue): void {
  if (contact.isCallback || !isTreated(step, contact, queue)) armStep(step, contact, queue);
}

/** The rules about callers who cannot be served, or not for long already. */
function isTreated(step: Step, contact: Contact, queue: Queue): boolean {
  const { config } = queue;
  if (mayBeDone(step, contact, queue, config.onNoAgents) && !isThereAnybody(step, contact, queue)) {
    treat(step, contact, queue, "no-agents", config.onNoAgents);
    return true;
  }
  const isOverdue = config.maxWaitMs !== null && step.at - contact.waitingSince >= config.maxWaitMs;
  if (isOverdue && mayBeDone(step, contact, queue, config.onMaxWait)) {
    treat(step, contact, queue, "max-wait", config.onMaxWait);
    return true;
  }
  return false;
}

/** Who would come back to a queue that passed them on, or go where there is no queue, waits here instead. */
function mayBeDone({ state }: Step, contact: Contact, queue: Queue, treatment: QueueTreatment): boolean {
  if (treatment.kind !== "overflow") return treatment.kind !== "wait";
  const target = state.queues.get(treatment.queueId);
  return target !== undefined && isOtherQueue(contact, queue, target);
}

function isOtherQueue({ passedOnBy }: Contact, queue: Queue, target: Queue): boolean {
  return target !== queue && !target.retired && !passedOnBy.includes(target.queueId);
}

/** Somebody is signed in who could serve this caller now or after a step to come, here or where they overflow to. */
export function isThereAnybody({ state }: Step, contact: Contact, queue: Queue): boolean {
  // Whom a supervisor gave them to, able or not.
  if (contact.heldFor !== null && contact.given !== null) return true;
  const { ownRequirements } = contact;
  const { relaxation, overflow } = queue.config;
  for (let step = contact.relaxationStep; step <= relaxation.length; step += 1) {
    if (isStaffed(queue, demandIn(queue, ownRequirements, step))) return true;
  }
  for (const { queueId } of overflow) {
    const other = state.queues.get(queueId);
    if (other !== undefined && !other.retired && isStaffed(other, demandIn(other, ownRequirements, 0))) return true;
  }
  return false;
}

/** Takes the contact out of its line, if it is in one, and does with it what the queue says. */
export function treat(
  step: Step,
  contact: Contact,
  queue: Queue,
  because: TreatmentReason,
  treatment: QueueTreatment,
): void {
  const { contactId } = contact;
  leaveQueue(step, contact);
  const target = treatment.kind === "overflow" ? step.state.queues.get(treatment.queueId) : undefined;
  if (target !== undefined && isOtherQueue(contact, queue, target)) {
    passOn(step, contact, queue, target, because);
    return admit(step, contact, target, false);
  }
  step.state.contacts.delete(contactId);
  const done: CallerTreatment =
    treatment.kind === "overflow" || treatment.kind === "wait" ? { kind: "goodbye" } : treatment;
  step.effects.push({ type: "contact-treated", contactId, queueId: queue.queueId, because, treatment: done });
}

/** A waiting caller is sent to another line by hand. They wait already: a queue that is full turns nobody away who comes so. */
export function redirected(
  step: Step,
  { type, contactId, queueId }: Extract<AcdEvent, { type: "contact-redirected" }>,
): void {
  const contact = step.state.contacts.get(contactId);
  const queue: Queue | null = contact?.queue ?? null;
  const target = step.state.queues.get(queueId);
  if (contact?.stage !== "waiting" || queue === null || contact.isCallback)
    return illegal(step, type, contact?.isCallback === true ? "callback" : (contact?.stage ?? "unknown"), contactId);
  if (target === undefined || target.retired || target === queue) return illegal(step, type, "unknown-queue", queueId);
  leaveQueue(step, contact);
  passOn(step, contact, queue, target, "redirected");
  admit(step, contact, target, true);
}

/** Out of the one line, into the other, which does not send them back. */
function passOn(step: Step, contact: Contact, from: Queue, to: Queue, because: TreatmentReason | "redirected"): void {
  contact.given = null;
  if (!contact.passedOnBy.includes(from.queueId)) contact.passedOnBy = [...contact.passedOnBy, from.queueId];
  step.effects.push({
    type: "contact-moved",
    contactId: contact.contactId,
    fromQueueId: from.queueId,
    queueId: to.queueId,
    because,
  });
  joinQueue(contact, to);
}
