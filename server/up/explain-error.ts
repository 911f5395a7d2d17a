import { ERRORS, type ErrorCode, isErrorCode } from "../../shared/errors/errors.ts";
import { StartUpError } from "../../shared/errors/start-up-error.ts";

/** Codes of Node and SQLite -> ours. SQLite's extended codes share a prefix (https://www.sqlite.org/rescode.html). */
const FOREIGN_CODES: readonly (readonly [pattern: RegExp, code: ErrorCode])[] = [
  [/^(ENOSPC|EDQUOT)$|^SQLITE_FULL/u, "disk-full"],
  [/^EADDRINUSE$/u, "port-in-use"],
  [/^(EACCES|EPERM|EROFS)$/u, "data-folder-unusable"],
  [/^SQLITE_(CORRUPT|NOTADB)/u, "database-broken"],
  [/^SQLITE_(BUSY|LOCKED)/u, "database-locked"],
  [/^SQLITE_(CANTOPEN|READONLY|PERM)/u, "database-unreachable"],
];

const DEPTH_MAX = 5;

/** Whatever was thrown, as a code of the table and the particular reason in one line. */
export function asStartUpError(thrown: unknown): StartUpError {
  if (thrown instanceof StartUpError) return thrown;
  let current: unknown = thrown;
  for (let depth = 0; depth < DEPTH_MAX && current instanceof Error; depth += 1) {
    const foreign: unknown = "code" in current ? current.code : undefined;
    if (isErrorCode(foreign)) return new StartUpError(foreign, oneLine(current.message), { cause: thrown });
    const known = FOREIGN_CODES.find(([pattern]) => typeof foreign === "string" && pattern.test(foreign));
    if (known !== undefined) return new StartUpError(known[1], oneLine(current.message), { cause: thrown });
    current = current.cause;
  }
  return new StartUpError("start-up-failed", oneLine(thrown instanceof Error ? thrown.message : String(thrown)), {
    cause: thrown,
  });
}

/** `[code] what: why. What to do.` in one line, however many lines the reason has. */
export function explainError(error: StartUpError): string {
  const { meaning, remedy } = ERRORS[error.code];
  const why = oneLine(error.detail).replace(/[.\s]+$/u, "");
  return `[${error.code}] ${meaning.replace(/\.$/u, "")}${why === "" ? "" : `: ${why}`}. ${remedy}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim().slice(0, 600);
}
