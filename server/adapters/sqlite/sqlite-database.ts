import type Database from "better-sqlite3";
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { RecordKeeping } from "../../ports/record-keeping.ts";
import { asDatabaseError } from "./database-error.ts";
import { SharedCommit } from "./shared-commit.ts";

/** Distinct SQL texts kept prepared; more would mean that values are pasted into SQL somewhere. */
const PREPARED_MAX = 500;

type Compilable<Row> = { compile(): CompiledQuery<Row> };

/**
 * One connection, used synchronously. Kysely only writes the SQL: its own driver is asynchronous, and on a single connection a
 * `journal.append` between two awaits of somebody's transaction would be rolled back with it. Here a transaction is one
 * synchronous function, so nothing can come between.
 */
export class SqliteDatabase implements RecordKeeping {
  readonly path: string;
  readonly #connection: Database.Database;
  readonly #shared: SharedCommit;
  readonly #prepared = new Map<string, Database.Statement<unknown[], unknown>>();
  readonly #builder = new Kysely<Record<never, never>>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });

  constructor(connection: Database.Database, path: string) {
    this.#connection = connection;
    this.#shared = new SharedCommit(connection);
    this.path = path;
  }

  /** A query builder for the tables a repository declares; run what it builds with `all`, `first` or `run`. */
  tables<Tables extends Record<string, object>>() {
    return this.#builder.withTables<Tables>();
  }

  /** A prepared statement for a hot path. It throws raw SQLite errors: `get` and `all` within `guarded`, `run` within `write` or `alone`. */
  prepare<Parameters extends unknown[], Row = unknown>(sql: string): Database.Statement<Parameters, Row> {
    return this.guarded(() => this.#connection.prepare<Parameters, Row>(sql));
  }

  all<Row>(query: Compilable<Row>): Row[] {
    const compiled = query.compile();
    return this.guarded(() => this.#statement<Row>(compiled.sql).all(...compiled.parameters));
  }

  first<Row>(query: Compilable<Row>): Row | undefined {
    const compiled = query.compile();
    return this.guarded(() => this.#statement<Row>(compiled.sql).get(...compiled.parameters));
  }

  /** Returns the number of rows changed. */
  run(query: Compilable<unknown>): number {
    const compiled = query.compile();
    return this.alone(() => this.#statement(compiled.sql).run(...compiled.parameters).changes);
  }

  /** A write with a commit of its own (or its transaction's): kept when it returns. */
  alone<Result>(work: () => Result): Result {
    this.settle();
    return this.guarded(work);
  }

  /**
   * A write that shares its commit with the others of this turn of the event loop. `refused` is called when the disk turned out not
   * to take it after this had returned.
   */
  write<Result>(work: () => Result, refused: (error: unknown) => void): Result {
    return this.guarded(() => this.#shared.write(work, (error) => refused(asDatabaseError(error, this.path))));
  }

  settle(): void {
    this.#shared.settle();
  }

  /** All of `work` or nothing. Synchronous on purpose: an async function here would commit before its first await is over. */
  transaction<Result>(work: () => Result): Result {
    return this.alone(() => this.#connection.transaction(work).immediate());
  }

  /** Runs statements and gives SQLite's errors the codes of shared/errors. */
  guarded<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw asDatabaseError(error, this.path);
    }
  }

  close(): void {
    if (!this.#connection.open) return;
    this.settle();
    this.#prepared.clear();
    this.#connection.close();
  }

  #statement<Row>(sql: string): Database.Statement<unknown[], Row> {
    const known = this.#prepared.get(sql);
    // The row type of a statement is a claim of whoever wrote the SQL; here Kysely derived it from the same text.
    if (known) return known as Database.Statement<unknown[], Row>;
    const statement = this.#connection.prepare<unknown[], Row>(sql);
    if (this.#prepared.size >= PREPARED_MAX) this.#prepared.clear();
    this.#prepared.set(sql, statement);
    return statement;
  }
}
