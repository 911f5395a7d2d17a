import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { asId, type CallListEntryId, type UserId } from "../../../shared/domain/ids.ts";
import { WAITING_DEFAULTS } from "../../../shared/domain/waiting.ts";
import { SqliteJournal } from "./journal-store.ts";
import { type Migration, migrate } from "./migrate.ts";
import { openDatabase } from "./open-database.ts";
import { openStores } from "./open-stores.ts";
import { SqliteDatabase } from "./sqlite-database.ts";
import { TRANSPARENT_HASHER } from "./temporary-stores.ts";
import { SqliteWaitingStore } from "./waiting-store.ts";

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-open-"));
  path = join(folder, "cordboard.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return "no error";
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
};
const append = (journal: SqliteJournal, payload: unknown): number =>
  journal.append({ at: 1, type: "t", contactId: null, agentId: null, payload });

describe("a data file that cannot be used", () => {
  test("is not a database", () => {
    writeFileSync(path, "this is a letter to my aunt, not a database at all. ".repeat(200));
    const before = readFileSync(path);
    expect(codeOf(() => openDatabase({ path }))).toBe("database-broken");
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("has damaged pages", () => {
    const database = openDatabase({ path });
    const journal = new SqliteJournal(database);
    for (let index = 0; index < 500; index += 1) append(journal, "x".repeat(300));
    database.close();
    const bytes = readFileSync(path);
    bytes.fill(0xa5, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 8192);
    writeFileSync(path, bytes);
    expect(codeOf(() => openDatabase({ path }))).toBe("database-broken");
  });

  test("was written by a later version", () => {
    openDatabase({ path }).close();
    const raw = new Database(path);
    raw.prepare("INSERT INTO schema_migrations (version, name) VALUES (99, 'the future')").run();
    raw.close();
    expect(codeOf(() => openDatabase({ path }))).toBe("database-newer");
  });

  test("lies in a folder that does not exist", () => {
    expect(codeOf(() => openDatabase({ path: join(folder, "nowhere", "x.db") }))).toBe("database-unreachable");
  });

  test("is held by another process", async () => {
    openDatabase({ path }).close();
    const holder = spawn(process.execPath, [
      "-e",
      `const db = new (require("better-sqlite3"))(${JSON.stringify(path)}); db.exec("BEGIN EXCLUSIVE"); console.log("held"); process.stdin.resume();`,
    ]);
    try {
      await once(holder.stdout, "data");
      expect(codeOf(() => openDatabase({ path, busyTimeoutMs: 20 }))).toBe("database-locked");
    } finally {
      holder.kill("SIGKILL");
      await once(holder, "exit");
    }
    openDatabase({ path }).close();
  });

  test("a second opening of an exclusive file is refused, and possible again after close", () => {
    const first = openDatabase({ path });
    expect(codeOf(() => openDatabase({ path, busyTimeoutMs: 20 }))).toBe("database-locked");
    first.close();
    openDatabase({ path }).close();
  });

  test("a full disk stops an append with disk-full and loses nothing that was stored", () => {
    openDatabase({ path }).close();
    const connection = new Database(path);
    connection.pragma("journal_mode = WAL");
    // The same result code as a file system without room (SQLITE_FULL).
    connection.pragma(`max_page_count = ${Number(connection.pragma("page_count", { simple: true })) + 20}`);
    const journal = new SqliteJournal(new SqliteDatabase(connection, path));
    let stored = 0;
    const fill = (): void => {
      for (let index = 0; index < 10_000; index += 1) stored = append(journal, "x".repeat(1_000));
    };
    expect(codeOf(fill)).toBe("disk-full");
    expect(stored).toBeGreaterThan(10);
    connection.close();
    const again = openDatabase({ path });
    expect(new SqliteJournal(again).lastSeq()).toBe(stored);
    again.close();
  });
});

describe("migrations", () => {
  const first: Migration = {
    version: 1,
    name: "one",
    sql: "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (7);",
  };
  const second: Migration = { version: 2, name: "two", sql: "ALTER TABLE a ADD COLUMN y INTEGER;" };
  const broken: Migration = { version: 3, name: "three", sql: "CREATE TABLE b (x INTEGER) STRICT; this is not SQL;" };

  test("only the missing ones run, each once, and data stays", () => {
    const connection = new Database(path);
    migrate(connection, path, { migrations: [first] });
    migrate(connection, path, { migrations: [first, second] });
    migrate(connection, path, { migrations: [first, second] });
    expect(connection.prepare("SELECT x, y FROM a").all()).toEqual([{ x: 7, y: null }]);
    expect(connection.prepare("SELECT version, name FROM schema_migrations ORDER BY version").all()).toEqual([
      { version: 1, name: "one" },
      { version: 2, name: "two" },
    ]);
    connection.close();
  });

  test("one that fails leaves the schema as it was", () => {
    const connection = new Database(path);
    migrate(connection, path, { migrations: [first] });
    expect(() => migrate(connection, path, { migrations: [first, second, broken] })).toThrow(/syntax error/);
    const columns = connection.prepare<[], { name: string }>("SELECT name FROM pragma_table_info('a')").all();
    expect(columns.map(({ name }) => name)).toEqual(["x"]);
    expect(connection.prepare("SELECT max(version) AS version FROM schema_migrations").get()).toEqual({ version: 1 });
    connection.close();
  });

  /** A file of the version before settings had revisions. */
  function backBeforeRevisions(raw: Database.Database): void {
    raw.exec("DROP TABLE setting_revisions; ALTER TABLE monitor_rules DROP COLUMN revision");
    raw.exec("DELETE FROM schema_migrations WHERE version > 24");
  }

  /** A file of the version before there was a do-not-call list. */
  function backBeforeDoNotCall(raw: Database.Database): void {
    backBeforeRevisions(raw);
    raw.exec(
      "DROP TABLE named_skills; DROP TABLE do_not_call; DROP TABLE do_not_call_changes; DROP INDEX call_list_entries_closed",
    );
    raw.exec(
      "ALTER TABLE call_list_entries DROP COLUMN closed_because; DELETE FROM schema_migrations WHERE version > 22",
    );
  }

  /** A file of the version before people of call lists had a place. */
  function backBeforePlaces(raw: Database.Database): void {
    backBeforeDoNotCall(raw);
    raw.exec("DROP INDEX call_list_attempts_at; DROP INDEX call_list_entries_place");
    raw.exec("ALTER TABLE call_list_attempts DROP COLUMN permit; ALTER TABLE call_list_entries DROP COLUMN place");
    raw.exec("DELETE FROM schema_migrations WHERE version > 21");
  }

  /** A file of the version before messages were known by the calls that answer them. */
  function backToEleven(raw: Database.Database): void {
    backBeforePlaces(raw);
    raw.exec("DROP INDEX voicemails_new; DROP TABLE late_messages; DROP TABLE pbx_copies; DROP TABLE monitor_rules");
    raw.exec("DROP INDEX call_list_entries_phone; DROP TABLE server_alive; DROP TABLE chosen_states");
    raw.exec("ALTER TABLE contacts DROP COLUMN answers_message_at; ALTER TABLE contacts DROP COLUMN message_at");
    raw.exec("ALTER TABLE contacts DROP COLUMN ended_by");
    raw.exec("DELETE FROM schema_migrations WHERE version > 11");
  }

  test("of a file with a long journal are told beforehand, as often as they run; of a new or a short one they are not", () => {
    const told: number[] = [];
    const open = () => openDatabase({ path, onLongUpgrade: (entries) => told.push(entries) });
    const database = open();
    const journal = new SqliteJournal(database);
    append(journal, "short");
    database.close();
    const forget = (last: number) => {
      const raw = new Database(path);
      backToEleven(raw);
      raw.prepare("UPDATE journal SET seq = ?").run(last);
      raw.close();
    };
    forget(500_000);
    open().close();
    expect(told).toEqual([]);
    forget(700_000);
    open().close();
    open().close();
    expect(told).toEqual([700_000]);
  });

  test("a call that was made because of a message is known as that from before there was a column for it", () => {
    openDatabase({ path }).close();
    const raw = new Database(path);
    backToEleven(raw);
    const contact =
      raw.prepare(`INSERT INTO contacts (contact_id, direction, phase, ani_raw, ani_presentation, dnis, language, arrived_at, held_ms, tier,
      collected_json, note, missed_offers, kind) VALUES (?, 'outbound', 'closed', '1', 'allowed', '1', 'en', 9, 0, 'standard', '[]', '', 0, 'call')`);
    for (const id of ["answer", "other"]) contact.run(id);
    raw
      .prepare(`INSERT INTO voicemails (voicemail_id, contact_id, queue_id, ani_json, language, recorded_at, length_ms, state, answer_json)
        VALUES ('vm', 'c', 'q', '{}', 'en', 7, 1000, 'done', '{"contactId":"answer"}')`)
      .run();
    raw.close();
    openDatabase({ path }).close();
    const after = new Database(path);
    const rows = after.prepare("SELECT contact_id, answers_message_at FROM contacts ORDER BY contact_id").all();
    after.close();
    expect(rows).toEqual([
      { contact_id: "answer", answers_message_at: 7 },
      { contact_id: "other", answers_message_at: null },
    ]);
  });

  test("options a queue had before there was a wait for the last agent come without one, and stay otherwise", async () => {
    openDatabase({ path }).close();
    const raw = new Database(path);
    backBeforePlaces(raw);
    raw.exec(
      "DROP TABLE monitor_rules; DROP INDEX call_list_entries_phone; DROP TABLE server_alive; DROP TABLE chosen_states; ALTER TABLE contacts DROP COLUMN message_at; ALTER TABLE contacts DROP COLUMN ended_by; DELETE FROM schema_migrations WHERE version > 14",
    );
    const { keys, callback, voicemail } = WAITING_DEFAULTS;
    const before = { queueId: "service", keys, announcesWait: false, callback, voicemail };
    raw.prepare("INSERT INTO queue_waiting VALUES ('service', ?)").run(JSON.stringify(before));
    raw.close();
    const database = openDatabase({ path });
    const options = await new SqliteWaitingStore(database).waitingOptions();
    database.close();
    expect(options).toEqual([{ ...before, lastAgentWaitMs: 0 }]);
  });

  test("people of a list that was imported before there were places have one from the first start on, and their attempts no permit", async () => {
    openDatabase({ path }).close();
    const raw = new Database(path);
    backBeforePlaces(raw);
    raw.exec("INSERT INTO call_lists VALUES ('l', 'Renewals', 'preview', 1, 'ana', 1)");
    raw.exec(
      `INSERT INTO call_list_entries (entry_id, call_list_id, position, state, phone, name, reason) VALUES
       ('l.e1', 'l', 0, 'open', '+12125550123', '', ''), ('l.e2', 'l', 1, 'done', '+8613800138000', '', '')`,
    );
    raw.exec(
      "INSERT INTO call_list_attempts (entry_id, contact_id, agent_id, at, outcome) VALUES ('l.e2', 'c', 'ana', 1, 'handled')",
    );
    raw.close();
    const database = openDatabase({ path });
    const placeOf = (number: string) => ({ country: number.startsWith("+1") ? "US" : "CN", timeZones: ["UTC"] });
    const { callLists } = openStores(database, { passwordHasher: TRANSPARENT_HASHER, placeOf });
    const entries = await Promise.all(
      ["l.e1", "l.e2"].map((entryId) => callLists.entry(asId<CallListEntryId>(entryId))),
    );
    expect(entries).toMatchObject([
      { place: { country: "US", timeZones: ["UTC"] } },
      { place: { country: "CN", timeZones: ["UTC"] }, attempts: [{ outcome: "handled", permit: null }] },
    ]);
    database.close();
  });

  test("a list from before there was a do-not-call list goes on, and its entries are closed by it", async () => {
    openDatabase({ path }).close();
    const raw = new Database(path);
    backBeforeDoNotCall(raw);
    raw.exec("INSERT INTO call_lists VALUES ('l', 'Renewals', 'preview', 1, 'ana', 1)");
    raw.exec(
      `INSERT INTO call_list_entries (entry_id, call_list_id, position, state, phone, name, reason, place)
       VALUES ('l.e1', 'l', 0, 'open', '+8613800138000', '', '', 'CN Asia/Shanghai')`,
    );
    raw.close();
    const database = openDatabase({ path });
    const { callLists, doNotCall } = openStores(database, { passwordHasher: TRANSPARENT_HASHER });
    const entryId = asId<CallListEntryId>("l.e1");
    expect(await callLists.entry(entryId)).toMatchObject({ state: "open", closedBecause: null });
    const by = { userId: asId<UserId>("ana"), name: "Ana" };
    const addition = { phone: "+8613800138000", at: 1, by, because: "added", note: "", contactId: null } as const;
    expect(doNotCall.add(addition)).toEqual({ added: true, closedEntries: 1 });
    expect(doNotCall.add(addition)).toEqual({ added: false, closedEntries: 0 });
    expect(await callLists.entry(entryId)).toMatchObject({ state: "done", closedBecause: "do-not-call" });
    database.close();
  });

  test("opening twice does not migrate twice", () => {
    openDatabase({ path }).close();
    const database = openDatabase({ path });
    const versions = database.prepare<[], { version: number }>("SELECT version FROM schema_migrations").all();
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
    database.close();
  });
});

describe("transactions", () => {
  test("all or nothing, and an error is passed on unchanged", () => {
    const database = openDatabase({ path });
    const journal = new SqliteJournal(database);
    const mistake = new RangeError("mine");
    const work = (): void =>
      database.transaction(() => {
        append(journal, 1);
        throw mistake;
      });
    expect(work).toThrow(mistake);
    expect(journal.read(0, 10)).toEqual([]);
    database.close();
  });
});
