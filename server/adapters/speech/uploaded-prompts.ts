import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Language } from "../../../shared/domain/contact.ts";
import type { RandomSource } from "../../ports/clock.ts";
import { isMissing } from "./prompt-cache.ts";
import type { Sound } from "./wav.ts";
import { readWav, WavError } from "./wav.ts";

const UPLOAD_BYTES_MAX = 50 * 1024 * 1024;
const UPLOAD_SECONDS_MAX = 120;
const UPLOAD_SECONDS_MIN = 0.1;

/** Why an uploaded recording cannot be used; the message says it for the person who uploaded it. */
export class PromptRefusedError extends Error {
  readonly code = "prompt-refused";
  readonly reason: "unknown-prompt" | "prompt-has-values" | "too-large" | "not-usable" | "too-long" | "too-short";
  constructor(reason: PromptRefusedError["reason"], message: string) {
    super(message);
    this.name = "PromptRefusedError";
    this.reason = reason;
  }
}

/** Recordings in `<folder>/<language>/<id>.wav`, as they were uploaded or put there by hand. */
export class UploadedPrompts {
  private readonly folder: string;
  private readonly random: RandomSource;

  constructor(folder: string, random: RandomSource) {
    this.folder = folder;
    this.random = random;
  }

  /** Changes with the file; null without a recording. Ids come from the catalogue and are safe as file names. */
  async version(id: string, language: Language): Promise<string | null> {
    try {
      const { size, mtimeMs } = await stat(this.file(id, language));
      return `${size}-${mtimeMs}`;
    } catch (problem) {
      if (isMissing(problem)) return null;
      throw problem;
    }
  }

  /** @throws PromptRefusedError for a file put there by hand that cannot be used */
  async read(id: string, language: Language): Promise<Sound> {
    const { size } = await stat(this.file(id, language));
    if (size > UPLOAD_BYTES_MAX) throw tooLarge();
    return usableSound(await readFile(this.file(id, language)));
  }

  async write(id: string, language: Language, wavBytes: Uint8Array): Promise<void> {
    const file = this.file(id, language);
    const part = `${file}.${this.random.id("w")}.part`;
    await mkdir(path.dirname(file), { recursive: true });
    try {
      const handle = await open(part, "wx");
      try {
        await handle.writeFile(wavBytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(part, file);
    } catch (problem) {
      await rm(part, { force: true });
      throw problem;
    }
  }

  private file(id: string, language: Language): string {
    return path.join(this.folder, language, `${id}.wav`);
  }
}

/** @throws PromptRefusedError */
export function usableSound(wavBytes: Uint8Array): Sound {
  if (wavBytes.length > UPLOAD_BYTES_MAX) throw tooLarge();
  let sound: Sound;
  try {
    sound = readWav(wavBytes);
  } catch (problem) {
    if (problem instanceof WavError) throw new PromptRefusedError("not-usable", `Cannot be used: ${problem.message}.`);
    throw problem;
  }
  const seconds = sound.samples.length / sound.rateHz;
  if (seconds > UPLOAD_SECONDS_MAX) {
    throw new PromptRefusedError("too-long", `Lasts ${Math.round(seconds)} s; ${UPLOAD_SECONDS_MAX} s at most.`);
  }
  if (seconds < UPLOAD_SECONDS_MIN) throw new PromptRefusedError("too-short", "Holds hardly any sound.");
  return sound;
}

function tooLarge(): PromptRefusedError {
  return new PromptRefusedError("too-large", `Larger than ${UPLOAD_BYTES_MAX / 1024 / 1024} MB.`);
}
