import type { ContactId, QueueId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { User } from "../../../shared/domain/user.ts";
import type { LiveContact } from "../live-contact.ts";
import { QueueChanges, type QueueChangesDeps } from "../queue-changes.ts";
import { isPromised } from "./is-promised.ts";

/**
 * Tells consoles that a callback they may see is not what it was: promised, being called, tried, given up, reached, taken back. Found
 * by comparing what a list shows of it whenever a contact is saved, so that no step of a callback has to remember to tell.
 */
export class CallbackChanges {
  readonly #changes: QueueChanges;
  /** As many as there are promised callbacks. */
  readonly #shown = new Map<ContactId, { readonly queueId: QueueId; readonly as: string }>();

  constructor(centre: QueueChangesDeps) {
    this.#changes = new QueueChanges(centre);
  }

  changedAtFor(user: User): EpochMs {
    return this.#changes.changedAtFor(user);
  }

  /** What is open until when stands beside the callbacks, and is not what it was. */
  configured(): void {
    this.#changes.allChanged();
  }

  /** This contact may have changed; seldom is it a callback, and this is on every call's way. */
  look(contact: LiveContact): void {
    const { contactId, queueId, customerId, customerName } = contact.record;
    const before = this.#shown.get(contactId);
    if (before === undefined && contact.waiting.callback === null) return;
    const { callback, inheritedSince } = contact.waiting;
    if (callback === null || queueId === null || !isPromised(contact)) {
      if (before === undefined) return;
      this.#shown.delete(contactId);
      this.#changes.changed(before.queueId);
      return;
    }
    const { state, attempts, nextAttemptAt, ownerId, number } = callback;
    const as = JSON.stringify([
      state,
      attempts,
      nextAttemptAt,
      ownerId,
      number,
      customerId,
      customerName,
      inheritedSince,
    ]);
    if (before?.as === as && before.queueId === queueId) return;
    this.#shown.set(contactId, { queueId, as });
    if (before !== undefined && before.queueId !== queueId) this.#changes.changed(before.queueId);
    this.#changes.changed(queueId);
  }
}
