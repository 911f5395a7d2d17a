import type { Language } from "./contact.ts";

/**
 * A prompt as its author wrote it. `{kind name…}` marks a value spoken by its kind, e.g. `{money amountMinor currency}`:
 *
 *   {digits v}      one by one ("one two three")       v: digits
 *   {count v}       a whole number ("twelve")           v: integer 0..9,999
 *   {money v c}     an amount ("twelve yuan fifty")     v: minor units >= 0, c: ISO 4217 code
 *   {date v}        a calendar day                      v: EpochMs
 *   {minutes a b}   "three to five minutes"             a, b: integers, a <= b
 */
export interface PromptDefinition {
  readonly id: string;
  readonly texts: Readonly<Record<Language, string>>;
}

export const PROMPT_SLOT_KINDS = ["digits", "count", "money", "date", "minutes"] as const;
export type PromptSlotKind = (typeof PROMPT_SLOT_KINDS)[number];

export interface PromptSlot {
  /** The whole marker with its braces. */
  readonly marker: string;
  readonly kind: string;
  readonly valueNames: readonly string[];
}

/** The value slots of a text in the order they are spoken. */
export function promptSlots(text: string): readonly PromptSlot[] {
  return [...text.matchAll(/\{([a-z]+)((?: [A-Za-z]+)+)\}/g)].map((found) => ({
    marker: found[0],
    kind: found[1] ?? "",
    valueNames: (found[2] ?? "").trim().split(" "),
  }));
}
