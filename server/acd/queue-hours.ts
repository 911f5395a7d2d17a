import type { Contact, Queue, Step } from "./acd-state.ts";
import { servingOrder } from "./caller-order.ts";
import type { AcdEvent } from "./events.ts";
import { illegal } from "./illegal.ts";
import { isOutOfPlace } from "./placement.ts";
import { reconsider, treat } from "./treatments.ts";

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
  const guests = [...step.state.queues.values()].filter((other) => overflowsTo(other, queue)).flatMap(waitingIn);
  for (const contact of guests.sort(inOrder)) {
    if (contact.stage === "waiting" && contact.queue !== null && isOutOfPlace(step, contact, contact.queue))
      reconsider(step, contact, contact.queue);
  }
}

function overflowsTo(other: Queue, queue: Queue): boolean {
  return other.config.overflow.some(({ queueId }) => queueId === queue.queueId);
}

function waitingIn(queue: Queue): Contact[] {
  return [...queue.contacts].filter(({ stage }) => stage === "waiting");
}
