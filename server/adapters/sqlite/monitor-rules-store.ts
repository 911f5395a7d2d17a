import type { MonitorRules } from "../../../shared/domain/monitoring.ts";
import type { MonitorRulesStore } from "../../ports/monitor-rules-store.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

type RuleTables = {
  monitor_rules: { id: number; shown_to_agent: number; changed_at: number; changed_by: string; revision: number };
};

/** The one row. */
const ID = 1;

export class SqliteMonitorRulesStore implements MonitorRulesStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async monitorRules(): Promise<MonitorRules | null> {
    const [row] = this.#database.all(this.#tables().selectFrom("monitor_rules").selectAll().where("id", "=", ID));
    if (row === undefined) return null;
    return {
      shownToAgent: row.shown_to_agent === 1,
      changed: { at: row.changed_at, by: row.changed_by },
      revision: row.revision,
    };
  }

  saveMonitorRules({ shownToAgent, changed, revision }: MonitorRules): void {
    if (changed === null) return;
    const kept = { shown_to_agent: shownToAgent ? 1 : 0, changed_at: changed.at, changed_by: changed.by, revision };
    this.#database.run(
      this.#tables()
        .insertInto("monitor_rules")
        .values({ id: ID, ...kept })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(kept)),
    );
  }

  #tables() {
    return this.#database.tables<RuleTables>();
  }
}
