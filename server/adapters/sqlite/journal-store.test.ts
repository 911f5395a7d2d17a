import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SqliteJournal } from "./journal-store.ts";
import { openDatabase } from "./open-database.ts";
import { type TemporaryStores, temporaryStores } from "./temporary-stores.ts";

let temporary: TemporaryStores;
beforeEach(() => {
  temporary = temporaryStores();
});
afterEach(() => temporary.dispose());

const entry = (type: string, contactId: string | null, payload: unknown = null) => ({
  at: 1_000,
  type,
  contactId,
  agentId: null,
  payload,
});

const ENTRIES_MAX = 4_000;

describe("journal", () => {
  test("numbers without gaps, read in order and in pieces", () => {
    const { journal } = temporary.stores;
    expect(journal.lastSeq()).toBe(0);
    for (let index = 1; index <= 5; index += 1) expect(journal.append(entry(`t${index}`, null))).toBe(index);
    expect(journal.read(2, 2).map(({ seq, type }) => [seq, type])).toEqual([
      [3, "t3"],
      [4, "t4"],
    ]);
    expect(journal.read(5, 10)).toEqual([]);
    expect(journal.lastSeq()).toBe(5);
  });

  test("gives back what was put in", () => {
    const { journal } = temporary.stores;
    const payload = { text: "引号\"' 和 \u0000 🙂", list: [1, null, { deep: true }] };
    journal.append({ at: 42, type: "contact-arrived", contactId: "c1", agentId: "ana", payload });
    expect(journal.read(0, 1)).toEqual([
      { seq: 1, at: 42, type: "contact-arrived", contactId: "c1", agentId: "ana", payload },
    ]);
    journal.append(entry("empty", null, undefined));
    expect(journal.read(1, 1)[0]?.payload).toBeNull();
  });

  test("entries of one contact, in order", () => {
    const { journal } = temporary.stores;
    for (const contactId of ["a", "b", null, "a"]) journal.append(entry("t", contactId));
    expect(journal.ofContact("a").map(({ seq }) => seq)).toEqual([1, 4]);
    expect(journal.ofContact("c")).toEqual([]);
  });

  test("what was appended and settled survives kill -9, and the next process goes on numbering", async () => {
    temporary.database.close();
    const script = `
      import { openDatabase } from ${JSON.stringify(new URL("open-database.ts", import.meta.url).href)};
      import { SqliteJournal } from ${JSON.stringify(new URL("journal-store.ts", import.meta.url).href)};
      const database = openDatabase({ path: ${JSON.stringify(temporary.path)} });
      const journal = new SqliteJournal(database);
      // Waits for a reader who is busy; a bare writeSync would end with EAGAIN.
      const report = (seq) => new Promise((written) => {
        // As before any request to the exchange and any answer to a command.
        database.settle();
        process.stdout.write(seq + "\\n", written);
      });
      for (let n = 0; n < ${ENTRIES_MAX}; n += 1) await report(journal.append({ at: 1, type: "t", contactId: null, agentId: null, payload: { n: journal.lastSeq() + 1 } }));
      setInterval(() => undefined, 60_000);`;
    // On a busy machine the end of the writer comes late; it then waits for it instead of writing more than is read back.
    const writer = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let reported = 0;
    const lines = createInterface({ input: writer.stdout });
    for await (const line of lines) {
      reported = Number(line);
      if (reported === 300) writer.kill("SIGKILL");
    }
    if (writer.signalCode === null) await once(writer, "exit");
    expect(writer.signalCode).toBe("SIGKILL");
    expect(reported).toBeGreaterThanOrEqual(300);

    const database = openDatabase({ path: temporary.path });
    const journal = new SqliteJournal(database);
    expect(journal.lastSeq()).toBeGreaterThanOrEqual(reported);
    const entries = journal.read(0, 2 * ENTRIES_MAX);
    expect(entries.map(({ payload }) => (payload as { n: number }).n)).toEqual(entries.map((_, index) => index + 1));
    expect(journal.append(entry("after", null))).toBe(journal.read(0, 2 * ENTRIES_MAX).length);
    database.close();
  });
});
