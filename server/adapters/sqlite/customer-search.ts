import type { Statement } from "better-sqlite3";
import { getCountryCallingCode } from "libphonenumber-js/max";
import { plainText } from "../../customers/plain-text.ts";
import { type CountryCode, toE164 } from "../../customers/to-e164.ts";
import { nameQuery } from "./name-tokens.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

type RowidRow = { readonly customer_rowid: number };

const TEXT_LENGTH_MAX = 100;
/** Fewer characters of an identifier would match half the table. */
const PART_LENGTH_MIN = 4;
/** Sorts behind every text that begins with the same characters. */
const AFTER_ALL = "\u{10ffff}";

/** Finds customers by any identifier, whole or its beginning or end, and by name. */
export class CustomerSearch {
  readonly #database: SqliteDatabase;
  readonly #country: CountryCode;
  readonly #exact: Statement<[string, number], RowidRow>;
  readonly #beginning: Statement<[string, string, number], RowidRow>;
  readonly #end: Statement<[string, string, number], RowidRow>;
  readonly #byName: Statement<[string, number], RowidRow>;

  constructor(database: SqliteDatabase, country: CountryCode) {
    this.#database = database;
    this.#country = country;
    this.#exact = database.prepare("SELECT customer_rowid FROM customer_identifiers WHERE value = ? LIMIT ?");
    this.#beginning = database.prepare(
      "SELECT customer_rowid FROM customer_identifiers WHERE value >= ? AND value < ? ORDER BY value LIMIT ?",
    );
    this.#end = database.prepare(
      "SELECT customer_rowid FROM customer_identifiers WHERE value_reversed >= ? AND value_reversed < ? ORDER BY value_reversed LIMIT ?",
    );
    this.#byName = database.prepare(
      "SELECT rowid AS customer_rowid FROM customer_names WHERE customer_names MATCH ? ORDER BY bm25(customer_names, 10.0, 1.0), rowid LIMIT ?",
    );
  }

  /** Row ids, best first: whole identifier, name, beginning, end. */
  find(text: string, limit: number): readonly number[] {
    const query = plainText(text, TEXT_LENGTH_MAX);
    if (query === "") return [];
    const found = new Set<number>();
    const take = (rows: readonly RowidRow[]): void => {
      for (const { customer_rowid } of rows) if (found.size < limit) found.add(customer_rowid);
    };
    const parts = this.#identifierForms(query);
    return this.#database.guarded(() => {
      for (const part of parts) take(this.#exact.all(part, limit));
      const names = nameQuery(query);
      if (names !== null && found.size < limit) take(this.#byName.all(names, limit));
      const long = parts.filter((part) => part.length >= PART_LENGTH_MIN);
      for (const part of long) if (found.size < limit) take(this.#beginning.all(part, part + AFTER_ALL, limit));
      for (const part of long) {
        const reversed = reversedText(part);
        if (found.size < limit) take(this.#end.all(reversed, reversed + AFTER_ALL, limit));
      }
      return [...found];
    });
  }

  /** The forms in which what was typed may stand in the table; only E.164 is stored, while people type national numbers. */
  #identifierForms(query: string): string[] {
    const upper = query.toUpperCase();
    const forms = new Set([upper.replace(/[^\p{L}\p{N}+]/gu, ""), upper.replace(/\s/gu, "")]);
    const e164 = toE164(query, this.#country);
    if (e164 !== null) forms.add(e164);
    const digits = query.replace(/[\s\-().+/]/gu, "");
    if (/^\d+$/u.test(digits) && digits.length >= PART_LENGTH_MIN) {
      const international = query.startsWith("+") || digits.startsWith("00");
      const significant = digits.replace(/^0+/u, "");
      forms.add(international ? `+${significant}` : `+${getCountryCallingCode(this.#country)}${significant}`);
      // The end of a foreign number, dialled as in its own country: a trunk prefix is no part of E.164.
      forms.add(significant);
    }
    forms.delete("");
    return [...forms];
  }
}

export function reversedText(text: string): string {
  return [...text].reverse().join("");
}
