import type { ContactOutcome, ContactRecord, Disposition } from "../../shared/domain/contact.ts";
import type { CountedAs } from "../../shared/domain/counted-as.ts";
import type { ContactId, CustomerId, QueueId, UserId } from "../../shared/domain/ids.ts";
import type { ServiceLevelVariant } from "../../shared/domain/service-level.ts";
import type { EpochMs } from "../../shared/domain/time.ts";

export interface ContactFilter {
  readonly customerId?: CustomerId;
  readonly agentId?: UserId;
  readonly queueId?: QueueId;
  readonly direction?: ContactRecord["direction"];
  readonly outcome?: ContactOutcome;
  readonly disposition?: Disposition;
  /** As what it stands in a figure of the day. Together with `queueId`: in that queue's figure. */
  readonly counted?: CountedAs;
  /** By which a side of the service level is counted; only with one of those. */
  readonly variant?: ServiceLevelVariant;
  readonly since?: EpochMs;
  /** Exclusive. */
  readonly before?: EpochMs;
  /** With `before`: of those that arrived in that very millisecond, the ones below this id too. */
  readonly beforeId?: ContactId;
  /** Part of the number, of the customer's name or of the note. */
  readonly text?: string;
  /** <= 200 */
  readonly limit: number;
}

export interface ContactStore {
  /** Inserts or replaces the whole record; durable as a journal entry is. Throws when it is seen at once that the disk does not take it. */
  save(record: ContactRecord): void;
  get(contactId: ContactId): Promise<ContactRecord | null>;
  /** Newest first. */
  list(filter: ContactFilter): Promise<readonly ContactRecord[]>;
  /** Contacts that were not closed when the last run ended. */
  open(): Promise<readonly ContactRecord[]>;
  /** The newest that were offered to this queue, oldest first; at most 1,000. */
  lastQueued(queueId: QueueId, limit: number): Promise<readonly ContactRecord[]>;
  /** Who talked with this customer in the newest call that arrived at or after `since` and is over; null: nobody. */
  lastAgent(customerId: CustomerId, since: EpochMs): Promise<UserId | null>;
  /** Closed or not, arrived at or after `since`, for counters and service level. At most 100,000. */
  since(since: EpochMs): Promise<readonly ContactRecord[]>;
}
