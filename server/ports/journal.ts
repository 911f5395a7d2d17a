import type { EpochMs } from "../../shared/domain/time.ts";

/** One line of the log: the only truth; everything else can be rebuilt from it. */
export interface JournalEntry {
  readonly seq: number;
  readonly at: EpochMs;
  readonly type: string;
  readonly contactId: string | null;
  readonly agentId: string | null;
  /** JSON; personal data allowed here (the data folder is private), secrets never. */
  readonly payload: unknown;
}

export type NewJournalEntry = Omit<JournalEntry, "seq">;

export interface Journal {
  /**
   * Durable against a crash of the process with the next `settle` (record-keeping.ts), at the latest at the end of this turn of the event
   * loop. Throws when the disk is full or the file broken and that shows at once; else `Refusals` tells it.
   */
  append(entry: NewJournalEntry): number;
  /** Entries after `afterSeq` in order, at most `limit`. */
  read(afterSeq: number, limit: number): readonly JournalEntry[];
  /** All entries of one contact, in order: where a call is after a restart stands in the last of them as well as in the first. */
  ofContact(contactId: string): readonly JournalEntry[];
  lastSeq(): number;
}
