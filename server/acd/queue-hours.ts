import type { Contact, Queue, Step } from "./acd-state.ts";
import { servingOrder } from "./caller-order.ts";
import type { AcdEvent } from "./events.ts";
import { illegal } from "./illegal.ts";
import { isOutOfPlace } from "./placement.ts";
import { moveInLine, rematch } from "./routing.ts";
import { settle, treat } from "./treatments.ts";

/** The calendar says so. Who calls a closed queue is treated; who waits already, by the queue's closing rule. */
export function hoursChanged(step: Step, event: Extract<AcdEvent, { type: "queue-hours" }>): void {
  const queue = step.state.queues.get(event.queueId);
  if (queue === undefined) return illegal(step, event.type, "unknown", event.queueId);
  if (queue.isOpen === event.open) return;
  queue.isOpen = event.open;
  const inOrder = servingOrder(step.at);
  if (!queue.isOpen && queue.config.closingRule === "treat-waiting") {
    for (const contact of [...queue.contacts].sort(inOrder)) {
      if (contact.stage === "waiting" && !contact.isCallback)
        treat(step, contact, queue, "closed", queue.config.onClosed);
    }
  }
  const moved = [...step.state.queues.values()]
    .filter((other) => overflowsTo(other, queue))
    .flatMap((own) => waitingIn(own).map((contact) => ({ contact, own })))
    .filter(({ contact, own }) => isOutOfPlace(step, contact, own))
    .sort((a, b) => inOrder(a.contact, b.contact));
  for (const { contact, own } of moved) moveInLine(step, contact, own);
  if (moved.length > 0) rematch(step, step.state.agents.values());
  for (const { contact, own } of moved) if (contact.stage === "waiting") settle(step, contact, own);
}

function overflowsTo(other: Queue, queue: Queue): boolean {
  return other.config.overflow.some(({ queueId }) => queueId === queue.queueId);
}

function waitingIn(queue: Queue): Contact[] {
  return [...queue.contacts].filter(({ stage }) => stage === "waiting");
}
