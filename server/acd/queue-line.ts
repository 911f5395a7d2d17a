import type { EpochMs, DurationMs } from "../../shared/domain/time.ts";
import type { Contact } from "./acd-state.ts";
import { listByAge, listByPriority } from "./caller-order.ts";

/**
 * Everybody in a queue's line, ringing ones too, in the order in which they are served at any time: those who waited
 * `promotionAfterMs` by age, then the others by priority. Whoever crosses that limit as time passes is moved over when
 * somebody next asks, once for each caller, so that asking for a place never means looking at the whole line.
 */
export class QueueLine {
  readonly #byAge = listByAge();
  /** Those who came after `#promotedUpTo`. */
  readonly #others = listByPriority();
  #promotedUpTo: EpochMs = Number.NEGATIVE_INFINITY;
  /** None of the others came before that. */
  #promotesNext: EpochMs = Number.POSITIVE_INFINITY;

  get size(): number {
    return this.#byAge.size;
  }

  oldest(): Contact | undefined {
    return this.#byAge.first();
  }

  has(contact: Contact): boolean {
    return this.#byAge.has(contact);
  }

  add(contact: Contact): void {
    this.#byAge.add(contact);
    if (contact.waitingSince <= this.#promotedUpTo) return;
    this.#others.add(contact);
    if (contact.waitingSince < this.#promotesNext) this.#promotesNext = contact.waitingSince;
  }

  remove(contact: Contact): void {
    this.#byAge.remove(contact);
    if (contact.waitingSince > this.#promotedUpTo) this.#others.remove(contact);
  }

  /** How many are served before this one, who is in the line. */
  ahead(contact: Contact, at: EpochMs, promotionAfterMs: DurationMs): number {
    this.#promote(at - promotionAfterMs);
    if (contact.waitingSince <= this.#promotedUpTo) return this.#byAge.before(contact);
    return this.#byAge.size - this.#others.size + this.#others.before(contact);
  }

  *inOrder(at: EpochMs, promotionAfterMs: DurationMs): Generator<Contact, void, undefined> {
    this.#promote(at - promotionAfterMs);
    for (const contact of this.#byAge.from(0)) {
      if (contact.waitingSince > this.#promotedUpTo) break;
      yield contact;
    }
    yield* this.#others.from(0);
  }

  #promote(upTo: EpochMs): void {
    const before = this.#promotedUpTo;
    if (upTo === before) return;
    this.#promotedUpTo = upTo;
    // Most of the time nobody crosses the limit between two questions.
    if (upTo > before && upTo < this.#promotesNext) return;
    this.#promotesNext = Number.POSITIVE_INFINITY;
    const place = this.#byAge.countUpTo(Math.min(before, upTo));
    for (const contact of this.#byAge.from(place)) {
      if (contact.waitingSince > Math.max(before, upTo)) {
        this.#promotesNext = Math.min(this.#promotesNext, contact.waitingSince);
        break;
      }
      if (upTo > before) this.#others.remove(contact);
      else {
        this.#others.add(contact);
        // Whoever came first of them is the next to be promoted again.
        this.#promotesNext = Math.min(this.#promotesNext, contact.waitingSince);
      }
    }
  }
}
