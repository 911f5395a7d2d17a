import type Type from "typebox";
import Value from "typebox/value";

/** A payload that does not fit its channel. Carries no payload: it may hold anything. */
export class PayloadError extends Error {
  readonly code = "bad-request";
  constructor(channel: string) {
    super(`The payload on ${channel} does not fit its schema.`);
    this.name = "PayloadError";
  }
}

/** The payload, checked, or a `PayloadError`. */
export function checkPayload<T extends Type.TSchema>(channel: string, schema: T, payload: unknown): Type.Static<T> {
  if (!Value.Check(schema, payload)) throw new PayloadError(channel);
  return payload;
}
