import type { EpochMs } from "../../shared/domain/time.ts";
import type { Contact, Queue, ServiceWindow } from "./acd-state.ts";
import { SERVICE_WINDOW } from "./limits.ts";

export function newServiceWindow(): ServiceWindow {
  return { inTime: [], next: 0, inTimeCount: 0 };
}

/** Whether reserve seats serve everybody, because the service level of normal callers is missed. */
export function isReserveOpen({ service, config }: Queue): boolean {
  const { length } = service.inTime;
  return length > 0 && service.inTimeCount < config.reserveWhileServiceLevelAtLeast * length;
}

/**
 * Takes an answered or abandoned caller into the queue's service level: A_T / (A + B - S) of numbers.md over the last
 * SERVICE_WINDOW. VIPs, callbacks (their wait is a promise kept, not a delay) and short abandons are left out.
 */
export function countService(contact: Contact, queue: Queue, answered: boolean, at: EpochMs): void {
  if (contact.isVip || contact.isCallback) return;
  const waitedMs = at - contact.waitingSince;
  if (!answered && waitedMs < queue.config.shortAbandonMs) return;
  const { service } = queue;
  const inTime = answered && waitedMs <= queue.config.serviceLevelThresholdMs;
  if (service.inTime[service.next] === true) service.inTimeCount -= 1;
  if (inTime) service.inTimeCount += 1;
  service.inTime[service.next] = inTime;
  service.next = (service.next + 1) % SERVICE_WINDOW;
}
