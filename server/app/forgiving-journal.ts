import type { Journal, JournalEntry, NewJournalEntry } from "../ports/journal.ts";
import type { LogSink } from "../ports/log-sink.ts";
import type { Refusals } from "../ports/record-keeping.ts";

/**
 * A full or broken disk costs the record, never the call: an entry that cannot be written is reported as an error and the
 * call goes on. What a restart could adopt is then less than what was going on.
 */
export class ForgivingJournal implements Journal {
  readonly #journal: Journal;
  readonly #log: LogSink;

  constructor(journal: Journal & Refusals<NewJournalEntry>, log: LogSink) {
    this.#journal = journal;
    this.#log = log;
    journal.onRefused((entry, error) => this.#lost(entry, error));
  }

  append(entry: NewJournalEntry): number {
    try {
      return this.#journal.append(entry);
    } catch (error) {
      this.#lost(entry, error);
      return this.#journal.lastSeq();
    }
  }

  read(afterSeq: number, limit: number): readonly JournalEntry[] {
    return this.#journal.read(afterSeq, limit);
  }

  ofContact(contactId: string): readonly JournalEntry[] {
    return this.#journal.ofContact(contactId);
  }

  lastSeq(): number {
    return this.#journal.lastSeq();
  }

  #lost({ type, contactId }: NewJournalEntry, err: unknown): void {
    this.#log.error({ err, type, contactId }, "journal entry could not be written");
  }
}
