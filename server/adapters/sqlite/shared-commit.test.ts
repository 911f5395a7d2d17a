import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SharedCommit } from "./shared-commit.ts";

let folder: string;
let connection: Database.Database;
/** Another program's eyes: sees only what was committed. */
let reader: Database.Database;
let shared: SharedCommit;
let refused: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-shared-commit-"));
  connection = new Database(join(folder, "file.db"));
  connection.pragma("journal_mode = WAL");
  connection.pragma("foreign_keys = ON");
  // A deferred reference is looked at by COMMIT: the disk that is full when everything seemed to be written.
  connection.exec(`CREATE TABLE parents (id TEXT PRIMARY KEY);
    CREATE TABLE lines (text TEXT NOT NULL, parent TEXT REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)`);
  reader = new Database(join(folder, "file.db"), { readonly: true });
  shared = new SharedCommit(connection);
  refused = [];
});

afterEach(() => {
  shared.settle();
  reader.close();
  connection.close();
  rmSync(folder, { recursive: true, force: true });
});

const lines = () =>
  reader
    .prepare<[], { text: string }>("SELECT text FROM lines ORDER BY rowid")
    .all()
    .map(({ text }) => text);

function write(text: string | null, parent: string | null = null): void {
  const work = () => connection.prepare("INSERT INTO lines VALUES (?, ?)").run(text, parent);
  shared.write(work, () => refused.push(String(text)));
}

const endOfTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("writes of one turn", () => {
  test("are kept together by settle, not before", () => {
    write("a");
    write("b");
    expect(lines()).toEqual([]);
    shared.settle();
    expect(lines()).toEqual(["a", "b"]);
    shared.settle();
    expect(refused).toEqual([]);
  });

  test("are kept at the end of the turn when nobody settles", async () => {
    write("a");
    await endOfTurn();
    expect(lines()).toEqual(["a"]);
    write("b");
    await endOfTurn();
    expect(lines()).toEqual(["a", "b"]);
  });

  test("one that fails at once is told at once and takes no other with it", () => {
    write("a");
    expect(() => write(null)).toThrow(/NOT NULL/);
    write("b");
    shared.settle();
    expect(lines()).toEqual(["a", "b"]);
    expect(refused).toEqual([]);
  });

  test("belong to a transaction that is under way", () => {
    expect(() =>
      connection
        .transaction(() => {
          write("a");
          throw new Error("given up");
        })
        .immediate(),
    ).toThrow("given up");
    shared.settle();
    expect(lines()).toEqual([]);
  });

  test("a full disk undoes the transaction: what came before the write that hit it is there all the same", () => {
    const room = connection.pragma("page_count", { simple: true }) as number;
    connection.pragma(`max_page_count = ${room + 3}`);
    const long = "x".repeat(1_500);
    let taken = 0;
    expect(() => {
      for (; taken < 100; taken += 1) write(`${taken} ${long}`);
    }).toThrow(/full/);
    expect(taken).toBeGreaterThan(1);
    shared.settle();
    expect(lines()).toHaveLength(taken);
    expect(refused).toEqual([]);
  });

  test("many are committed in between, so that a turn without an end is no transaction without an end", () => {
    for (let n = 0; n < 1_000; n += 1) write(String(n));
    expect(lines().length).toBeGreaterThanOrEqual(700);
  });
});

describe("a commit that fails", () => {
  test("keeps what came first, and tells of the rest", () => {
    write("a");
    write("orphan", "nobody");
    write("b");
    shared.settle();
    expect(lines()).toEqual(["a"]);
    expect(refused).toEqual(["orphan", "b"]);
    write("c");
    shared.settle();
    expect(lines()).toEqual(["a", "c"]);
  });

  test("whatever is written, fails and settles: the disk has the writes that were neither thrown nor refused, in order", () => {
    const step = fc.constantFrom("write", "write", "write", "orphan", "throws", "settle");
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        connection.exec("DELETE FROM lines");
        refused = [];
        const taken: string[] = [];
        for (const [index, what] of steps.entries()) {
          if (what === "settle") shared.settle();
          else if (what === "throws") expect(() => write(null)).toThrow();
          else {
            write(`${what} ${index}`, what === "orphan" ? "nobody" : null);
            taken.push(`${what} ${index}`);
          }
        }
        shared.settle();
        expect(lines()).toEqual(taken.filter((text) => !refused.includes(text)));
        expect(lines().filter((text) => text.startsWith("orphan"))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
