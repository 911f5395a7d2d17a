import type { AgendaEntry } from "../../../shared/domain/agenda.ts";
import { type AgendaEntryId, asId, type ContactId, type CustomerId, type UserId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { AgendaStore } from "../../ports/agenda-store.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

interface AgendaRow {
  entry_id: string;
  agent_id: string;
  customer_id: string | null;
  name: string;
  phone: string;
  due_at: number;
  time_zone: string;
  note: string;
  contact_id: string | null;
  created_at: number;
  done_at: number | null;
}

const LIST_MAX = 500;
/** Nobody has more agents whose calls fall due in the same moment. */
const DUE_MAX = 10_000;

export class SqliteAgendaStore implements AgendaStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  save(entry: AgendaEntry): void {
    const { entry_id, ...changed } = rowOf(entry);
    this.#database.run(
      this.#tables()
        .insertInto("agenda_entries")
        .values({ entry_id, ...changed })
        .onConflict((conflict) => conflict.column("entry_id").doUpdateSet(changed)),
    );
  }

  get(entryId: AgendaEntryId): AgendaEntry | null {
    const row = this.#database.first(
      this.#tables().selectFrom("agenda_entries").selectAll().where("entry_id", "=", entryId),
    );
    return row ? entryOf(row) : null;
  }

  ofAgent(agentId: UserId, doneSince: EpochMs): readonly AgendaEntry[] {
    const query = this.#tables()
      .selectFrom("agenda_entries")
      .selectAll()
      .where("agent_id", "=", agentId)
      .where((eb) => eb.or([eb("done_at", "is", null), eb("done_at", ">=", doneSince)]))
      .orderBy("due_at")
      .orderBy("entry_id")
      .limit(LIST_MAX);
    return this.#database.all(query).map(entryOf);
  }

  countOpen(agentId: UserId): number {
    const row = this.#database.first(
      this.#tables()
        .selectFrom("agenda_entries")
        .select((eb) => eb.fn.countAll<number>().as("entries"))
        .where("agent_id", "=", agentId)
        .where("done_at", "is", null),
    );
    return row?.entries ?? 0;
  }

  nextDueAfter(after: EpochMs): EpochMs | null {
    const row = this.#database.first(
      this.#tables()
        .selectFrom("agenda_entries")
        .select("due_at")
        .where("done_at", "is", null)
        .where("due_at", ">", after)
        .orderBy("due_at")
        .limit(1),
    );
    return row?.due_at ?? null;
  }

  agentsDue(after: EpochMs, until: EpochMs): readonly UserId[] {
    const query = this.#tables()
      .selectFrom("agenda_entries")
      .select("agent_id")
      .distinct()
      .where("done_at", "is", null)
      .where("due_at", ">", after)
      .where("due_at", "<=", until)
      .limit(DUE_MAX);
    return this.#database.all(query).map((row) => asId<UserId>(row.agent_id));
  }

  #tables() {
    return this.#database.tables<{ agenda_entries: AgendaRow }>();
  }
}

function rowOf(entry: AgendaEntry): AgendaRow {
  return {
    entry_id: entry.entryId,
    agent_id: entry.agentId,
    customer_id: entry.customerId,
    name: entry.name,
    phone: entry.phone,
    due_at: entry.dueAt,
    time_zone: entry.timeZone,
    note: entry.note,
    contact_id: entry.contactId,
    created_at: entry.createdAt,
    done_at: entry.doneAt,
  };
}

function entryOf(row: AgendaRow): AgendaEntry {
  return {
    entryId: asId<AgendaEntryId>(row.entry_id),
    agentId: asId<UserId>(row.agent_id),
    customerId: row.customer_id === null ? null : asId<CustomerId>(row.customer_id),
    name: row.name,
    phone: row.phone,
    dueAt: row.due_at,
    timeZone: row.time_zone,
    note: row.note,
    contactId: row.contact_id === null ? null : asId<ContactId>(row.contact_id),
    createdAt: row.created_at,
    doneAt: row.done_at,
  };
}
