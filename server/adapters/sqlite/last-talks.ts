import type { Statement } from "better-sqlite3";
import { asId, type CustomerId, type UserId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { LastTalk } from "../../ports/contact-store.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

interface LastTalkRow {
  agent_id: string;
  ended_at: number;
}

/** Walks `contacts_customer` from the newest backwards and stops at the first. */
export const LAST_TALK = `SELECT agent_id, ended_at FROM contacts
  WHERE customer_id = ? AND arrived_at >= ? AND kind = 'call'
    AND agent_id IS NOT NULL AND answered_at IS NOT NULL AND ended_at IS NOT NULL
  ORDER BY arrived_at DESC LIMIT 1`;

/** Who talked with a customer last; asked while a call is set up, so the statement is prepared once. */
export class LastTalks {
  readonly #database: SqliteDatabase;
  readonly #newest: Statement<[string, number], LastTalkRow>;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#newest = database.prepare(LAST_TALK);
  }

  of(customerId: CustomerId, since: EpochMs): LastTalk | null {
    const row = this.#database.guarded(() => this.#newest.get(customerId, since));
    return row === undefined ? null : { agentId: asId<UserId>(row.agent_id), endedAt: row.ended_at };
  }
}
