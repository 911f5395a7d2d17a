import type { AgendaEntryId, ContactId, CustomerId, UserId } from "./ids.ts";
import type { EpochMs } from "./time.ts";

/** A call an agent has promised to make: theirs, at a time the customer agreed to. */
export interface AgendaEntry {
  readonly entryId: AgendaEntryId;
  readonly agentId: UserId;
  readonly customerId: CustomerId | null;
  /** Whom to ask for; empty where nobody knows. */
  readonly name: string;
  /** E.164 */
  readonly phone: string;
  readonly dueAt: EpochMs;
  /** IANA name of the customer's zone, in which the time was agreed on. */
  readonly timeZone: string;
  readonly note: string;
  /** The contact in which it was promised. */
  readonly contactId: ContactId | null;
  readonly createdAt: EpochMs;
  /** null: still to be done. */
  readonly doneAt: EpochMs | null;
}
