import type { VoicemailFiles } from "../../server/ports/voicemail-files.ts";

/** Messages in memory. */
export class MemoryVoicemailFiles implements VoicemailFiles {
  readonly files = new Map<string, Uint8Array>();

  async write(voicemailId: string, wav: Uint8Array): Promise<void> {
    this.files.set(voicemailId, wav);
  }

  async read(voicemailId: string): Promise<Uint8Array | null> {
    return this.files.get(voicemailId) ?? null;
  }

  async remove(voicemailId: string): Promise<void> {
    this.files.delete(voicemailId);
  }
}
