import type { ContactRecord } from "../../shared/domain/contact.ts";
import type { ContactId, CustomerId, QueueId, UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { ContactFilter, ContactStore } from "../ports/contact-store.ts";
import type { LogSink } from "../ports/log-sink.ts";
import type { Refusals } from "../ports/record-keeping.ts";

/** Records kept for a disk that takes no more; beyond it the oldest are given up. */
const UNSAVED_MAX = 20_000;

/** Keeps what the disk would not take and tries again with every later record: the call goes on meanwhile. */
export class ForgivingContacts implements ContactStore {
  readonly #contacts: ContactStore;
  readonly #log: LogSink;
  readonly #unsaved = new Map<ContactId, ContactRecord>();

  constructor(contacts: ContactStore & Refusals<ContactRecord>, log: LogSink) {
    this.#contacts = contacts;
    this.#log = log;
    contacts.onRefused((record, error) => this.#refused(record, error));
  }

  save(record: ContactRecord): void {
    if (this.#unsaved.size > 0) this.saveKept();
    try {
      this.#contacts.save(record);
      this.#unsaved.delete(record.contactId);
    } catch (error) {
      this.#refused(record, error);
    }
  }

  /** Stops at the first record that is refused again. */
  saveKept(): void {
    for (const record of [...this.#unsaved.values()]) {
      try {
        this.#contacts.save(record);
      } catch (error) {
        this.#log.warn({ err: error, unsaved: this.#unsaved.size }, "contacts still cannot be saved");
        return;
      }
      this.#unsaved.delete(record.contactId);
    }
  }

  get(contactId: ContactId): Promise<ContactRecord | null> {
    return this.#contacts.get(contactId);
  }

  lastQueued(queueId: QueueId, limit: number): Promise<readonly ContactRecord[]> {
    return this.#contacts.lastQueued(queueId, limit);
  }

  lastAgent(customerId: CustomerId, since: EpochMs): Promise<UserId | null> {
    return this.#contacts.lastAgent(customerId, since);
  }

  list(filter: ContactFilter): Promise<readonly ContactRecord[]> {
    return this.#contacts.list(filter);
  }

  open(): Promise<readonly ContactRecord[]> {
    return this.#contacts.open();
  }

  /** With what only memory has: the figures of the day are counted from this. */
  async since(since: EpochMs): Promise<readonly ContactRecord[]> {
    // Before and after: one of them may be saved just after the disk was read.
    const before = [...this.#unsaved.values()];
    const records = new Map((await this.#contacts.since(since)).map((record) => [record.contactId, record]));
    const missing = before.filter(({ contactId }) => !records.has(contactId));
    for (const record of [...missing, ...this.#unsaved.values()])
      if (record.arrivedAt >= since) records.set(record.contactId, record);
    return [...records.values()];
  }

  #refused(record: ContactRecord, err: unknown): void {
    this.#log.error({ err, contactId: record.contactId }, "contact could not be saved; it is kept in memory");
    this.#keep(record);
  }

  #keep(record: ContactRecord): void {
    this.#unsaved.delete(record.contactId);
    const [oldest] = this.#unsaved.keys();
    if (this.#unsaved.size >= UNSAVED_MAX && oldest !== undefined) this.#unsaved.delete(oldest);
    this.#unsaved.set(record.contactId, record);
  }
}
