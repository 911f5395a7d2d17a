import type { ContactId, QueueId } from "../../../shared/domain/ids.ts";
import type { User } from "../../../shared/domain/user.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { Centre } from "../centre.ts";

/**
 * A supervisor sends a waiting caller to another queue, where they stand by their age. Not to where they would be told goodbye at once
 * (closed, nobody signed in): a slip of the hand must not hang up on anybody.
 * @throws CommandError `not-found` no such caller or queue | `conflict` being offered, or a promised callback | `queue-unattended`
 */
export function redirectCaller(centre: Centre, by: User, contactId: ContactId, queueId: QueueId): void {
  const { registry, queues, router, openingHours, journal, clock } = centre;
  const contact = registry.get(contactId);
  const from = contact?.record.queueId ?? null;
  if (!contact || from === null || !queues.has(queueId)) throw new CommandError("not-found");
  const waits = contact.record.phase === "queued" && contact.customerLeg !== null && contact.waiting.callback === null;
  if (!waits || from === queueId) throw new CommandError("conflict");
  if (!openingHours.isOpen(queueId) || router.queueSummary(queueId).signedInAgents === 0)
    throw new CommandError("queue-unattended");
  const payload = { by: by.userId, byName: by.displayName, fromQueueId: from, queueId };
  journal.append({ at: clock.now(), type: "queue.redirected", contactId, agentId: null, payload });
  router.submit({ type: "contact-redirected", contactId, queueId });
}
