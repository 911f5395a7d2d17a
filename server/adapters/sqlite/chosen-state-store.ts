import type { NotReadyReason } from "../../../shared/domain/agent.ts";
import { asId, type UserId } from "../../../shared/domain/ids.ts";
import type { ChosenState, ChosenStateStore } from "../../ports/chosen-state-store.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

type ChosenTables = {
  chosen_states: { agent_id: string; reason: NotReadyReason | null; lost_at: number | null };
};

export class SqliteChosenStateStore implements ChosenStateStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  all(): readonly ChosenState[] {
    return this.#database
      .all(this.#tables().selectFrom("chosen_states").selectAll())
      .map((row) => ({ agentId: asId<UserId>(row.agent_id), reason: row.reason, lostAt: row.lost_at }));
  }

  save({ agentId, reason, lostAt }: ChosenState): void {
    const kept = { reason, lost_at: lostAt };
    this.#database.run(
      this.#tables()
        .insertInto("chosen_states")
        .values({ agent_id: agentId, ...kept })
        .onConflict((conflict) => conflict.column("agent_id").doUpdateSet(kept)),
    );
  }

  remove(agentId: UserId): void {
    this.#database.run(this.#tables().deleteFrom("chosen_states").where("agent_id", "=", agentId));
  }

  #tables() {
    return this.#database.tables<ChosenTables>();
  }
}
