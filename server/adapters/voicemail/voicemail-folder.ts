import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { VoicemailFiles } from "../../ports/voicemail-files.ts";

/** Messages in `<data>/voicemail/<id>.wav`: the folder is the server's user's alone, a file appears whole or not at all. */
export class VoicemailFolder implements VoicemailFiles {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, "voicemail");
  }

  async write(voicemailId: string, wav: Uint8Array): Promise<void> {
    const file = this.#file(voicemailId);
    const part = `${file}.part`;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    try {
      const handle = await open(part, "w", 0o600);
      try {
        await handle.writeFile(wav);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(part, file);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  async read(voicemailId: string): Promise<Uint8Array | null> {
    try {
      return await readFile(this.#file(voicemailId));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
  }

  async remove(voicemailId: string): Promise<void> {
    await rm(this.#file(voicemailId), { force: true });
  }

  /** Ids are the server's own; checked all the same, because a path is made of them. */
  #file(voicemailId: string): string {
    if (!/^[A-Za-z0-9-]{1,80}$/.test(voicemailId)) throw new Error("not an id of a voicemail");
    return join(this.#folder, `${voicemailId}.wav`);
  }
}
