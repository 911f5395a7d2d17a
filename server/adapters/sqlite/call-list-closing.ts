import { sql } from "kysely";
import type { CallListId } from "../../../shared/domain/ids.ts";
import type { CallListTables } from "./call-list-rows.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** A number that was put on the do-not-call list while its row was being imported: its rows are read first and stored later. */
export function closeListed(database: SqliteDatabase, callListId: CallListId): void {
  database.run(
    database
      .tables<CallListTables>()
      .updateTable("call_list_entries")
      .set({ state: "done", closed_because: "do-not-call" })
      .where("call_list_id", "=", callListId)
      .where(sql<boolean>`phone IN (SELECT phone FROM do_not_call)`),
  );
}
