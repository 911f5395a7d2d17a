import type Database from "better-sqlite3";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { DoNotCallChange, DoNotCallNumber, DoNotCallReason } from "../../../shared/domain/do-not-call.ts";
import { asId, type ContactId } from "../../../shared/domain/ids.ts";
import { type CountryCode, toE164 } from "../../customers/to-e164.ts";
import type { DoNotCallAddition, DoNotCallStore } from "../../ports/do-not-call-store.ts";
import type { CallListTables } from "./call-list-rows.ts";
import { csvColumns } from "./csv-header.ts";
import { csvRows } from "./csv-rows.ts";
import { csvText } from "./csv-text.ts";
import { likePattern } from "./like-pattern.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

interface ChangeRow {
  version: number;
  at: number;
  phone: string;
  change: DoNotCallChange["change"];
  because: DoNotCallReason | null;
  by_id: string;
  by_name: string;
  note: string;
  contact_id: string | null;
}

type DoNotCallTables = CallListTables & {
  do_not_call: { phone: string; version: number };
  do_not_call_changes: ChangeRow;
};

const ROWS_MAX = 50_000;
const ROWS_PER_TURN = 200;
const ADDED_PER_TURN = 20;

export class SqliteDoNotCallStore implements DoNotCallStore {
  readonly #database: SqliteDatabase;
  readonly #country: CountryCode;
  readonly #listed: Database.Statement<[string], { phone: string }>;

  constructor(database: SqliteDatabase, country: CountryCode) {
    this.#database = database;
    this.#country = country;
    // Asked with every view of a call.
    this.#listed = database.prepare("SELECT phone FROM do_not_call WHERE phone = ?");
  }

  isListed(phone: string): boolean {
    return this.#database.guarded(() => this.#listed.get(phone)) !== undefined;
  }

  version(): number {
    const row = this.#database.first(
      this.#tables()
        .selectFrom("do_not_call_changes")
        .select(({ fn }) => fn.max("version").as("version")),
    );
    return row?.version ?? 0;
  }

  add({ phone, at, by, because, note, contactId }: DoNotCallAddition) {
    return this.#database.transaction(() => {
      if (this.isListed(phone)) return { added: false, closedEntries: 0 };
      const version = this.#change({ at, phone, change: "added", because, by, note, contactId });
      this.#database.run(this.#tables().insertInto("do_not_call").values({ phone, version }));
      const closedEntries = this.#database.run(
        this.#tables()
          .updateTable("call_list_entries")
          .set({ state: "done", leased_by: null, lease_ends_at: null, closed_because: "do-not-call" })
          .where("phone", "=", phone)
          .where("state", "in", ["open", "leased"]),
      );
      return { added: true, closedEntries };
    });
  }

  remove({ phone, at, by, note }: Parameters<DoNotCallStore["remove"]>[0]): boolean {
    return this.#database.transaction(() => {
      if (this.#database.run(this.#tables().deleteFrom("do_not_call").where("phone", "=", phone)) === 0) return false;
      this.#change({ at, phone, change: "removed", because: null, by, note, contactId: null });
      return true;
    });
  }

  search(digits: string, limit: number) {
    const matching = this.#tables()
      .selectFrom("do_not_call")
      .innerJoin("do_not_call_changes as change", "change.version", "do_not_call.version")
      .where("do_not_call.phone", "like", likePattern(digits));
    const numbers = this.#database
      .all(matching.selectAll("change").orderBy("change.version", "desc").limit(limit))
      .map(numberOfRow);
    const found = this.#database.first(matching.select(({ fn }) => fn.countAll<number>().as("numbers")))?.numbers ?? 0;
    return { numbers, found };
  }

  count(): number {
    const row = this.#database.first(
      this.#tables()
        .selectFrom("do_not_call")
        .select(({ fn }) => fn.countAll<number>().as("numbers")),
    );
    return row?.numbers ?? 0;
  }

  changes(limit: number): readonly DoNotCallChange[] {
    return this.#database
      .all(this.#tables().selectFrom("do_not_call_changes").selectAll().orderBy("version", "desc").limit(limit))
      .map(({ version, at, phone, change, by_name, note }) => ({ version, at, phone, change, byName: by_name, note }));
  }

  async importCsv({ csv, at, by, numbersMax }: Parameters<DoNotCallStore["importCsv"]>[0]) {
    const { phones, rejected } = await this.#readCsv(csv);
    const room = Math.max(0, numbersMax - this.count());
    const numbers = { added: 0, already: 0, rejected };
    for (const [index, phone] of phones.entries()) {
      if (this.isListed(phone)) numbers.already += 1;
      else if (numbers.added >= room) numbers.rejected += 1;
      else {
        this.add({ phone, at, by, because: "imported", note: "", contactId: null });
        numbers.added += 1;
      }
      // Each is a transaction of its own.
      if (index % ADDED_PER_TURN === 0) await nextTurn();
    }
    return numbers;
  }

  async #readCsv(csv: Uint8Array): Promise<{ readonly phones: readonly string[]; readonly rejected: number }> {
    const phones = new Set<string>();
    let column: number | null = null;
    let rows = 0;
    let rejected = 0;
    for await (const { cells } of csvRows(csvText(csv))) {
      if (column === null) {
        column = csvColumns(cells).phone;
        continue;
      }
      rows += 1;
      const phone = rows > ROWS_MAX ? null : toE164(cells[column] ?? "", this.#country);
      if (phone === null) rejected += 1;
      else phones.add(phone);
      // Calls go on while a long list is read.
      if (rows % ROWS_PER_TURN === 0) await nextTurn();
    }
    return { phones: [...phones], rejected };
  }

  #change({
    by,
    contactId,
    ...change
  }: Omit<ChangeRow, "version" | "by_id" | "by_name" | "contact_id"> &
    Pick<DoNotCallAddition, "by" | "contactId">): number {
    const version = this.version() + 1;
    this.#database.run(
      this.#tables()
        .insertInto("do_not_call_changes")
        .values({ version, ...change, by_id: by.userId, by_name: by.name, contact_id: contactId }),
    );
    return version;
  }

  #tables() {
    return this.#database.tables<DoNotCallTables>();
  }
}

function numberOfRow({ phone, at, by_name, because, note, contact_id }: ChangeRow): DoNotCallNumber {
  return {
    phone,
    addedAt: at,
    byName: by_name,
    because: because ?? "added",
    note,
    contactId: contact_id === null ? null : asId<ContactId>(contact_id),
  };
}
