import type { Centre } from "../centre.ts";
import type { Monitor } from "./monitor.ts";

/** Who, whom, on which call: this is the audit. */
export function noteMonitor({ journal, clock }: Centre, monitor: Monitor, type: string, payload: object): void {
  const { monitorId, by, agentId, contact } = monitor;
  journal.append({
    at: clock.now(),
    type,
    contactId: contact.record.contactId,
    agentId,
    payload: { monitorId, by: by.userId, byName: by.displayName, ...payload },
  });
}
