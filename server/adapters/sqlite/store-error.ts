import { ERRORS, type ErrorCode } from "../../../shared/errors/errors.ts";

/** A request the stores cannot fulfil; `detail` is for the log and holds no personal data. */
export class StoreError extends Error {
  readonly code: Extract<
    ErrorCode,
    | "not-found"
    | "conflict"
    | "bad-request"
    | "csv-unreadable"
    | "csv-too-large"
    | "csv-no-phone-column"
    | "csv-malformed"
    | "csv-empty"
    | "bad-encoding"
    | "lease-lost"
    | "entry-unknown"
  >;
  readonly detail: string;

  constructor(code: StoreError["code"], detail: string, options?: ErrorOptions) {
    super(`${ERRORS[code].meaning} ${detail}`, options);
    this.name = "StoreError";
    this.code = code;
    this.detail = detail;
  }
}
