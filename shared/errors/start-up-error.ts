import { ERRORS, type ErrorCode } from "./errors.ts";

/**
 * Start-up cannot go on. Thrown by adapters and by the composition root, shown by server/up as one line: what (the code's
 * meaning), why (`detail`), what to do (the code's remedy), then exit code 1.
 */
export class StartUpError extends Error {
  readonly code: ErrorCode;
  /** The particular reason, e.g. `port 8440 (CORDBOARD_HTTP_PORT)`; one line, no secrets, no stack. */
  readonly detail: string;

  constructor(code: ErrorCode, detail: string, options?: ErrorOptions) {
    super(`${ERRORS[code].meaning} ${detail}`, options);
    this.name = "StartUpError";
    this.code = code;
    this.detail = detail;
  }
}
