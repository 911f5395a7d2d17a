import type { RoutingExplanation } from "../../../shared/domain/routing-explanation.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import type { AcdEffect } from "../../acd/effects.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";

type Offer = Extract<AcdEffect, { type: "offer" }>;
type Waiting = Extract<AcdEffect, { type: "contact-waiting" }>;

/** The reasons of a wait are looked at again after this, and then each time the wait has grown by a quarter: 20 looks an hour. */
const LOOK_AGAIN_MS: DurationMs = 15_000;
const LOOK_AGAIN_SHARE = 0.25;

/**
 * Writes into the journal, in the core's own words, why each caller went where they went, why they waited, and how the reasons
 * changed while they did. `test/replay` derives every one of these entries again from the events before it.
 */
export class RoutingRecord {
  readonly #centre: Centre;
  /** What was written last about a waiting contact: the same is not written twice. */
  readonly #written = new WeakMap<LiveContact, string>();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  offered({ contactId, agentId, explanation }: Offer): void {
    this.#write("offered", contactId, agentId, explanation);
  }

  waits({ contactId, explanation }: Waiting): void {
    this.#write("waits", contactId, null, explanation);
    const contact = this.#centre.registry.get(contactId);
    if (!contact) return;
    this.#written.set(contact, reasonsOf(explanation));
    this.#lookLater(contact, explanation.waitedMs);
  }

  /** Somebody changed them by hand: told at once, not at the next look. */
  reasonsChanged(contactId: Offer["contactId"]): void {
    const contact = this.#centre.registry.get(contactId);
    if (contact?.record.phase === "queued") this.#look(contact);
  }

  #lookLater(contact: LiveContact, waitedMs: DurationMs): void {
    const { registry, clock } = this.#centre;
    const inMs = Math.max(LOOK_AGAIN_MS, Math.round(waitedMs * LOOK_AGAIN_SHARE));
    registry.arm(contact, "explain", clock.now() + inMs, () => this.#look(contact));
  }

  #look(contact: LiveContact): void {
    const { contactId } = contact.record;
    const explanation = this.#centre.router.explain(contactId);
    // Served or gone: whoever waits again comes back by `waits`.
    if (explanation === null) return;
    const reasons = reasonsOf(explanation);
    if (contact.record.phase === "queued" && reasons !== this.#written.get(contact)) {
      this.#written.set(contact, reasons);
      this.#write("still-waits", contactId, null, explanation);
    }
    this.#lookLater(contact, explanation.waitedMs);
  }

  #write(
    decision: "offered" | "waits" | "still-waits",
    contactId: Offer["contactId"],
    agentId: Offer["agentId"] | null,
    explanation: RoutingExplanation,
  ): void {
    const { journal, clock } = this.#centre;
    const payload = { decision, explanation };
    journal.append({ at: clock.now(), type: "routing.explained", contactId, agentId, payload });
  }
}

/** Without what only grows with the time. */
function reasonsOf(explanation: RoutingExplanation): string {
  const { alternatives, relaxationStep, overflowedTo, promoted, waiting, givenBy } = explanation;
  return JSON.stringify([alternatives, relaxationStep, overflowedTo, promoted, waiting, givenBy]);
}
