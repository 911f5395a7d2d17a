import type { Agent, Contact, Queue, Seat, Step } from "./acd-state.ts";
import { servingOrder } from "./caller-order.ts";
import { moveInLine, rematch } from "./routing.ts";
import { isThereAnybody, reconsider, settle } from "./treatments.ts";

/**
 * An agent has signed out. Who waited for them alone waits for everybody now; whom nobody signed in could ever serve any
 * more is treated as their queue says.
 */
export function staffLeft(step: Step, agent: Agent, seats: readonly Seat[]): void {
  releaseHeld(step, agent);
  const unserved = new Set<Contact>();
  for (const { queue } of seats) {
    const isDeserted = [...queue.pools.values()].some(({ counts }) => counts.signedIn() === 0);
    if (!isDeserted) continue;
    for (const other of queuesServedBy(step, queue)) collectUnserved(step, other, unserved);
  }
  for (const contact of [...unserved].sort(servingOrder(step.at))) lookAgain(step, contact);
}

function releaseHeld(step: Step, agent: Agent): void {
  const released = [...agent.held].sort(servingOrder(step.at));
  for (const contact of released) if (contact.queue !== null) moveInLine(step, contact, contact.queue);
  if (released.length > 0) rematch(step, step.state.agents.values());
  for (const contact of released)
    if (contact.stage === "waiting" && contact.queue !== null) settle(step, contact, contact.queue);
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

function collectUnserved(step: Step, queue: Queue, unserved: Set<Contact>): void {
  if (queue.config.onNoAgents.kind === "wait") return;
  for (const contact of queue.contacts) {
    if (contact.stage === "waiting" && !contact.isCallback && !isThereAnybody(step, contact, queue))
      unserved.add(contact);
  }
}
