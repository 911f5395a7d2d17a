/**
 * A request or command that was not carried out. `code` is one of shared/errors: the server's own, or `server-unreachable`,
 * `timeout` and `internal` found out on this side.
 */
export class Failure extends Error {
  readonly code: string;
  constructor(code: string, options?: ErrorOptions) {
    super(code, options);
    this.name = "Failure";
    this.code = code;
  }
}

export function failureCode(error: unknown): string {
  return error instanceof Failure ? error.code : "internal";
}
