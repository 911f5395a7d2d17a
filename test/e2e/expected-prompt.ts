import { readFile } from "node:fs/promises";
import type { PromptRef } from "../../server/ports/prompt-library.ts";
import type { Language } from "../../shared/domain/contact.ts";
import { decodeWav, type Sound } from "../carrier/wav-file.ts";
import { promptLibrary } from "./prompt-library.ts";

/** What a prompt sounds like, made independently of the running server. */
export async function expectedPrompt(folder: string, prompt: PromptRef, language: Language): Promise<Sound> {
  const library = await promptLibrary(folder);
  const [media = ""] = await library.media(prompt, language);
  return decodeWav(await readFile(`${media.replace(/^sound:/u, "")}.wav`));
}
