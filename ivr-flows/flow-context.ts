import type { FlowContext, FlowInput } from "./flow-vocabulary.ts";

const NOBODY: FlowInput = {
  ani: { e164: null, raw: "", presentation: "unavailable" },
  match: { kind: "none", matchedBy: null, customers: [] },
};

/**
 * The start of every flow. A single match by the calling number identifies the caller (a number can be forged, so nothing
 * private is said before the PIN); several are never guessed between. Without a known language the call starts in Chinese for a
 * number of mainland China, else in English.
 */
export function flowContext(input: FlowInput | undefined): FlowContext {
  // XState makes every machine a second time without input, to throw it away: an exception there costs more than all the rest.
  const { ani, match, queueClosed = false } = input ?? NOBODY;
  const only = match.kind === "one" ? (match.customers[0] ?? null) : null;
  const home = ani.e164?.startsWith("+86") === true ? "zh" : "en";
  return {
    language: only?.language ?? home,
    languageKnown: only?.language != null,
    match,
    queueClosed,
    customerId: only?.customerId ?? null,
    identifiedBy: only === null ? null : "calling-number",
    verified: false,
    account: "",
    intent: null,
    balance: null,
    balanceHeard: false,
    trouble: null,
    silences: 0,
    wrongInputs: 0,
    unknownAccounts: 0,
    wrongPins: 0,
    failureCode: null,
  };
}
