import type { Language } from "../../shared/domain/contact.ts";

/** A prompt by id with the values it speaks, e.g. `{ id: "balance", values: { amountMinor: "12850" } }`. */
export interface PromptRef {
  readonly id: string;
  readonly values?: Readonly<Record<string, string>>;
}

/**
 * 300 ms of silence before the first words on a line that is picked up just now: a slow telephone has not opened its ear yet (what
 * dial plans write as `Answer(300)`).
 */
export const ANSWER_LEAD: PromptRef = { id: "answer-lead" };

/**
 * 20 s of silence behind a question, for whoever thinks before they type. While it plays no key is reported twice
 * (server/adapters/ari/digit-echoes.ts), and their line is not dead.
 */
export const LISTENING: PromptRef = { id: "listening" };

/** A third of a second of 1 kHz: speak now. Ours, since an Asterisk without its own sounds records nothing when it is to beep. */
export const RECORD_TONE: PromptRef = { id: "record-tone" };

export interface PromptLibrary {
  /**
   * Media URIs the PBX can play, in order. Uploaded prompts win over synthesised ones; synthesised ones are cached on disk by
   * text, voice and format. Rejects with `prompt-unavailable` when neither can be had within the time-out.
   */
  media(prompt: PromptRef, language: Language): Promise<readonly string[]>;
}
