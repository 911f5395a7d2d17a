import { type Language, LANGUAGE_NOT_CHOSEN, LANGUAGES } from "../../../shared/domain/contact.ts";
import type { LiveContact } from "../live-contact.ts";

/**
 * In which languages a caller is spoken to, one after the other: in theirs; in both, the likelier one first, when they were asked for it
 * and went on without an answer (0 for an agent). By what was collected, so that it stands over a restart.
 */
export function languagesOf({ record, customer }: Pick<LiveContact, "record" | "customer">): readonly Language[] {
  const { language, collected } = record;
  const isOpen = collected.some(({ key, value }) => key === "language" && value === LANGUAGE_NOT_CHOSEN);
  // Whoever was found out later, by an account or by the agent, has a language.
  return isOpen && customer?.language == null
    ? [language, ...LANGUAGES.filter((each) => each !== language)]
    : [language];
}
