import type { Language } from "../../shared/domain/contact.ts";

/** Uploaded announcements; they win over the synthesised voice. */
export interface PromptRecordings {
  list(): Promise<readonly { readonly id: string; readonly language: Language }[]>;
  /**
   * Converts a WAV to what the PBX plays and replaces an earlier recording; in effect for the next playback when the
   * promise resolves. Rejects with an error of `code: "audio-unreadable"`.
   */
  save(id: string, language: Language, wav: Uint8Array): Promise<void>;
  /** As callers hear it now, recorded or synthesised: a WAV. Rejects with an error of `code: "prompt-unavailable"`. */
  sound(id: string, language: Language): Promise<Uint8Array>;
  /** Removing what is not there is fine: the synthesised voice speaks again. */
  remove(id: string, language: Language): Promise<void>;
}
