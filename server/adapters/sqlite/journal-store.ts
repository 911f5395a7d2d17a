import type { Statement } from "better-sqlite3";
import type { Journal, JournalEntry, NewJournalEntry } from "../../ports/journal.ts";
import type { Refusals } from "../../ports/record-keeping.ts";
import { parseJsonColumn } from "./parse-json-column.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

interface JournalRow {
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly contact_id: string | null;
  readonly agent_id: string | null;
  readonly payload_json: string;
}

const READ_MAX = 10_000;
const COLUMNS = "seq, at, type, contact_id, agent_id, payload_json";

export class SqliteJournal implements Journal, Refusals<NewJournalEntry> {
  readonly #database: SqliteDatabase;
  readonly #insert: Statement<[number, string, string | null, string | null, string]>;
  readonly #readAfter: Statement<[number, number], JournalRow>;
  readonly #ofContact: Statement<[string], JournalRow>;
  #lastSeq: number;
  #onRefused: (entry: NewJournalEntry, error: unknown) => void = () => undefined;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#insert = database.prepare(
      "INSERT INTO journal (at, type, contact_id, agent_id, payload_json) VALUES (?, ?, ?, ?, ?)",
    );
    this.#readAfter = database.prepare(`SELECT ${COLUMNS} FROM journal WHERE seq > ? ORDER BY seq LIMIT ?`);
    this.#ofContact = database.prepare(`SELECT ${COLUMNS} FROM journal WHERE contact_id = ? ORDER BY seq`);
    const last = database.prepare<[], { seq: number | null }>("SELECT max(seq) AS seq FROM journal").get();
    this.#lastSeq = last?.seq ?? 0;
  }

  append(entry: NewJournalEntry): number {
    // undefined is no JSON; an event without payload is journaled as null.
    const payload = JSON.stringify(entry.payload) ?? "null";
    const { at, type, contactId, agentId } = entry;
    return this.#database.write(
      () => {
        this.#lastSeq = Number(this.#insert.run(at, type, contactId, agentId, payload).lastInsertRowid);
        return this.#lastSeq;
      },
      (error) => this.#onRefused(entry, error),
    );
  }

  onRefused(listener: (entry: NewJournalEntry, error: unknown) => void): void {
    this.#onRefused = listener;
  }

  read(afterSeq: number, limit: number): readonly JournalEntry[] {
    return this.#database.guarded(() => this.#readAfter.all(afterSeq, Math.min(limit, READ_MAX)).map(entryOf));
  }

  ofContact(contactId: string): readonly JournalEntry[] {
    return this.#database.guarded(() => this.#ofContact.all(contactId).map(entryOf));
  }

  lastSeq(): number {
    return this.#lastSeq;
  }
}

function entryOf(row: JournalRow): JournalEntry {
  return {
    seq: row.seq,
    at: row.at,
    type: row.type,
    contactId: row.contact_id,
    agentId: row.agent_id,
    payload: parseJsonColumn("journal.payload_json", row.payload_json),
  };
}
