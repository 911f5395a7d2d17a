import type { ErrorCode } from "../../../shared/errors/errors.ts";

/** HTTP status of the codes a request can end with; every other code is the server's own trouble (500). */
const STATUS: Partial<Record<ErrorCode, number>> = {
  "bad-request": 400,
  "bad-number": 400,
  "bad-time": 400,
  "plan-mistaken": 400,
  "csv-unreadable": 400,
  "csv-no-phone-column": 400,
  "csv-malformed": 400,
  "csv-empty": 400,
  "bad-encoding": 400,
  "audio-unreadable": 400,
  "bad-credentials": 401,
  "not-signed-in": 401,
  "session-expired": 401,
  forbidden: 403,
  "not-found": 404,
  "entry-unknown": 404,
  conflict: 409,
  "login-taken": 409,
  "last-admin": 409,
  "agenda-full": 409,
  "do-not-call-full": 409,
  "lease-lost": 409,
  "payload-too-large": 413,
  "csv-too-large": 413,
  "wrong-content-type": 415,
  "account-locked": 423,
  "rate-limited": 429,
  "webphone-busy": 503,
  "pbx-unavailable": 503,
  "prompt-unavailable": 503,
  "pbx-timeout": 503,
  "server-stopping": 503,
  "renderer-not-built": 503,
  timeout: 503,
  "disk-full": 507,
};

export function statusOfCode(code: ErrorCode): number {
  return STATUS[code] ?? 500;
}
