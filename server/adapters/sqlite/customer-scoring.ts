import type { Classification, ValueInputs } from "../../../shared/domain/customer.ts";
import type { DurationMs, EpochMs } from "../../../shared/domain/time.ts";
import { classify, valueScore } from "../../customers/classify.ts";
import { ScoreHistogram } from "../../customers/score-histogram.ts";
import { fitValueModel, INITIAL_VALUE_MODEL, type ValueModel } from "../../customers/value-model.ts";
import { type CustomerRow, type CustomerTables, type ValueColumns, valueInputsOf } from "./customer-rows.ts";
import { parseJsonColumn } from "./parse-json-column.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/**
 * Keeps the value model and the distribution of scores in memory beside the table. Score and tier stand in the row as well, so
 * that a list can show the tier without computing; they are brought up to date whenever a customer is read as a whole.
 */
export class CustomerScoring {
  readonly #database: SqliteDatabase;
  readonly #headStartMaxMs: DurationMs;
  #model: ValueModel = INITIAL_VALUE_MODEL;
  #generation = 0;
  #histogram = new ScoreHistogram();

  constructor(database: SqliteDatabase, headStartMaxMs: DurationMs) {
    this.#database = database;
    this.#headStartMaxMs = headStartMaxMs;
    const stored = database.first(
      this.#tables().selectFrom("value_models").selectAll().orderBy("generation", "desc").limit(1),
    );
    if (stored) {
      const bounds = parseJsonColumn(
        "value_models.revenue_bounds_json",
        stored.revenue_bounds_json,
      ) as readonly number[];
      this.#model = { version: stored.version, revenueBoundsMinor: bounds };
      this.#generation = stored.generation;
    }
    this.#loadHistogram();
  }

  /** Classes a customer as of now and writes score and tier back when they have changed. */
  classify(row: Pick<CustomerRow, "customer_rowid" | "score" | "tier"> & ValueColumns, now: EpochMs): Classification {
    const inputs = valueInputsOf(row);
    const score = valueScore(inputs, this.#model, now);
    if (score !== row.score) {
      this.#histogram.remove(row.score);
      this.#histogram.add(score);
    }
    const classification = this.#classified(inputs, now);
    if (score !== row.score || classification.tier !== row.tier) this.#store(row.customer_rowid, classification);
    return classification;
  }

  /** Score and tier of a customer about to be stored; `replacedScore` is the score of the row it replaces. */
  enter(inputs: ValueInputs, now: EpochMs, replacedScore: number | null): Pick<CustomerRow, "score" | "tier"> {
    if (replacedScore !== null) this.#histogram.remove(replacedScore);
    this.#histogram.add(valueScore(inputs, this.#model, now));
    const { score, tier } = this.#classified(inputs, now);
    return { score, tier };
  }

  /** After a rolled-back transaction the counters in memory must follow the table again. */
  reload(): void {
    this.#loadHistogram();
  }

  /** Fits the model to all customers and classes them anew: about 2 s for 300,000 customers, synchronously. */
  rescoreAll(now: EpochMs): void {
    this.#database.transaction(() => {
      const rows = this.#database.all(
        this.#tables()
          .selectFrom("customers")
          .select([
            "customer_rowid",
            "score",
            "tier",
            "revenue_12m_minor",
            "customer_since",
            "active_products",
            "arrears_minor",
            "churn_risk",
            "key_account",
          ]),
      );
      const fitted = fitValueModel(
        rows.map((row) => row.revenue_12m_minor),
        this.#generation + 1,
      );
      if (fitted !== INITIAL_VALUE_MODEL) this.#storeModel(fitted, now);
      this.#model = fitted;
      this.#histogram = new ScoreHistogram();
      for (const row of rows) this.#histogram.add(valueScore(valueInputsOf(row), fitted, now));
      for (const row of rows) {
        const classification = this.#classified(valueInputsOf(row), now);
        if (classification.score !== row.score || classification.tier !== row.tier)
          this.#store(row.customer_rowid, classification);
      }
    });
  }

  #classified(inputs: ValueInputs, now: EpochMs): Classification {
    return classify(inputs, {
      now,
      model: this.#model,
      distribution: this.#histogram,
      headStartMaxMs: this.#headStartMaxMs,
    });
  }

  #store(customerRowid: number, { score, tier }: Classification): void {
    this.#database.run(
      this.#tables().updateTable("customers").set({ score, tier }).where("customer_rowid", "=", customerRowid),
    );
  }

  #storeModel(model: ValueModel, now: EpochMs): void {
    this.#generation += 1;
    this.#database.run(
      this.#tables()
        .insertInto("value_models")
        .values({
          generation: this.#generation,
          version: model.version,
          revenue_bounds_json: JSON.stringify(model.revenueBoundsMinor),
          fitted_at: now,
        }),
    );
  }

  #loadHistogram(): void {
    this.#histogram = new ScoreHistogram();
    const counts = this.#database.all(
      this.#tables()
        .selectFrom("customers")
        .select(["score", ({ fn }) => fn.countAll<number>().as("customers")])
        .groupBy("score"),
    );
    for (const { score, customers } of counts) this.#histogram.add(score, customers);
  }

  #tables() {
    return this.#database.tables<CustomerTables>();
  }
}
