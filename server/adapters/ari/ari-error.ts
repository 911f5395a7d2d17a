/**
 * A request to Asterisk that did not succeed. `status` is ARI's HTTP status; 0 when there was none: not connected
 * (`unavailable`) or no answer in time (`timeout`). `reason` is Asterisk's own sentence.
 */
export class AriError extends Error {
  readonly kind: "status" | "timeout" | "unavailable";
  readonly status: number;
  readonly reason: string;

  constructor(kind: AriError["kind"], status: number, operation: string, reason: string) {
    super(`ARI ${operation}: ${kind === "status" ? `${status} ` : ""}${reason}`);
    this.name = "AriError";
    this.kind = kind;
    this.status = status;
    this.reason = reason;
  }
}
