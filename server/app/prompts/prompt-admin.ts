import { LANGUAGES, type Language } from "../../../shared/domain/contact.ts";
import type { PromptDefinition } from "../../../shared/domain/prompt.ts";
import type { User } from "../../../shared/domain/user.ts";
import type { Clock } from "../../ports/clock.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { Journal } from "../../ports/journal.ts";
import type { PromptAdministration } from "../../ports/prompt-administration.ts";
import type { PromptRecordings } from "../../ports/prompt-recordings.ts";
import { looksLikeWav } from "./looks-like-wav.ts";

export interface PromptAdminDeps {
  /** Every prompt the flows can play. */
  readonly prompts: readonly PromptDefinition[];
  readonly recordings: PromptRecordings;
  readonly journal: Journal;
  readonly clock: Clock;
}

/** Announcements as an administrator sees them: the words, and whether somebody's own recording is played instead. */
export class PromptAdmin implements PromptAdministration {
  readonly #deps: PromptAdminDeps;

  constructor(deps: PromptAdminDeps) {
    this.#deps = deps;
  }

  async list(): ReturnType<PromptAdministration["list"]> {
    const uploaded = new Set((await this.#deps.recordings.list()).map(({ id, language }) => `${language}/${id}`));
    return this.#deps.prompts.flatMap(({ id, texts }) =>
      LANGUAGES.map((language) => ({
        id,
        language,
        text: texts[language],
        uploaded: uploaded.has(`${language}/${id}`),
      })),
    );
  }

  async upload(id: string, language: Language, wav: Uint8Array, by: User): Promise<void> {
    this.#mustExist(id);
    if (!looksLikeWav(wav)) throw new CommandError("audio-unreadable");
    await this.#deps.recordings.save(id, language, wav);
    this.#audit("prompt-uploaded", by, { id, language, bytes: wav.byteLength });
  }

  async sound(id: string, language: Language): Promise<Uint8Array> {
    this.#mustExist(id);
    return this.#deps.recordings.sound(id, language);
  }

  async remove(id: string, language: Language, by: User): Promise<void> {
    this.#mustExist(id);
    await this.#deps.recordings.remove(id, language);
    this.#audit("prompt-removed", by, { id, language });
  }

  /** Ids become file names below: only those of the catalogue get through. */
  #mustExist(id: string): void {
    if (!this.#deps.prompts.some((prompt) => prompt.id === id)) throw new CommandError("not-found");
  }

  #audit(type: string, by: User, payload: Record<string, unknown>): void {
    this.#deps.journal.append({ at: this.#deps.clock.now(), type, contactId: null, agentId: by.userId, payload });
  }
}
