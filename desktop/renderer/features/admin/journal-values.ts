import type { TFunction } from "i18next";
import type { Format } from "../../i18n/use-format.ts";

type Value = string | number | boolean | null;

interface JournalWords {
  readonly t: TFunction<"admin">;
  readonly format: Format;
  /** Agent and queue ids -> names, as far as they are known here. */
  readonly names: ReadonlyMap<string, string>;
  readonly skillName: (skill: string) => string;
}

/**
 * The values of an event's payload as words for its sentence: durations, names, outcomes in the reader's language. What has no
 * word stays as it is; nested values come in as `outer.inner` joined by a dash (`ani-e164`).
 */
export function journalValues(payload: unknown, words: JournalWords): Record<string, string> {
  const values: Record<string, string> = {};
  const fields = new Map(fieldsOf(payload, ""));
  for (const [key, value] of fields) {
    // Where a call went: a skill may have the same word as a queue.
    const isSkill = key.endsWith("-name") && fields.get(key.replace(/name$/u, "kind")) === "skill";
    values[key] = isSkill && typeof value === "string" ? words.skillName(value) : wordOf(key, value, words);
  }
  return values;
}

function fieldsOf(payload: unknown, prefix: string): [string, Value][] {
  if (typeof payload !== "object" || payload === null) return [];
  return Object.entries(payload).flatMap(([name, value]): [string, Value][] => {
    const key = `${prefix}${name}`;
    if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      return [[key, value]];
    if (Array.isArray(value)) return [[key, value.map(String).join(", ")]];
    // One level is enough for a sentence; the rest stands in the raw event.
    return prefix === "" ? fieldsOf(value, `${key}-`) : [];
  });
}

/** Fields with a fixed vocabulary that the common texts have words for. */
const VOCABULARIES: Readonly<Record<string, string>> = {
  outcome: "outcome",
  disposition: "disposition",
  reason: "reason",
  "classification-tier": "tier",
};
/** Fields with a vocabulary of the journal itself. */
const JOURNAL_WORDS = new Set([
  "source",
  "match",
  "because",
  "failure",
  "role",
  "kind",
  "purpose",
  "phase",
  "endedBy",
  "treatment",
  "choice",
  "mode",
]);

function wordOf(key: string, value: Value, { t, format, names }: JournalWords): string {
  // Said, not left out: a sentence without it would show its gap.
  if (value === null) return t("admin:journal.none");
  if (typeof value === "boolean") return t(value ? "admin:journal.yes" : "admin:journal.no");
  if (typeof value === "number") {
    if (key.endsWith("At")) return format.time(value);
    return key.endsWith("Ms") ? format.duration(value) : format.number(value);
  }
  const vocabulary = VOCABULARIES[key];
  if (vocabulary !== undefined) return t(`common:${vocabulary}.${value}`, { defaultValue: value });
  if (JOURNAL_WORDS.has(key)) return t(`admin:journal-word.${value}`, { defaultValue: value });
  return names.get(value) ?? value;
}
