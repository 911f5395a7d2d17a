import type { Agent, Contact, Queue, Seat, Step } from "./acd-state.ts";
import { takesCalls } from "./agent-status.ts";
import { servingOrder } from "./caller-order.ts";
import { demandKey } from "./placement.ts";
import { isInLine, moveInLine, rematch, reportWaiting } from "./routing.ts";
import { isThereAnybody, reconsider, settle } from "./treatments.ts";

/**
 * An agent has signed out. Who waited for them alone waits for everybody now, together with whom they were being rung for
 * (`rungFor`, placed in line again); whom nobody signed in could ever serve any more is treated as their queue says.
 */
export function staffLeft(step: Step, agent: Agent, seats: readonly Seat[], rungFor: Contact | null): void {
  releaseHeld(step, agent, rungFor);
  const queues = new Set<Queue>();
  for (const { queue } of seats) for (const other of queuesServedBy(step, queue)) queues.add(other);
  const unserved = [...queues].flatMap((queue) => unservedIn(step, queue));
  for (const contact of unserved.sort(servingOrder(step.at))) lookAgain(step, contact);
}

function releaseHeld(step: Step, agent: Agent, rungFor: Contact | null): void {
  lookAnew(step, [...agent.held], rungFor);
}

/** The agent takes no calls any more: whoever was given to them waits for everybody; who waits for them of old still does. */
export function releaseGiven(step: Step, agent: Agent, rungFor: Contact | null): void {
  if (takesCalls(agent)) return;
  lookAnew(
    step,
    [...agent.held].filter(({ given }) => given !== null),
    rungFor,
  );
}

/** Whether callers who were given to this agent, who takes none any more, are to be matched with whom they were being rung for. */
export function hasGiven(agent: Agent): boolean {
  if (agent.held.size === 0 || takesCalls(agent)) return false;
  for (const { given } of agent.held) if (given !== null) return true;
  return false;
}

/** All at once, so that none of them is passed over by another. */
function lookAnew(step: Step, held: readonly Contact[], rungFor: Contact | null): void {
  const released = held.toSorted(servingOrder(step.at));
  for (const contact of released) if (contact.queue !== null) moveInLine(step, contact, contact.queue);
  if (rungFor !== null) released.push(rungFor);
  if (released.length > 0) rematch(step, step.state.agents.values());
  for (const contact of released) {
    if (contact.stage !== "waiting" || contact.queue === null) continue;
    const { queue } = contact;
    settle(step, contact, queue);
    // Whom a rule of the queue moved on was told of where they are now.
    if (contact === rungFor && isInLine(contact) && contact.queue === queue) reportWaiting(step, contact, queue);
  }
}

function lookAgain(step: Step, contact: Contact): void {
  if (contact.stage === "waiting" && contact.queue !== null) reconsider(step, contact, contact.queue);
}

/** The queue itself and those that overflow to it. */
function queuesServedBy({ state }: Step, queue: Queue): readonly Queue[] {
  return [...state.queues.values()].filter(
    (other) => other === queue || other.config.overflow.some(({ queueId }) => queueId === queue.queueId),
  );
}

/** Asked once for all who ask for the same. */
function unservedIn(step: Step, queue: Queue): readonly Contact[] {
  if (queue.config.onNoAgents.kind === "wait") return [];
  const answers = new Map<string, boolean>();
  const unserved: Contact[] = [];
  for (const contact of queue.contacts) {
    if (contact.stage !== "waiting" || contact.isCallback || contact.given !== null) continue;
    const key = demandKey(contact.ownRequirements, contact.relaxationStep);
    let isServed = answers.get(key);
    if (isServed === undefined) {
      isServed = isThereAnybody(step, contact, queue);
      answers.set(key, isServed);
    }
    if (!isServed) unserved.push(contact);
  }
  return unserved;
}
