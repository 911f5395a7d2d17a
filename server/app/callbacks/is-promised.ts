import type { LiveContact } from "../live-contact.ts";

/** Somebody waits for being called, or is being called; once they talk it is a call like any other. */
export function isPromised({ record, waiting }: LiveContact): boolean {
  return waiting.callback !== null && ["queued", "offered", "dialing"].includes(record.phase);
}
