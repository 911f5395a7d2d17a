import type Database from "better-sqlite3";

interface SharedWrite {
  readonly work: () => unknown;
  readonly refused: (error: unknown) => void;
}

/** A transaction that is never too large to be done again one by one. */
const WRITES_MAX = 256;

/**
 * Writes of one turn of the event loop share one commit: a call writes thirty small rows, and a commit of its own for each copies the
 * pages they share into the log again and again.
 *
 *   idle --write--> open --settle, end of the turn, WRITES_MAX--> idle
 *
 * A commit that fails takes all writes of the turn with it. Then each is done once more on its own and in order, up to the first that is
 * refused again: that one and those behind it are told to whoever wrote them, later than `write` returned. So what the disk has is
 * always what came first, without a hole, and a record is never older than one that was refused.
 */
export class SharedCommit {
  readonly #connection: Database.Database;
  readonly #begin: Database.Statement<[]>;
  readonly #commit: Database.Statement<[]>;
  readonly #rollback: Database.Statement<[]>;
  #writes: SharedWrite[] = [];
  #isOpen = false;
  #endOfTurn: NodeJS.Immediate | null = null;

  constructor(connection: Database.Database) {
    this.#connection = connection;
    this.#begin = connection.prepare<[]>("BEGIN IMMEDIATE");
    this.#commit = connection.prepare<[]>("COMMIT");
    this.#rollback = connection.prepare<[]>("ROLLBACK");
  }

  /**
   * Throws what `work` throws; nothing of it is written then. `work` may be called a second time, when the commit failed.
   * Within somebody's transaction it belongs to that one.
   */
  write<Result>(work: () => Result, refused: (error: unknown) => void): Result {
    if (!this.#isOpen && this.#connection.inTransaction) return work();
    if (!this.#isOpen) this.#open();
    let result: Result;
    try {
      result = work();
    } catch (error) {
      // SQLite undoes the statement, or (a full disk, a failed read) all that was written before it (sqlite.org/lang_transaction.html).
      if (!this.#connection.inTransaction) this.#oneByOne();
      throw error;
    }
    this.#writes.push({ work, refused });
    if (this.#writes.length >= WRITES_MAX) this.settle();
    return result;
  }

  /** Survives the death of the process when it returns. Does not throw. */
  settle(): void {
    if (!this.#isOpen) return;
    try {
      this.#commit.run();
    } catch {
      // The writes say it themselves, each to whoever wrote it.
      this.#oneByOne();
      return;
    }
    this.#closed();
  }

  #open(): void {
    this.#begin.run();
    this.#isOpen = true;
    this.#endOfTurn = setImmediate(() => this.settle());
  }

  #closed(): readonly SharedWrite[] {
    const writes = this.#writes;
    this.#writes = [];
    this.#isOpen = false;
    if (this.#endOfTurn) clearImmediate(this.#endOfTurn);
    this.#endOfTurn = null;
    return writes;
  }

  #oneByOne(): void {
    const writes = this.#closed();
    let done = 0;
    try {
      if (this.#connection.inTransaction) this.#rollback.run();
      for (const { work } of writes) {
        work();
        done += 1;
      }
    } catch (error) {
      for (const { refused } of writes.slice(done)) refused(error);
    }
  }
}
