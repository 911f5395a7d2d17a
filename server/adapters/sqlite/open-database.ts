import Database from "better-sqlite3";
import type { DurationMs } from "../../../shared/domain/time.ts";
import { asDatabaseError, DatabaseError } from "./database-error.ts";
import { migrate } from "./migrate.ts";
import { SqliteDatabase } from "./sqlite-database.ts";

export interface OpenDatabaseOptions {
  /** File, or `:memory:`. */
  readonly path: string;
  /** Default true: a second process on the same file gets `database-locked` at once; two routing cores on one journal would corrupt it. */
  readonly exclusive?: boolean;
  /** Default 200. The wait blocks the event loop, so it is short. */
  readonly busyTimeoutMs?: DurationMs;
  /** The file is from an earlier version and its journal is long: what comes next takes a while. */
  readonly onLongUpgrade?: (journalEntries: number) => void;
}

/**
 * 32 MB of the WAL. A checkpoint syncs two files (4 ms each on a good disk) while every call waits; by default (1,000 pages) that
 * would be after each 20 calls. Most pages are written again and again meanwhile, and then only once to the data file.
 */
const CHECKPOINT_PAGES = 8_192;
const WAL_SIZE_MAX_BYTES = 64 * 1024 * 1024;

/** Opens or creates the data file and brings it to the current schema. Throws `DatabaseError`; a file it refuses is left as it was. */
export function openDatabase(options: OpenDatabaseOptions): SqliteDatabase {
  const { path, exclusive = true, busyTimeoutMs = 200, onLongUpgrade } = options;
  let connection: Database.Database;
  try {
    connection = new Database(path, { timeout: busyTimeoutMs });
  } catch (error) {
    // better-sqlite3 throws a TypeError without a code when the folder does not exist.
    const known = asDatabaseError(error, path);
    throw known instanceof DatabaseError
      ? known
      : new DatabaseError("database-unreachable", `${path}: ${String(error)}`, error);
  }
  try {
    // Before the first access: then WAL needs no shared memory file and the lock is held until the process ends, even by kill -9.
    if (exclusive) connection.pragma("locking_mode = EXCLUSIVE");
    connection.pragma("journal_mode = WAL");
    // NORMAL: a commit survives the death of the process; only a power cut can take the last ones (sqlite.org/pragma.html#pragma_synchronous).
    connection.pragma("synchronous = NORMAL");
    connection.pragma("foreign_keys = ON");
    connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    connection.pragma(`journal_size_limit = ${WAL_SIZE_MAX_BYTES}`);
    checkIntegrity(connection, path);
    migrate(connection, path, onLongUpgrade ? { onLongUpgrade } : {});
    return new SqliteDatabase(connection, path);
  } catch (error) {
    connection.close();
    throw asDatabaseError(error, path);
  }
}

/** `quick_check` reads the whole file: about 1 s a GB. A wrong index it does not see; `integrity_check` would take minutes. */
function checkIntegrity(connection: Database.Database, path: string): void {
  const rows = connection.prepare<[], { quick_check: string }>("PRAGMA quick_check(1)").all();
  const finding = rows[0]?.quick_check;
  if (finding !== "ok")
    throw new DatabaseError("database-broken", `${path}: ${finding ?? "no answer from quick_check"}`);
}
