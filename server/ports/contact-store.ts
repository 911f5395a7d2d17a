import type { ContactRecord } from "../../shared/domain/contact.ts";
import type { ContactId, CustomerId, UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";

export interface ContactFilter {
  readonly customerId?: CustomerId;
  readonly agentId?: UserId;
  readonly since?: EpochMs;
  readonly before?: EpochMs;
  /** Part of the number or of the customer's name. */
  readonly text?: string;
  /** <= 200 */
  readonly limit: number;
}

export interface ContactStore {
  /** Inserts or replaces the whole record. */
  save(record: ContactRecord): void;
  get(contactId: ContactId): Promise<ContactRecord | null>;
  /** Newest first. */
  list(filter: ContactFilter): Promise<readonly ContactRecord[]>;
  /** Contacts that were not closed when the last run ended. */
  open(): Promise<readonly ContactRecord[]>;
  /** Closed or not, arrived at or after `since`, for counters and service level. At most 100,000. */
  since(since: EpochMs): Promise<readonly ContactRecord[]>;
}
