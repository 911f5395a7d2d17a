import { setImmediate as nextTurn } from "node:timers/promises";
import type { CallListEntry, CallListSummary, RejectedRow } from "../../../shared/domain/call-list.ts";
import type { CallListEntryId, CallListId, UserId } from "../../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../../shared/domain/time.ts";
import type { CountryCode } from "../../customers/to-e164.ts";
import type { CallListStore, LeaseLimits, ListStanding, Redial } from "../../ports/call-list-store.ts";
import type { DoNotCallStore } from "../../ports/do-not-call-store.ts";
import type { PlaceOfNumber } from "../../ports/called-places.ts";
import { closeListed } from "./call-list-closing.ts";
import { placeEntries, ringablePlaces } from "./call-list-places.ts";
import { mayBeCalled, pausingUntil, standingByPlace } from "./call-list-redial.ts";
import { type CallListTables, type EntryRow, entryOfRow, placeOfText, placeText } from "./call-list-rows.ts";
import { CallListSummaries } from "./call-list-summaries.ts";
import type { SqliteCustomerStore } from "./customer-store.ts";
import { type ReadEntry, readCallList } from "./read-call-list.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";
import { StoreError } from "./store-error.ts";

const LIST_NAME_LENGTH_MAX = 200;
const ROWS_PER_TRANSACTION = 100;
const REJECTED_ROWS_MAX = 50_001;
const ATTEMPTS_SHOWN_MAX = 50;

type LinkingCustomers = Pick<SqliteCustomerStore, "matchNow" | "summaryById">;

interface CallListOptions {
  readonly country: CountryCode;
  readonly placeOf: PlaceOfNumber;
  readonly doNotCall: Pick<DoNotCallStore, "isListed">;
}

export class SqliteCallListStore implements CallListStore {
  readonly #database: SqliteDatabase;
  readonly #customers: LinkingCustomers;
  readonly #country: CountryCode;
  readonly #placeOf: PlaceOfNumber;
  readonly #doNotCall: CallListOptions["doNotCall"];
  readonly #summaries: CallListSummaries;

