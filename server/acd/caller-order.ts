import type { EpochMs } from "../../shared/domain/time.ts";
import type { Contact, Queue } from "./acd-state.ts";
import { RankedList } from "./ranked-list.ts";

function byId(a: Contact, b: Contact): number {
  return a.contactId < b.contactId ? -1 : a.contactId > b.contactId ? 1 : 0;
}

export function byAge(a: Contact, b: Contact): number {
  return a.waitingSince - b.waitingSince || byId(a, b);
}

export function byPriority(a: Contact, b: Contact): number {
  return a.priorityKey - b.priorityKey || byAge(a, b);
}

export function listByAge(): RankedList<Contact> {
  return new RankedList(({ waitingSince }) => waitingSince, byId);
}

export function listByPriority(): RankedList<Contact> {
  return new RankedList(({ priorityKey }) => priorityKey, byAge);
}

/** Who waited longer than the line's limit is served there before any head start (numbers.md, VIP and fairness). */
export function isPromotedIn(queue: Queue, contact: Contact, at: EpochMs): boolean {
  return at - contact.waitingSince >= queue.config.promotionAfterMs;
}

/** In their own queue. */
export function isPromoted(contact: Contact, at: EpochMs): boolean {
  return contact.queue !== null && isPromotedIn(contact.queue, contact, at);
}

/** The order in which callers are served at this time: promoted ones by age, then the others by priority. */
export function servingOrder(at: EpochMs): (a: Contact, b: Contact) => number {
  return (a, b) => {
    const aPromoted = isPromoted(a, at);
    if (aPromoted !== isPromoted(b, at)) return aPromoted ? -1 : 1;
    return aPromoted ? byAge(a, b) : byPriority(a, b);
  };
}
