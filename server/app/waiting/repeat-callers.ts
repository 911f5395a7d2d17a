import type { ContactId } from "../../../shared/domain/ids.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";

/** Entries kept; beyond it those that are over are swept out. */
const KNOWN_MAX = 50_000;

/**
 * People who call again while a promised callback of theirs waits: the new call takes over that place with its age, and the
 * callback is cancelled. The same person: the same customer who is a person, or the same calling number; for the same queue.
 * A call whose caller is on the line is never touched: behind the number of a switchboard there are many people.
 */
export class RepeatCallers {
  readonly #centre: Centre;
  readonly #latest = new Map<string, ContactId>();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** The contact whose place this one takes; from now on this one is the person's latest. */
  earlierOf(contact: LiveContact): LiveContact | null {
    const { registry } = this.#centre;
    let earlier: LiveContact | null = null;
    for (const key of keysOf(contact)) {
      const known = this.#latest.get(key);
      const found = known === undefined ? null : registry.get(known);
      if (found && found !== contact && isWaiting(found, contact)) earlier ??= found;
      this.#latest.set(key, contact.record.contactId);
    }
    if (this.#latest.size > KNOWN_MAX) this.#sweep();
    return earlier;
  }

  #sweep(): void {
    for (const [key, contactId] of this.#latest) if (!this.#centre.registry.get(contactId)) this.#latest.delete(key);
  }

  /** The core has moved the place from `contactId` to `intoContactId`. */
  merged(contactId: ContactId, intoContactId: ContactId): void {
    const { registry, journal, clock, callbacks } = this.#centre;
    const earlier = registry.get(contactId);
    const later = registry.get(intoContactId);
    if (!earlier || !later) return;
    const since = earlier.waiting.inheritedSince ?? earlier.record.queuedAt ?? earlier.record.arrivedAt;
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

function keysOf({ record, customer }: LiveContact): readonly string[] {
  const keys: string[] = [];
  // A company has more than one caller.
  if (record.customerId !== null && customer?.kind === "person") {
    keys.push(`${record.queueId}/customer/${record.customerId}`);
  }
  if (record.ani.e164 !== null) keys.push(`${record.queueId}/number/${record.ani.e164}`);
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
