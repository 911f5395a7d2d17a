import type { Statement } from "better-sqlite3";
import type { EpochMs } from "../../../shared/domain/time.ts";
import { normaliseIdentifier } from "../../customers/normalise-identifier.ts";
import type { CountryCode } from "../../customers/to-e164.ts";
import type { NewCustomer } from "../../ports/provisioning.ts";
import type { CustomerTables } from "./customer-rows.ts";
import type { CustomerScoring } from "./customer-scoring.ts";
import { reversedText } from "./customer-search.ts";
import { indexedName } from "./name-tokens.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";
import { StoreError } from "./store-error.ts";

const NAME_LENGTH_MAX = 200;
const IDENTIFIERS_MAX = 50;

/** Stores whole customers with their identifiers and their place in the name index. */
export class CustomerWriter {
  readonly #database: SqliteDatabase;
  readonly #scoring: CustomerScoring;
  readonly #country: CountryCode;
  readonly #insertIdentifier: Statement<[string, string, string, number, number, string]>;
  readonly #deleteIdentifiers: Statement<[number]>;
  readonly #deleteName: Statement<[number]>;
  readonly #insertName: Statement<[number, string, string]>;

  constructor(database: SqliteDatabase, scoring: CustomerScoring, country: CountryCode) {
    this.#database = database;
    this.#scoring = scoring;
    this.#country = country;
    this.#insertIdentifier = database.prepare(
      `INSERT INTO customer_identifiers (kind, value, value_reversed, customer_rowid, position, display) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    );
    this.#deleteIdentifiers = database.prepare("DELETE FROM customer_identifiers WHERE customer_rowid = ?");
    this.#deleteName = database.prepare("DELETE FROM customer_names WHERE rowid = ?");
    this.#insertName = database.prepare("INSERT INTO customer_names (rowid, name, company) VALUES (?, ?, ?)");
  }

  add(customers: readonly NewCustomer[], now: EpochMs): void {
    try {
      this.#database.transaction(() => {
        for (const customer of customers) this.#addOne(customer, now);
      });
    } catch (error) {
      this.#scoring.reload();
      throw error;
    }
  }

  #addOne(customer: NewCustomer, now: EpochMs): void {
    const rowid = this.#upsert(customer, now);
    this.#deleteIdentifiers.run(rowid);
    for (const [position, { kind, display }] of customer.identifiers.slice(0, IDENTIFIERS_MAX).entries()) {
      const value = normaliseIdentifier(kind, display, this.#country);
      if (value === null) throw new StoreError("bad-request", `customer ${customer.customerId}: no usable ${kind}`);
      this.#insertIdentifier.run(kind, value, reversedText(value), rowid, position, display);
    }
    this.#deleteName.run(rowid);
    this.#insertName.run(
      rowid,
      indexedName(customer.name.slice(0, NAME_LENGTH_MAX)),
      indexedName((customer.company ?? "").slice(0, NAME_LENGTH_MAX)),
    );
  }

  #upsert(customer: NewCustomer, now: EpochMs): number {
    const tables = this.#database.tables<CustomerTables>();
    const earlier = this.#database.first(
      tables.selectFrom("customers").select(["customer_rowid", "score"]).where("customer_id", "=", customer.customerId),
    );
    const activeProducts = customer.services.filter((service) => service.status === "active").length;
    const columns = {
      kind: customer.kind,
      name: customer.name.slice(0, NAME_LENGTH_MAX),
      company: customer.company,
      language: customer.language,
      parent_id: customer.parentId,
      pin_hash: customer.pinHash,
      balance_minor: customer.balance.amountMinor,
      currency: customer.balance.currency,
      balance_due_at: customer.balance.dueAt,
      membership_programme: customer.membership?.programme ?? null,
      membership_points: customer.membership?.points ?? null,
      services_json: JSON.stringify(customer.services),
      revenue_12m_minor: customer.value.revenue12mMinor,
      customer_since: customer.value.customerSince,
      active_products: activeProducts,
      arrears_minor: customer.value.arrearsMinor,
      churn_risk: customer.value.churnRisk,
      key_account: customer.value.keyAccount ? 1 : 0,
      notes: customer.notes,
      ...this.#scoring.enter({ ...customer.value, activeProducts }, now, earlier?.score ?? null),
    };
    if (earlier) {
      this.#database.run(
        tables.updateTable("customers").set(columns).where("customer_rowid", "=", earlier.customer_rowid),
      );
      return earlier.customer_rowid;
    }
    const inserted = this.#database.first(
      tables
        .insertInto("customers")
        .values({
          customer_id: customer.customerId,
          pin_failures: 0,
          pin_locked_until: null,
          notes_by: null,
          notes_at: null,
          ...columns,
        })
        .returning("customer_rowid"),
    );
    if (!inserted) throw new Error("an INSERT with RETURNING gave no row");
    return inserted.customer_rowid;
  }
}
