import type { Contact, Step } from "./acd-state.ts";
import { rematch } from "./routing.ts";
import { countService, isReserveOpen } from "./service-window.ts";

/** A caller was answered or gave up. When that opens the reserve, its free agents serve whoever waits. */
export function countCaller(step: Step, contact: Contact, answered: boolean): void {
  const { queue } = contact;
  if (queue === null) return;
  const wasOpen = isReserveOpen(queue);
  countService(contact, queue, answered, step.at);
  if (wasOpen || queue.reserveSeats === 0 || !isReserveOpen(queue)) return;
  if (queue.line.size === 0 || queue.freeSeats === 0) return;
  const kept = [...queue.seats.values()].filter(({ reserve }) => reserve);
  rematch(
    step,
    kept.map(({ agent }) => agent),
  );
}
