/**
 * What the core says today, as JSON, in the words of a journal from before 2026-11-22, which told how many agents were not
 * ready and not why. What was decided is the same to the letter.
 */
export function inOlderWords(json: string): string {
  return JSON.stringify(JSON.parse(json, (key, value: unknown) => (key === "notReadyBecause" ? undefined : value)));
}
