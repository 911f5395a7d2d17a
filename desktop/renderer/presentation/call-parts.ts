import type { ContactRecord } from "../../../shared/domain/contact.ts";
import type { ContactId } from "../../../shared/domain/ids.ts";

/** One call of the customer: whoever had it, in the order in which they did. */
export interface CallParts {
  /** Of the first part, also where only later ones are at hand. */
  readonly callId: ContactId;
  /** At least one, oldest first. */
  readonly parts: readonly [ContactRecord, ...ContactRecord[]];
}

/**
 * Contacts put together to the calls they are parts of: a call that is passed on, parked or asked about is a chain of contacts, and a
 * reader takes each for a call. The order is that of the newest part of each; contacts are newest first.
 */
export function callsOf(contacts: readonly ContactRecord[]): readonly CallParts[] {
  const byId = new Map(contacts.map((contact) => [contact.contactId, contact]));
  const calls = new Map<ContactId, [ContactRecord, ...ContactRecord[]]>();
  for (const contact of contacts) {
    const callId = firstOf(contact, byId);
    const parts = calls.get(callId);
    if (parts === undefined) calls.set(callId, [contact]);
    else parts.unshift(contact);
  }
  return [...calls].map(([callId, parts]) => ({ callId, parts }));
}

function firstOf(contact: ContactRecord, byId: ReadonlyMap<ContactId, ContactRecord>): ContactId {
  let first = contact.contactId;
  let before = contact.transferredFrom;
  // Records are not trusted to be without a circle.
  for (let steps = 0; before !== null && steps <= byId.size; steps += 1) {
    first = before;
    before = byId.get(before)?.transferredFrom ?? null;
  }
  return first;
}

/** What the customer was told in the end: of a question to a colleague nobody would say that it was the call. */
export function resultOf({ parts }: CallParts): ContactRecord {
  return parts.findLast(({ kind }) => kind === "call") ?? parts[0];
}
