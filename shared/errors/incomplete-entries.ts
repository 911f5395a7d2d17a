import type { ErrorEntry } from "./error-entry.ts";

/** `<code>: <what is missing>` for every entry of an error table that would leave a person without help. */
export function incompleteEntries(table: Readonly<Record<string, ErrorEntry>>): string[] {
  const isSentence = (text: string) => /^\S.{5,}[.)]$/u.test(text);
  return Object.entries(table).flatMap(([code, { meaning, remedy }]) => [
    ...(/^[a-z]+(-[a-z]+)*$/u.test(code) ? [] : [`${code}: name`]),
    ...(isSentence(meaning) ? [] : [`${code}: meaning`]),
    ...(isSentence(remedy) ? [] : [`${code}: remedy`]),
  ]);
}
