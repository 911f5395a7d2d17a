/**
 * `npm run replay -- <data folder | cordboard.db | export.jsonl>`: decides everything in the journal again with today's core and
 * prints where it first differs from what was decided then. Ends with 1 when it does. The data folder is only read: its
 * file is copied, so the server may run (what it writes meanwhile is not seen).
 */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, stderr, stdout } from "node:process";
import { openDatabase } from "../../server/adapters/sqlite/open-database.ts";
import { SqliteJournal } from "../../server/adapters/sqlite/journal-store.ts";
import type { JournalEntry } from "../../server/ports/journal.ts";
import { compareJournal, type Comparison } from "./compare-journal.ts";
import { journalEntries } from "./journal-entries.ts";

function replay(path: string): Comparison {
  if (path.endsWith(".jsonl")) return compareJournal(exportedEntries(path));
  const file = statSync(path).isDirectory() ? join(path, "cordboard.db") : path;
  const folder = mkdtempSync(join(tmpdir(), "cordboard-replay-"));
  try {
    const copy = join(folder, "cordboard.db");
    for (const part of ["", "-wal"]) if (existsSync(file + part)) copyFileSync(file + part, copy + part);
    const database = openDatabase({ path: copy });
    try {
      return compareJournal(journalEntries(new SqliteJournal(database)));
    } finally {
      database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function* exportedEntries(path: string): Iterable<JournalEntry> {
  let seq = 0;
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (line.trim() === "") continue;
    seq += 1;
    const entry = JSON.parse(line) as Partial<JournalEntry>;
    yield { seq, at: 0, type: "", contactId: null, agentId: null, payload: null, ...entry };
  }
}

const [path] = argv.slice(2);
if (path === undefined || !existsSync(path)) {
  stderr.write(
    `${path === undefined ? "which journal?" : `there is no ${path}`}: npm run replay -- <data folder | cordboard.db | export.jsonl>\n`,
  );
  process.exitCode = 2;
} else {
  const { runs, events, offers, digests, explanations, disagreement } = replay(path);
  stdout.write(
    `${events} events of ${runs} runs decided again; ${offers} offers, ${explanations} reasons and ${digests} fingerprints compared\n`,
  );
  stdout.write(disagreement === null ? "every decision is the same\n" : `first difference: ${disagreement}\n`);
  process.exitCode = disagreement === null ? 0 : 1;
}
