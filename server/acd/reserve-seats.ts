import type { Contact, Step } from "./acd-state.ts";
import { routeAgent } from "./routing.ts";
import { countService, isReserveOpen } from "./service-window.ts";

/** A caller was answered or gave up. When that opens the reserve, its free agents serve whoever waits. */
export function countCaller(step: Step, contact: Contact, answered: boolean): void {
  const { queue } = contact;
  if (queue === null) return;
  const wasOpen = isReserveOpen(queue);
  countService(contact, queue, answered, step.at);
  if (wasOpen || queue.reserveSeats === 0 || !isReserveOpen(queue)) return;
  for (const { reserve, agent } of queue.seats.values()) {
    if (queue.line.size === 0 || queue.freeSeats === 0) return;
    if (reserve) routeAgent(step, agent);
  }
}
