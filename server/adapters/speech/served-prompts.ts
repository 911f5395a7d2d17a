import path from "node:path";
import type { PromptLibrary } from "../../ports/prompt-library.ts";

/** Names of sounds as they are fetched: a key of the prompt cache. */
export const SERVED_SOUND = /^[a-z0-9-]{1,80}\.wav$/u;

/**
 * Prompts for an Asterisk that does not see this server's files: another machine's, or one that runs as another user. It fetches
 * each from here once and keeps it (`sound:http://...`, Asterisk's media cache); the address of a sound changes with its content.
 * @param baseUrl where sounds are served, without a slash at its end
 */
export function servedPrompts(library: PromptLibrary, baseUrl: string): PromptLibrary {
  return {
    media: async (prompt, language) => {
      const media = await library.media(prompt, language);
      return media.map((uri) => `sound:${baseUrl}/${path.basename(uri.slice("sound:".length))}.wav`);
    },
  };
}
