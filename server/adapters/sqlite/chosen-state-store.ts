import type { NotReadyReason } from "../../../shared/domain/agent.ts";
import { asId, type UserId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { ChosenState, ChosenStateStore } from "../../ports/chosen-state-store.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

type ChosenTables = {
  chosen_states: { agent_id: string; reason: NotReadyReason | null; since: number | null; lost_at: number | null };
  server_alive: { one: number; at: number };
};

export class SqliteChosenStateStore implements ChosenStateStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  all(): readonly ChosenState[] {
    return this.#database
      .all(this.#tables().selectFrom("chosen_states").selectAll())
      .map(({ agent_id, reason, since, lost_at }) => ({
        agentId: asId<UserId>(agent_id),
        reason,
        since,
        lostAt: lost_at,
      }));
  }

  aliveAt(): EpochMs | null {
    return this.#database.all(this.#tables().selectFrom("server_alive").select("at"))[0]?.at ?? null;
  }

  setAlive(at: EpochMs): void {
    this.#database.run(
      this.#tables()
        .insertInto("server_alive")
        .values({ one: 1, at })
        .onConflict((conflict) => conflict.column("one").doUpdateSet({ at })),
    );
  }

  save({ agentId, reason, since, lostAt }: ChosenState): void {
    const kept = { reason, since, lost_at: lostAt };
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
