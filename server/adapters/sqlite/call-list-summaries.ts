import type { CallListSummary } from "../../../shared/domain/call-list.ts";
import { asId, type CallListId } from "../../../shared/domain/ids.ts";
import type { CallListTables, EntryRow } from "./call-list-rows.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

const LISTS_MAX = 1_000;

/** How far each list has been worked, counted from its entries. */
export class CallListSummaries {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  /** One list, or with null all of them, newest first. Lists still being imported are left out. */
  read(callListId: CallListId | null): CallListSummary[] {
    let query = this.#tables()
      .selectFrom("call_lists")
      .selectAll()
      .where("ready", "=", 1)
      .orderBy("created_at", "desc")
      .orderBy("call_list_id")
      .limit(LISTS_MAX);
    if (callListId !== null) query = query.where("call_list_id", "=", callListId);
    return this.#database.all(query).map((list) => {
      const remaining = this.count(list.call_list_id, ["open", "leased"]);
      const done = this.count(list.call_list_id, ["done"]);
      return {
        callListId: asId<CallListId>(list.call_list_id),
        name: list.name,
        mode: list.mode,
        createdAt: list.created_at,
        entries: remaining + done,
        remaining,
        done,
        rejectedRows: this.#countRejected(list.call_list_id),
      };
    });
  }

  count(callListId: string, states: readonly EntryRow["state"][]): number {
    const row = this.#database.first(
      this.#tables()
        .selectFrom("call_list_entries")
        .select(({ fn }) => fn.countAll<number>().as("entries"))
        .where("call_list_id", "=", callListId)
        .where("state", "in", states),
    );
    return row?.entries ?? 0;
  }

  /** Done without a call, because their number is on the do-not-call list. */
  countClosed(callListId: string): number {
    const row = this.#database.first(
      this.#tables()
        .selectFrom("call_list_entries")
        .select(({ fn }) => fn.countAll<number>().as("entries"))
        .where("call_list_id", "=", callListId)
        .where("closed_because", "is not", null),
    );
    return row?.entries ?? 0;
  }

  #countRejected(callListId: string): number {
    const row = this.#database.first(
      this.#tables()
        .selectFrom("call_list_rejected_rows")
        .select(({ fn }) => fn.countAll<number>().as("rows"))
        .where("call_list_id", "=", callListId),
    );
    return row?.rows ?? 0;
  }

  #tables() {
    return this.#database.tables<CallListTables>();
  }
}