  constructor(database: SqliteDatabase, customers: LinkingCustomers, { country, placeOf, doNotCall }: CallListOptions) {
    this.#database = database;
    this.#placeOf = placeOf;
    this.#doNotCall = doNotCall;
    this.#customers = customers;
    this.#country = country;
    this.#summaries = new CallListSummaries(database);
    // An import that a crash cut off was never shown to anybody.
    database.run(this.#tables().deleteFrom("call_lists").where("ready", "=", 0));
    placeEntries(database, placeOf);
  }

  async importCsv(request: Parameters<CallListStore["importCsv"]>[0]): Promise<CallListSummary> {
    const { callListId, name, by, now, mayCall = () => true } = request;
    const { entries, rejected } = await readCallList(request.csv, this.#country, (number) =>
      !mayCall(number) ? "may-not-be-dialled" : this.#doNotCall.isListed(number) ? "do-not-call" : null,
    );
    this.#createList({ callListId, name, by, now });
    await this.#inChunks(entries, (entry, position) => this.#insertEntry(callListId, entry, position));
    await this.#inChunks(rejected, (row, position) => {
      this.#database.run(
        this.#tables()
          .insertInto("call_list_rejected_rows")
          .values({ call_list_id: callListId, position, ...row }),
      );
    });
    closeListed(this.#database, callListId);
    this.#database.run(
      this.#tables().updateTable("call_lists").set({ ready: 1 }).where("call_list_id", "=", callListId),
    );
    const summary = this.#summaries.read(callListId)[0];
    if (!summary) throw new StoreError("not-found", `call list ${callListId} was removed during its import`);
    return summary;
  }

  async lists(): Promise<readonly CallListSummary[]> {
    return this.#summaries.read(null);
  }

  async rejectedRows(callListId: CallListId): Promise<readonly RejectedRow[]> {
    const query = this.#tables()
      .selectFrom("call_list_rejected_rows")
      .select(["line", "content", "reason"])
      .where("call_list_id", "=", callListId)
      .orderBy("position")
      .limit(REJECTED_ROWS_MAX);
    return this.#database.all(query);
  }

  async next(
    callListId: CallListId,
    agentId: UserId,
    leaseMs: DurationMs,
    now: EpochMs,
    limits: LeaseLimits,
  ): Promise<CallListEntry | null> {
    return this.#database.transaction(() => {
      this.#reopenExpired(callListId, now);
      const held = this.#heldBy(callListId, agentId);
      if (held && limits.mayRing(placeOfText(held.place))) return this.#entryOf(held);
      // It has become too late there while the agent looked at them.
      if (held) this.#update(held.entry_id, { state: "open", leased_by: null, lease_ends_at: null });
      const row = this.#leaseFirst(callListId, agentId, { now, until: now + leaseMs, limits });
      return row ? this.#entryOf(row) : null;
    });
  }

  async standing(callListId: CallListId, redial: Redial, now: EpochMs): Promise<ListStanding> {
    this.#reopenExpired(callListId, now);
    return {
      places: standingByPlace(this.#database, callListId, redial, now),
      held: this.#summaries.count(callListId, ["leased"]),
      doNotCall: this.#summaries.countClosed(callListId),
    };
  }

  async pausingUntil(phone: string, redial: Redial, now: EpochMs): Promise<EpochMs | null> {
    return pausingUntil(this.#database, phone, redial, now);
  }

  async entry(entryId: CallListEntryId): Promise<CallListEntry | null> {
    const row = this.#row(entryId);
    return row ? this.#entryOf(row) : null;
  }

  async skip(entryId: CallListEntryId, agentId: UserId, now: EpochMs): Promise<void> {
    this.#database.transaction(() => {
      const row = this.#row(entryId);
      if (!row) throw new StoreError("entry-unknown", entryId);
      const expired = row.lease_ends_at !== null && row.lease_ends_at <= now;
      if (row.leased_by !== agentId || expired) throw new StoreError("lease-lost", `entry ${entryId}`);
      this.#reopenAtEnd(row);
    });
  }

  async release(agentId: UserId, calling: CallListEntryId | null): Promise<void> {
    this.#database.run(
      this.#tables()
        .updateTable("call_list_entries")
        .set({ state: "open", leased_by: null, lease_ends_at: null })
        .where("leased_by", "=", agentId)
        .where("state", "=", "leased")
        .where("entry_id", "!=", calling ?? ""),
    );
  }

  /** Repeating it for the same contact corrects the attempt instead of adding one: disposition follows the outcome. */
  async recordAttempt(attempt: Parameters<CallListStore["recordAttempt"]>[0]): Promise<void> {
    const { entryId, contactId, agentId, at, outcome, disposition, finished } = attempt;
    const permit = attempt.permit === null ? null : JSON.stringify(attempt.permit);
    this.#database.transaction(() => {
      const row = this.#row(entryId);
      if (!row) throw new StoreError("entry-unknown", entryId);
      this.#database.run(
        this.#tables()
          .insertInto("call_list_attempts")
          .values({ entry_id: entryId, contact_id: contactId, agent_id: agentId, at, outcome, disposition, permit })
          .onConflict((conflict) =>
            conflict.columns(["entry_id", "contact_id"]).doUpdateSet({ at, outcome, disposition }),
          ),
      );
      // The person has been dealt with, whoever holds the entry by now: nobody should call again.
      if (finished) this.#update(entryId, { state: "done", leased_by: null, lease_ends_at: null });
      else if (row.state === "leased" && row.leased_by === agentId) this.#reopenAtEnd(row);
    });
  }

  #createList(list: {
    readonly callListId: CallListId;
    readonly name: string;
    readonly by: UserId;
    readonly now: EpochMs;
  }): void {
    const inserted = this.#database.run(
      this.#tables()
        .insertInto("call_lists")
        .values({
          call_list_id: list.callListId,
          name: list.name.slice(0, LIST_NAME_LENGTH_MAX),
          mode: "preview",
          created_at: list.now,
          created_by: list.by,
          ready: 0,
        })
        .onConflict((conflict) => conflict.doNothing()),
    );
    if (inserted === 0) throw new StoreError("conflict", `call list ${list.callListId} exists already`);
  }

  /** In short transactions with other work between them; the list is hidden until the last one is done. */
  async #inChunks<Item>(items: readonly Item[], store: (item: Item, position: number) => void): Promise<void> {
    for (let start = 0; start < items.length; start += ROWS_PER_TRANSACTION) {
      this.#database.transaction(() => {
        for (const [offset, item] of items.slice(start, start + ROWS_PER_TRANSACTION).entries())
          store(item, start + offset);
      });
      await nextTurn();
    }
  }

  #insertEntry(callListId: CallListId, entry: ReadEntry, position: number): void {
    this.#database.run(
      this.#tables()
        .insertInto("call_list_entries")
        .values({
          entry_id: `${callListId}.e${position + 1}`,
          call_list_id: callListId,
          position,
          state: "open",
          phone: entry.phone,
          name: entry.name,
          reason: entry.reason,
          customer_id: this.#linkedCustomer(entry),
          leased_by: null,
          lease_ends_at: null,
          place: placeText(this.#placeOf(entry.phone)),
          closed_because: null,
        }),
    );
  }

  /** By account, else by phone, and only when exactly one customer has it. */
  #linkedCustomer(entry: ReadEntry): string | null {
    const byAccount = entry.account === "" ? null : this.#customers.matchNow("account", entry.account);
    const match = byAccount?.kind === "one" ? byAccount : this.#customers.matchNow("phone", entry.phone);
    return match.kind === "one" ? (match.customers[0]?.customerId ?? null) : null;
  }

  #reopenExpired(callListId: CallListId, now: EpochMs): void {
    this.#database.run(
      this.#tables()
        .updateTable("call_list_entries")
        .set({ state: "open", leased_by: null, lease_ends_at: null })
        .where("call_list_id", "=", callListId)
        .where("state", "=", "leased")
        .where("lease_ends_at", "<=", now),
    );
  }

  #heldBy(callListId: CallListId, agentId: UserId): EntryRow | undefined {
    return this.#database.first(
      this.#tables()
        .selectFrom("call_list_entries")
        .selectAll()
        .where("call_list_id", "=", callListId)
        .where("leased_by", "=", agentId)
        .where("state", "=", "leased")
        .limit(1),
    );
  }

  #leaseFirst(
    callListId: CallListId,
    agentId: UserId,
    { now, until, limits }: { readonly now: EpochMs; readonly until: EpochMs; readonly limits: LeaseLimits },
  ): EntryRow | undefined {
    const places = ringablePlaces(this.#database, callListId, limits.mayRing);
    if (places.length === 0) return undefined;
    return this.#database.first(
      this.#tables()
        .updateTable("call_list_entries")
        .set({ state: "leased", leased_by: agentId, lease_ends_at: until })
        .where("entry_id", "=", (eb) =>
          eb
            .selectFrom("call_list_entries as candidate")
            .innerJoin("call_lists as list", "list.call_list_id", "candidate.call_list_id")
            .select("candidate.entry_id")
            .where("candidate.call_list_id", "=", callListId)
            .where("candidate.state", "=", "open")
            .where("list.ready", "=", 1)
            .where("candidate.place", "in", places)
            .where(mayBeCalled("candidate.phone", now, limits.redial))
            .orderBy("candidate.position")
            .limit(1),
        )
        .returningAll(),
    );
  }

  #reopenAtEnd(row: EntryRow): void {
    const last = this.#database.first(
      this.#tables()
        .selectFrom("call_list_entries")
        .select(({ fn }) => fn.max("position").as("position"))
        .where("call_list_id", "=", row.call_list_id),
    );
    this.#update(row.entry_id, {
      state: "open",
      leased_by: null,
      lease_ends_at: null,
      position: (last?.position ?? row.position) + 1,
    });
  }

  #update(entryId: string, change: Partial<EntryRow>): void {
    this.#database.run(this.#tables().updateTable("call_list_entries").set(change).where("entry_id", "=", entryId));
  }

  #row(entryId: CallListEntryId): EntryRow | undefined {
    return this.#database.first(
      this.#tables().selectFrom("call_list_entries").selectAll().where("entry_id", "=", entryId),
    );
  }

  #entryOf(row: EntryRow): CallListEntry {
    const attempts = this.#database.all(
      this.#tables()
        .selectFrom("call_list_attempts")
        .selectAll()
        .where("entry_id", "=", row.entry_id)
        .orderBy("at", "desc")
        .limit(ATTEMPTS_SHOWN_MAX),
    );
    const customer = row.customer_id === null ? null : this.#customers.summaryById(row.customer_id);
    return entryOfRow(row, customer, attempts.reverse());
  }

  #tables() {
    return this.#database.tables<CallListTables>();
  }
}
