import type { Statement } from "better-sqlite3";
import type {
  CustomerIdentifier,
  CustomerMatch,
  CustomerRecord,
  CustomerSummary,
  IdentifierKind,
} from "../../../shared/domain/customer.ts";
import { asId, type CustomerId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import { normaliseIdentifier } from "../../customers/normalise-identifier.ts";
import type { CountryCode } from "../../customers/to-e164.ts";
import type { CustomerStore } from "../../ports/customer-store.ts";
import type { CustomerProvisioning, NewCustomer } from "../../ports/provisioning.ts";
import type { CustomerPins } from "./customer-pins.ts";
import { type CustomerRow, type CustomerTables, SUMMARY_COLUMNS, type SummaryRow, summaryOf } from "./customer-rows.ts";
import type { CustomerScoring } from "./customer-scoring.ts";
import type { CustomerSearch } from "./customer-search.ts";
import { CustomerWriter } from "./customer-writer.ts";
import { parseJsonColumn } from "./parse-json-column.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";
import { StoreError } from "./store-error.ts";

/** More customers than this behind one number is no number of a person; the agent asks. */
const MATCHES_MAX = 20;
const SEARCH_MAX = 50;
const PARENTS_MAX = 10;
const CHILDREN_MAX = 200;
const NOTES_LENGTH_MAX = 10_000;

const COLUMNS = SUMMARY_COLUMNS.map((column) => `c.${column}`).join(", ");
const MATCH = `SELECT ${COLUMNS} FROM customer_identifiers i JOIN customers c ON c.customer_rowid = i.customer_rowid
  WHERE i.kind = ? AND i.value = ? ORDER BY c.customer_id LIMIT ${MATCHES_MAX}`;
const PARENTS = `WITH RECURSIVE up (customer_id, name, parent_id, depth) AS (
    SELECT customer_id, name, parent_id, 0 FROM customers WHERE customer_id = ?
    UNION ALL
    SELECT p.customer_id, p.name, p.parent_id, up.depth + 1 FROM up JOIN customers p ON p.customer_id = up.parent_id WHERE up.depth < ${PARENTS_MAX}
  ) SELECT customer_id, name FROM up ORDER BY depth`;

const CHILDREN = `SELECT customer_id, name FROM customers WHERE parent_id = ? AND customer_id <> ? ORDER BY name LIMIT ${CHILDREN_MAX}`;

const E164 = /^\+\d{7,15}$/;

type NameRow = { readonly customer_id: string; readonly name: string };

export interface CustomerStoreParts {
  readonly country: CountryCode;
  readonly scoring: CustomerScoring;
  readonly search: CustomerSearch;
  readonly pins: CustomerPins;
}

export class SqliteCustomerStore implements CustomerStore, CustomerProvisioning {
  readonly #database: SqliteDatabase;
  readonly #parts: CustomerStoreParts;
  readonly #writer: CustomerWriter;
  readonly #match: Statement<[string, string], SummaryRow>;
  readonly #summary: Statement<[number], SummaryRow>;
  readonly #identifiers: Statement<[number], CustomerIdentifier>;
  readonly #parents: Statement<[string], NameRow>;
  readonly #children: Statement<[string, string], NameRow>;
  readonly #whole: Statement<[string], CustomerRow>;

  constructor(database: SqliteDatabase, parts: CustomerStoreParts) {
    this.#database = database;
    this.#parts = parts;
    this.#writer = new CustomerWriter(database, parts.scoring, parts.country);
    this.#match = database.prepare(MATCH);
    this.#summary = database.prepare(`SELECT ${COLUMNS} FROM customers c WHERE c.customer_rowid = ?`);
    this.#identifiers = database.prepare(
      "SELECT kind, value, display FROM customer_identifiers WHERE customer_rowid = ? ORDER BY position",
    );
    this.#parents = database.prepare(PARENTS);
    this.#children = database.prepare(CHILDREN);
    this.#whole = database.prepare("SELECT * FROM customers WHERE customer_id = ?");
  }

  async match(kind: IdentifierKind, rawValue: string): Promise<CustomerMatch> {
    return this.matchNow(kind, rawValue);
  }

  /** `match` without the promise, for the adapter's own use. */
  matchNow(kind: IdentifierKind, rawValue: string): CustomerMatch {
    const found = (value: string) => this.#database.guarded(() => this.#match.all(kind, value));
    // A calling number comes in the stored form already: reading it as a number once more takes longer than the search.
    const known = kind === "phone" && E164.test(rawValue) ? found(rawValue) : [];
    const value = known.length > 0 ? rawValue : normaliseIdentifier(kind, rawValue, this.#parts.country);
    if (value === null) return { kind: "none", matchedBy: null, customers: [] };
    const rows = known.length > 0 ? known : found(value);
    if (rows.length === 0) return { kind: "none", matchedBy: null, customers: [] };
    return {
      kind: rows.length === 1 ? "one" : "many",
      matchedBy: { kind, value },
      customers: rows.map((row) => this.#summaryOf(row)),
    };
  }

  async search(text: string, limit: number): Promise<readonly CustomerSummary[]> {
    const bounded = Number.isFinite(limit) ? Math.min(SEARCH_MAX, Math.max(1, Math.floor(limit))) : SEARCH_MAX;
    return this.#parts.search.find(text, bounded).flatMap((rowid) => {
      const row = this.#summary.get(rowid);
      return row ? [this.#summaryOf(row)] : [];
    });
  }

  /** The summary alone, without bringing the classification up to date; null for an unknown customer. */
  summaryById(customerId: string): CustomerSummary | null {
    const row = this.#database.first(
      this.#tables().selectFrom("customers").select(SUMMARY_COLUMNS).where("customer_id", "=", customerId),
    );
    return row ? this.#summaryOf(row) : null;
  }

  async record(customerId: CustomerId, now: EpochMs): Promise<CustomerRecord | null> {
    const row = this.#database.guarded(() => this.#whole.get(customerId));
    if (!row) return null;
    const classification = this.#parts.scoring.classify(row, now);
    const identifiers = this.#identifiersOf(row.customer_rowid);
    return {
      ...summaryOf({ ...row, tier: classification.tier }, identifiers),
      identifiers,
      classification,
      parents: row.parent_id === null ? [] : this.#parentsOf(row),
      children: this.#childrenOf(row),
      balance: { amountMinor: row.balance_minor, currency: row.currency, dueAt: row.balance_due_at },
      membership:
        row.membership_programme === null
          ? null
          : { programme: row.membership_programme, points: row.membership_points ?? 0 },
      services: parseJsonColumn("customers.services_json", row.services_json) as CustomerRecord["services"],
      customerSince: row.customer_since,
      notes: row.notes,
    };
  }

  verifyPin(customerId: CustomerId, pin: string, now: EpochMs): ReturnType<CustomerStore["verifyPin"]> {
    return this.#parts.pins.verify(customerId, pin, now);
  }

  async saveNotes(customerId: CustomerId, notes: string, by: string, now: EpochMs): Promise<void> {
    const change = { notes: notes.slice(0, NOTES_LENGTH_MAX), notes_by: by, notes_at: now };
    const changed = this.#database.run(
      this.#tables().updateTable("customers").set(change).where("customer_id", "=", customerId),
    );
    if (changed === 0) throw new StoreError("not-found", `customer ${customerId}`);
  }

  addCustomers(customers: readonly NewCustomer[], now: EpochMs): void {
    this.#writer.add(customers, now);
  }

  countCustomers(): number {
    const row = this.#database.first(
      this.#tables()
        .selectFrom("customers")
        .select(({ fn }) => fn.countAll<number>().as("customers")),
    );
    return row?.customers ?? 0;
  }

  rescoreAll(now: EpochMs): void {
    this.#parts.scoring.rescoreAll(now);
  }

  /** From the top down to the direct parent; a cycle in the data ends the climb where it would begin again. */
  #parentsOf(row: Pick<CustomerRow, "customer_id">): CustomerRecord["parents"] {
    const seen = new Set<string>();
    const climbed: NameRow[] = [];
    for (const step of this.#database.guarded(() => this.#parents.all(row.customer_id))) {
      if (seen.has(step.customer_id)) break;
      seen.add(step.customer_id);
      climbed.push(step);
    }
    return climbed.slice(1).reverse().map(namedCustomer);
  }

  #childrenOf(row: Pick<CustomerRow, "customer_id">): CustomerRecord["children"] {
    return this.#database.guarded(() => this.#children.all(row.customer_id, row.customer_id)).map(namedCustomer);
  }

  #summaryOf(row: SummaryRow): CustomerSummary {
    return summaryOf(row, this.#identifiersOf(row.customer_rowid));
  }

  #identifiersOf(customerRowid: number): readonly CustomerIdentifier[] {
    return this.#database.guarded(() => this.#identifiers.all(customerRowid));
  }

  #tables() {
    return this.#database.tables<CustomerTables>();
  }
}

function namedCustomer(row: NameRow): { readonly customerId: CustomerId; readonly name: string } {
  return { customerId: asId<CustomerId>(row.customer_id), name: row.name };
}
