import type { Language } from "../../shared/domain/contact.ts";
import type { User } from "../../shared/domain/user.ts";

/** What an administrator does with announcements. Implemented in server/app/prompts. */
export interface PromptAdministration {
  list(): Promise<
    readonly { readonly id: string; readonly language: Language; readonly text: string; readonly uploaded: boolean }[]
  >;
  /** Any PCM WAV up to two minutes; converted to what the PBX plays. Rejects with `not-found` or `audio-unreadable`. */
  upload(id: string, language: Language, wav: Uint8Array, by: User): Promise<void>;
  /** A WAV as callers hear it now. Rejects with `not-found` or `prompt-unavailable`. */
  sound(id: string, language: Language): Promise<Uint8Array>;
  /** Rejects with `not-found` for a prompt no flow knows. */
  remove(id: string, language: Language, by: User): Promise<void>;
}
