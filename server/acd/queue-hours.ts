import type { Step } from "./acd-state.ts";
import type { AcdEvent } from "./events.ts";
import { illegal } from "./illegal.ts";

/** The calendar says so: who calls from now on is treated as the queue's `onClosed` says. */
export function hoursChanged(step: Step, event: Extract<AcdEvent, { type: "queue-hours" }>): void {
  const queue = step.state.queues.get(event.queueId);
  if (queue === undefined) return illegal(step, event.type, "unknown", event.queueId);
  queue.isOpen = event.open;
}
