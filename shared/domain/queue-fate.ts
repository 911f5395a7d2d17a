import type { ContactRecord } from "./contact.ts";
import type { QueueId } from "./ids.ts";

/**
 * What became of a contact for the queue it was offered to: exactly one of these, whatever happened on the way. A promised
 * callback stays `callback` even when it is answered later: nobody stood in line any more, so it is no answered call of the
 * service level. `turned-away`: told goodbye (full, closed, nobody there, waited too long), asked for a message instead and left none, or
 * refused by a fault.
 */
export const QUEUE_FATES = ["in-progress", "answered", "abandoned", "callback", "message", "turned-away"] as const;
export type QueueFate = (typeof QUEUE_FATES)[number];

/** Of a contact that no queue has been offered yet. */
export function notYetQueued() {
  return { headStartMs: 0, overflowedFrom: new Array<QueueId>(), callbackAt: null, messageAt: null };
}

/** null: never offered to a queue. The one definition of the day's figures, the history and the export. */
export function queueFate(
  record: Pick<ContactRecord, "kind" | "queueId" | "queuedAt" | "callbackAt" | "answeredAt" | "outcome">,
): QueueFate | null {
  const { kind, queueId, queuedAt, callbackAt, answeredAt, outcome } = record;
  if (kind !== "call" || queueId === null || queuedAt === null) return null;
  if (callbackAt !== null) return "callback";
  if (answeredAt !== null) return "answered";
  if (outcome === null) return "in-progress";
  if (outcome === "abandoned") return "abandoned";
  return outcome === "voicemail" ? "message" : "turned-away";
}
