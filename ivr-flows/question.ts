import { spoken, understood } from "./flow-setup.ts";
import type { CollectParams, FlowContext, SpokenPrompt } from "./flow-vocabulary.ts";

const FIRST_DIGIT_TIMEOUT_MS = 6_000;
const INTER_DIGIT_TIMEOUT_MS = 3_000;

/** What went wrong before is said first, then the question again. */
function withTrouble(context: FlowContext, items: readonly SpokenPrompt[]): readonly SpokenPrompt[] {
  if (context.trouble === null) return items;
  return [...understood(context, context.trouble === "silence" ? "no-input" : "wrong-input"), ...items];
}

/** A question answered with one key. `#` and `*` arrive as keys too. */
export function menu(
  context: FlowContext,
  purpose: "language" | "menu",
  items: readonly SpokenPrompt[],
): CollectParams {
  return {
    purpose,
    items: withTrouble(context, items),
    maxDigits: 1,
    hashEnds: false,
    secret: false,
    firstDigitTimeoutMs: FIRST_DIGIT_TIMEOUT_MS,
    interDigitTimeoutMs: INTER_DIGIT_TIMEOUT_MS,
  };
}

/** A question answered with a number of known length. */
export function entry(context: FlowContext, purpose: "account" | "pin", length: number): CollectParams {
  return {
    purpose,
    items: withTrouble(context, [spoken(context, purpose === "pin" ? "enter-pin" : "enter-account")]),
    maxDigits: length,
    hashEnds: true,
    secret: purpose === "pin",
    firstDigitTimeoutMs: FIRST_DIGIT_TIMEOUT_MS + 2_000,
    interDigitTimeoutMs: INTER_DIGIT_TIMEOUT_MS,
  };
}
