import type { Statement } from "better-sqlite3";
import type { ContactRecord } from "../../../shared/domain/contact.ts";
import { asId, type ContactId, type CustomerId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { ContactFilter, ContactStore } from "../../ports/contact-store.ts";
import type { Refusals } from "../../ports/record-keeping.ts";
import { CONTACT_COLUMNS, type ContactRow, recordOf, valuesOf } from "./contact-rows.ts";
import { countedWhere } from "./counted-where.ts";
import { LAST_AGENT } from "./last-agent.ts";
import { likePattern } from "./like-pattern.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

type ContactTables = { contacts: ContactRow };

const LIST_MAX = 200;
const OPEN_MAX = 10_000;
const LAST_QUEUED_MAX = 1_000;
const SINCE_MAX = 100_000;

const UPSERT = `INSERT INTO contacts (${CONTACT_COLUMNS.join(", ")}) VALUES (${CONTACT_COLUMNS.map(() => "?").join(", ")})
  ON CONFLICT (contact_id) DO UPDATE SET ${CONTACT_COLUMNS.slice(1)
    .map((column) => `${column} = excluded.${column}`)
    .join(", ")}`;

/** Every phase of a call is saved, several times a second under load: the upsert is prepared once and runs synchronously. */
export class SqliteContactStore implements ContactStore, Refusals<ContactRecord> {
  readonly #database: SqliteDatabase;
  readonly #upsert: Statement<(string | number | null)[]>;
  readonly #byId: Statement<[string], ContactRow>;
  readonly #ofCustomer: Statement<[string, number], ContactRow>;
  readonly #lastAgent: Statement<[string, number], { agent_id: string }>;
  #onRefused: (record: ContactRecord, error: unknown) => void = () => undefined;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#upsert = database.prepare(UPSERT);
    this.#lastAgent = database.prepare(LAST_AGENT);
    this.#byId = database.prepare("SELECT * FROM contacts WHERE contact_id = ?");
    this.#ofCustomer = database.prepare(
      "SELECT * FROM contacts WHERE customer_id = ? ORDER BY arrived_at DESC, contact_id DESC LIMIT ?",
    );
  }

  save(record: ContactRecord): void {
    const values = valuesOf(record);
    this.#database.write(
      () => this.#upsert.run(...values),
      (error) => this.#onRefused(record, error),
    );
  }

  onRefused(listener: (record: ContactRecord, error: unknown) => void): void {
    this.#onRefused = listener;
  }

  async get(contactId: ContactId): Promise<ContactRecord | null> {
    const row = this.#database.guarded(() => this.#byId.get(contactId));
    return row ? recordOf(row) : null;
  }

  async list(filter: ContactFilter): Promise<readonly ContactRecord[]> {
    const { customerId } = filter;
    if (customerId !== undefined && isTimeline(filter)) {
      const rows = this.#database.guarded(() => this.#ofCustomer.all(customerId, boundedLimit(filter.limit)));
      return rows.map(recordOf);
    }
    let query = this.#tables()
      .selectFrom("contacts")
      .selectAll()
      .orderBy("arrived_at", "desc")
      .orderBy("contact_id", "desc");
    if (filter.customerId !== undefined) query = query.where("customer_id", "=", filter.customerId);
    if (filter.agentId !== undefined) query = query.where("agent_id", "=", filter.agentId);
    if (filter.since !== undefined) query = query.where("arrived_at", ">=", filter.since);
    if (filter.counted !== undefined) query = query.where(countedWhere({ ...filter, counted: filter.counted }));
    else if (filter.queueId !== undefined) query = query.where("queue_id", "=", filter.queueId);
    if (filter.direction !== undefined) query = query.where("direction", "=", filter.direction);
    if (filter.outcome !== undefined) query = query.where("outcome", "=", filter.outcome);
    if (filter.disposition !== undefined) query = query.where("disposition", "=", filter.disposition);
    const { before, beforeId } = filter;
    if (before !== undefined) {
      query = query.where((eb) =>
        beforeId === undefined
          ? eb("arrived_at", "<", before)
          : eb.or([
              eb("arrived_at", "<", before),
              eb.and([eb("arrived_at", "=", before), eb("contact_id", "<", beforeId)]),
            ]),
      );
    }
    const text = filter.text?.trim() ?? "";
    if (text !== "") {
      const digits = text.normalize("NFKC").replace(/[\s\-+()]/gu, "");
      query = query.where((eb) =>
        eb.or([
          eb("customer_name", "like", likePattern(text)),
          eb("note", "like", likePattern(text)),
          eb(eb.fn.coalesce("ani_e164", "ani_raw"), "like", likePattern(digits === "" ? text : digits)),
        ]),
      );
    }
    return this.#database.all(query.limit(boundedLimit(filter.limit))).map(recordOf);
  }

  async open(): Promise<readonly ContactRecord[]> {
    const query = this.#tables()
      .selectFrom("contacts")
      .selectAll()
      .where("phase", "<>", "closed")
      .orderBy("arrived_at")
      .limit(OPEN_MAX);
    return this.#database.all(query).map(recordOf);
  }

  async since(since: EpochMs): Promise<readonly ContactRecord[]> {
    const query = this.#tables()
      .selectFrom("contacts")
      .selectAll()
      .where("arrived_at", ">=", since)
      .orderBy("arrived_at", "desc")
      .limit(SINCE_MAX);
    // Newest first under the limit, then in order: when there are too many the oldest are the ones left out.
    return this.#database.all(query).map(recordOf).reverse();
  }

  async lastAgent(customerId: CustomerId, since: EpochMs): Promise<UserId | null> {
    const row = this.#database.guarded(() => this.#lastAgent.get(customerId, since));
    return row === undefined ? null : asId<UserId>(row.agent_id);
  }

  async lastQueued(queueId: QueueId, limit: number): Promise<readonly ContactRecord[]> {
    const query = this.#tables()
      .selectFrom("contacts")
      .selectAll()
      .where("queue_id", "=", queueId)
      .where("queued_at", "is not", null)
      .orderBy("arrived_at", "desc")
      .limit(Math.min(limit, LAST_QUEUED_MAX));
    return this.#database.all(query).map(recordOf).reverse();
  }

  #tables() {
    return this.#database.tables<ContactTables>();
  }
}

/** What every call asks for while it is set up: one customer's newest contacts, and nothing else said. */
function isTimeline(filter: ContactFilter): boolean {
  return Object.entries(filter).every(([key, value]) => key === "customerId" || key === "limit" || value === undefined);
}

function boundedLimit(limit: number): number {
  return Number.isFinite(limit) ? Math.min(LIST_MAX, Math.max(1, Math.floor(limit))) : LIST_MAX;
}
