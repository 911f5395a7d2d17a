/** What an explanation told later than others, latest first, all on 2026-11-22: of each agent passed over why they are not ready; how many for which reason. */
const TOLD_SINCE = ["notReadyReason", "notReadyBecause"];

/**
 * What the core says today, as JSON, in the words of each older kind of journal, latest first. What was decided is the same to
 * the letter.
 */
export const OLDER_WORDS: readonly ((json: string) => string)[] = TOLD_SINCE.map((_, place) => {
  const untold = new Set(TOLD_SINCE.slice(0, place + 1));
  return (json) => JSON.stringify(JSON.parse(json, (key, value: unknown) => (untold.has(key) ? undefined : value)));
});
