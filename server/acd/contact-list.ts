import type { Contact } from "./acd-state.ts";

/**
 * The contacts of one queue in the order in which they came. Linked through the contacts themselves (each is in one such
 * list at most), because thousands come and go a second: a set would hash each of them twice.
 */
export class ContactList {
  #first: Contact | null = null;
  #last: Contact | null = null;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Of a contact that is in no other list. */
  has(contact: Contact): boolean {
    return contact.previousInQueue !== null || this.#first === contact;
  }

  add(contact: Contact): void {
    if (this.has(contact)) return;
    contact.previousInQueue = this.#last;
    if (this.#last === null) this.#first = contact;
    else this.#last.nextInQueue = contact;
    this.#last = contact;
    this.#size += 1;
  }

  delete(contact: Contact): void {
    if (!this.has(contact)) return;
    const { previousInQueue: previous, nextInQueue: next } = contact;
    if (previous === null) this.#first = next;
    else previous.nextInQueue = next;
    if (next === null) this.#last = previous;
    else next.previousInQueue = previous;
    contact.previousInQueue = null;
    contact.nextInQueue = null;
    this.#size -= 1;
  }

  /** Whoever changes the list meanwhile takes a copy first. */
  *[Symbol.iterator](): Generator<Contact, void, undefined> {
    for (let contact = this.#first; contact !== null; contact = contact.nextInQueue) yield contact;
  }
}
