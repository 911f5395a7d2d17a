import type { Journal, JournalEntry } from "../../server/ports/journal.ts";

/** All of a journal, a thousand at a time. */
export function* journalEntries(journal: Journal): Iterable<JournalEntry> {
  for (let after = 0; ; ) {
    const entries = journal.read(after, 1_000);
    yield* entries;
    const last = entries.at(-1);
    if (!last) return;
    after = last.seq;
  }
}
