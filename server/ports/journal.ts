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

export interface Journal {
  /** Durable against a crash of the process when it returns (SQLite WAL); throws when the disk is full or the file broken. */
  append(entry: Omit<JournalEntry, "seq">): number;
  /** Entries after `afterSeq` in order, at most `limit`. */
  read(afterSeq: number, limit: number): readonly JournalEntry[];
  /** All entries of one contact, in order, at most 1,000. */
  ofContact(contactId: string): readonly JournalEntry[];
  lastSeq(): number;
}
