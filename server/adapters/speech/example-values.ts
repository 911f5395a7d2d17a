import { type PromptDefinition, promptSlots } from "../../../shared/domain/prompt.ts";

/** What is spoken in the place of values when nobody calls: by kind, in the order of the slot's value names. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  digits: ["10000001"],
  count: ["3"],
  money: ["12850", "CNY"],
  // 1 December 2026, noon in UTC: the same day in nearly every zone.
  date: ["1796126400000"],
  minutes: ["3", "5"],
};

/** Values with which a prompt can be played to an administrator. */
export function exampleValues({ texts }: PromptDefinition): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const { kind, valueNames } of Object.values(texts).flatMap(promptSlots)) {
    for (const [index, name] of valueNames.entries()) values[name] = EXAMPLES[kind]?.[index] ?? "";
  }
  return values;
}
