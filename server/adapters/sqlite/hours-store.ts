import type { HoursCalendar } from "../../../shared/domain/hours.ts";
import { CALENDARS_MAX, type HoursStore } from "../../ports/hours-store.ts";
import { parseJsonColumn } from "./parse-json-column.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";
import { StoreError } from "./store-error.ts";

type HoursTables = { hours_calendars: { calendar_id: string; calendar_json: string } };

export class SqliteHoursStore implements HoursStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async calendars(): Promise<readonly HoursCalendar[]> {
    return this.#database
      .all(this.#tables().selectFrom("hours_calendars").selectAll().orderBy("calendar_id").limit(CALENDARS_MAX))
      .map((row) => parseJsonColumn("hours_calendars.calendar_json", row.calendar_json) as HoursCalendar);
  }

  saveCalendar(calendar: HoursCalendar): void {
    const changed = { calendar_json: JSON.stringify(calendar) };
    this.#database.transaction(() => {
      this.#database.run(
        this.#tables()
          .insertInto("hours_calendars")
          .values({ calendar_id: calendar.calendarId, ...changed })
          .onConflict((conflict) => conflict.column("calendar_id").doUpdateSet(changed)),
      );
      const row = this.#database.first(
        this.#tables()
          .selectFrom("hours_calendars")
          .select(({ fn }) => fn.countAll<number>().as("calendars")),
      );
      if ((row?.calendars ?? 0) > CALENDARS_MAX)
        throw new StoreError("conflict", `more than ${CALENDARS_MAX} calendars`);
    });
  }

  removeCalendar(calendarId: string): boolean {
    return this.#database.run(this.#tables().deleteFrom("hours_calendars").where("calendar_id", "=", calendarId)) > 0;
  }

  #tables() {
    return this.#database.tables<HoursTables>();
  }
}
