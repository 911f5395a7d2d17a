import { isTest, type SourceTree } from "./source-tree.ts";

/** Where events of a call are written to the journal, and how: `type: "call.held"`, `note(contact, "call.held"`. */
const WRITERS = /^server\/app\/.*\.ts$/u;
const WRITTEN =
  /(?:journal\.append\(\{[^{}]*?type: |note\((?:[^(),"]+|\w+\([^()]*\))(?:, \w+)?, )"([a-z]+(?:-[a-z]+)*\.[a-z-]+)"/gu;
/** Of the centre and its agents, not of a call: no call's journal shows them. */
const OF_NO_CALL = new Set([
  "centre.started",
  "console.started",
  "agent.forced",
  "agent.resumed-ready",
  "routing.digest",
]);
/** Shown by a component of its own. */
const TOLD_AT_LENGTH = new Set(["routing.explained"]);

/** Events of a call's journal that a supervisor would see as a bare name, in one language or in both. */
export function wordlessEvents(tree: SourceTree): string[] {
  const written = [...tree]
    .filter(([path]) => WRITERS.test(path) && !isTest(path))
    .flatMap(([path, text]) => [...text.matchAll(WRITTEN)].map(([, type = ""]) => [path, type] as const))
    .filter(([, type]) => !OF_NO_CALL.has(type) && !TOLD_AT_LENGTH.has(type));
  return ["en", "zh"].flatMap((language) => {
    const texts = tree.get(`desktop/renderer/i18n/${language}/views/admin.json`) ?? "{}";
    const { event = {} }: { event?: Record<string, Record<string, string>> } = JSON.parse(texts);
    return written
      .filter(([, type]) => {
        const [source = "", name = ""] = type.split(".");
        return event[source]?.[name] === undefined;
      })
      .map(([path, type]) => `${path} journals ${type}, which has no sentence in ${language}`);
  });
}
