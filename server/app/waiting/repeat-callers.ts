import type { ContactId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";

/** Entries kept; beyond it those that are over are swept out. */
const KNOWN_MAX = 50_000;

/**
 * People who call again while a promised callback of theirs waits: the new call takes over that place with its age, and the
 * callback is cancelled. The same person: the same customer who is a person, or the same calling number; for the same queue.
 * Of several the one that has waited longest. A call whose caller is on the line is never touched: behind the number of a switchboard
 * there are many people.
 */
export class RepeatCallers {
  readonly #centre: Centre;
  /** By person, whatever the queue: a place may be moved to another. */
  readonly #promised = new Map<string, Set<ContactId>>();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** They were promised a callback, now or before a restart. */
  promised(contact: LiveContact): void {
    if (this.#promised.size > KNOWN_MAX) this.#sweep();
    for (const key of keysOf(contact)) {
      const those = this.#promised.get(key);
      if (those) those.add(contact.record.contactId);
      else this.#promised.set(key, new Set([contact.record.contactId]));
    }
  }

  /** The contact whose place this one takes. */
  earlierOf(contact: LiveContact): LiveContact | null {
    let earlier: LiveContact | null = null;
    for (const key of keysOf(contact)) {
      for (const contactId of this.#promised.get(key) ?? []) {
        const found = this.#centre.registry.get(contactId);
        if (found?.waiting.callback == null) this.#forget(key, contactId);
        else if (found !== contact && isWaiting(found, contact) && (!earlier || sinceOf(found) < sinceOf(earlier)))
          earlier = found;
      }
    }
    return earlier;
  }

  #sweep(): void {
    for (const [key, those] of this.#promised)
      for (const contactId of those) if (!this.#centre.registry.get(contactId)) this.#forget(key, contactId);
  }

  #forget(key: string, contactId: ContactId): void {
    const those = this.#promised.get(key);
    those?.delete(contactId);
    if (those?.size === 0) this.#promised.delete(key);
  }

  /** The core has moved the place from `contactId` to `intoContactId`. */
  merged(contactId: ContactId, intoContactId: ContactId): void {
    const { registry, journal, clock, callbacks } = this.#centre;
    const earlier = registry.get(contactId);
    const later = registry.get(intoContactId);
    if (!earlier || !later) return;
    const since = Math.min(sinceOf(earlier), later.waiting.inheritedSince ?? Number.POSITIVE_INFINITY);
    later.waiting.inheritedSince = since;
    journal.append({
      at: clock.now(),
      type: "queue.place-taken-over",
      contactId: intoContactId,
      agentId: null,
      payload: { from: contactId, waitingSince: since },
    });
    callbacks.merged(earlier);
  }
}

function sinceOf({ waiting, record }: LiveContact): EpochMs {
  return waiting.inheritedSince ?? record.queuedAt ?? record.arrivedAt;
}

function keysOf({ record, customer }: LiveContact): readonly string[] {
  const keys: string[] = [];
  // A company has more than one caller.
  if (record.customerId !== null && customer?.kind === "person") keys.push(`customer/${record.customerId}`);
  if (record.ani.e164 !== null) keys.push(`number/${record.ani.e164}`);
  return keys;
}

function isWaiting(earlier: LiveContact, contact: LiveContact): boolean {
  const { record, waiting } = earlier;
  if (waiting.callback === null) return false;
  // Still hearing the promise, or called back and on the line already: then it is somebody else who calls.
  if (earlier.customerLeg !== null && earlier.customerLegUp) return false;
  if (record.queueId !== contact.record.queueId || record.outcome !== null) return false;
  // An agent rings for the callback: it is being called, the new call takes its place. One that talks goes its way.
  return record.phase === "queued" || record.phase === "offered";
}
