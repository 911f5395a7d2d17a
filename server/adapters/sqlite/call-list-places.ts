import type { CalledPlace } from "../../../shared/domain/calling-hours.ts";
import type { CallListId } from "../../../shared/domain/ids.ts";
import type { PlaceOfNumber } from "../../ports/called-places.ts";
import { type CallListTables, placeOfText, placeText } from "./call-list-rows.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** Entries of an earlier version do not know yet where their person is at home: once, at the first start of this one. */
export function placeEntries(database: SqliteDatabase, placeOf: PlaceOfNumber): void {
  const tables = database.tables<CallListTables>();
  const unplaced = database.all(
    tables.selectFrom("call_list_entries").select("phone").distinct().where("place", "is", null),
  );
  if (unplaced.length === 0) return;
  database.transaction(() => {
    for (const { phone } of unplaced)
      database.run(
        tables
          .updateTable("call_list_entries")
          .set({ place: placeText(placeOf(phone)) })
          .where("phone", "=", phone),
      );
  });
}

/** The places of a list's open entries at which it is a time for calls. */
export function ringablePlaces(
  database: SqliteDatabase,
  callListId: CallListId,
  mayRing: (place: CalledPlace) => boolean,
): readonly string[] {
  return database
    .all(
      database
        .tables<CallListTables>()
        .selectFrom("call_list_entries")
        .select("place")
        .distinct()
        .where("call_list_id", "=", callListId)
        .where("state", "=", "open"),
    )
    .flatMap(({ place }) => (place !== null && mayRing(placeOfText(place)) ? [place] : []));
}
