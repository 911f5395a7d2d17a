import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { LANGUAGES, type Language } from "../../../shared/domain/contact.ts";
import type { PromptRecordings } from "../../ports/prompt-recordings.ts";
import { isMissing } from "./prompt-cache.ts";
import type { SpeechPromptLibrary } from "./speech-prompt-library.ts";
import { PromptRefusedError } from "./uploaded-prompts.ts";

const RECORDINGS_MAX = 2_000;

/** A recording that cannot be used, in the word the error table has for it. */
class AudioUnreadableError extends Error {
  readonly code = "audio-unreadable";
}

/** Uploaded announcements as an administrator handles them, over the folder the library plays from. */
export function promptRecordings(dataDir: string, library: SpeechPromptLibrary): PromptRecordings {
  const folder = path.join(path.resolve(dataDir), "prompts");
  return {
    async list() {
      const found = await Promise.all(LANGUAGES.map((language) => idsIn(path.join(folder, language), language)));
      return found.flat().slice(0, RECORDINGS_MAX);
    },
    async save(id, language, wav) {
      try {
        await library.importUploadedPrompt(id, language, wav);
      } catch (problem) {
        if (problem instanceof PromptRefusedError) throw new AudioUnreadableError(problem.message, { cause: problem });
        throw problem;
      }
    },
    sound: async (id, language) => readFile(await library.soundFile(id, language)),
    async remove(id, language) {
      // The id comes from the catalogue; `basename` keeps it one even if that ever changes.
      await rm(path.join(folder, language, `${path.basename(id)}.wav`), { force: true });
    },
  };
}

async function idsIn(folder: string, language: Language): Promise<{ id: string; language: Language }[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith(".wav")).map((name) => ({ id: path.basename(name, ".wav"), language }));
  } catch (problem) {
    if (isMissing(problem)) return [];
    throw problem;
  }
}
