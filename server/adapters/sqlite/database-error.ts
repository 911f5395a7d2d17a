import type { ErrorCode } from "../../../shared/errors/errors.ts";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";

export type DatabaseErrorCode = Extract<
  ErrorCode,
  "database-broken" | "disk-full" | "database-locked" | "database-newer" | "database-unreachable"
>;

/** The data file cannot be used: at start-up mostly, but a disk may fill at any time. */
export class DatabaseError extends StartUpError {
  declare readonly code: DatabaseErrorCode;

  constructor(code: DatabaseErrorCode, detail: string, cause?: unknown) {
    super(code, detail, cause === undefined ? undefined : { cause });
    this.name = "DatabaseError";
  }
}

/** SQLite result codes (https://www.sqlite.org/rescode.html) -> the codes of shared/errors. */
const CODES: readonly (readonly [pattern: RegExp, code: DatabaseErrorCode])[] = [
  [/^SQLITE_(NOTADB|CORRUPT)/u, "database-broken"],
  [/^SQLITE_FULL/u, "disk-full"],
  // A full disk also shows as a failed write, truncate or growth of the -wal and -shm files.
  [/^SQLITE_IOERR_(WRITE|TRUNCATE|SHMSIZE|SHMMAP|FSYNC)/u, "disk-full"],
  [/^SQLITE_IOERR_SHORT_READ/u, "database-broken"],
  [/^SQLITE_(BUSY|LOCKED)/u, "database-locked"],
  [/^SQLITE_(CANTOPEN|READONLY|PERM|AUTH|IOERR)/u, "database-unreachable"],
];

/** The same error with a code an operator can act on; anything that is no trouble of the data file is returned as it came. */
export function asDatabaseError(error: unknown, path: string): unknown {
  if (
    error instanceof DatabaseError ||
    !(error instanceof Error) ||
    !("code" in error) ||
    typeof error.code !== "string"
  )
    return error;
  const sqliteCode = error.code;
  const code = CODES.find(([pattern]) => pattern.test(sqliteCode))?.[1];
  return code === undefined ? error : new DatabaseError(code, `${path}: ${error.message} (${sqliteCode})`, error);
}
