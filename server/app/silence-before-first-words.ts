import { ANSWER_LEAD } from "../ports/prompt-library.ts";
import type { Centre } from "./centre.ts";
import type { LiveContact } from "./live-contact.ts";

/**
 * A sentence that begins with the answer loses its first syllable. Media to be played before whatever a caller hears first, in the
 * same playback, so that the first key stops both. To be asked for before the call is picked up; nothing where it is up already.
 * One that cannot be had costs nobody the sentence: never rejects.
 */
export async function silenceBeforeFirstWords(
  { prompts, log }: Pick<Centre, "prompts" | "log">,
  { customerLegUp, record: { contactId, language } }: LiveContact,
): Promise<readonly string[]> {
  if (customerLegUp) return [];
  return prompts.media(ANSWER_LEAD, language).catch((error: unknown) => {
    log.warn({ err: error, contactId }, "silence before the first words could not be made");
    return [];
  });
}
