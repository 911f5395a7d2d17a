import path from "node:path";
import type { Language } from "../../../shared/domain/contact.ts";
import { LANGUAGES } from "../../../shared/domain/contact.ts";
import type { PromptDefinition } from "../../../shared/domain/prompt.ts";
import { promptSlots } from "../../../shared/domain/prompt.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import type { Clock, RandomSource, WithTimeout } from "../../ports/clock.ts";
import { ANSWER_LEAD, LISTENING, RECORD_TONE, type PromptLibrary, type PromptRef } from "../../ports/prompt-library.ts";
import type { SpeechCommand } from "./espeak.ts";
import { synthesise, VOICES, WORDS_PER_MINUTE } from "./espeak.ts";
import { exampleValues } from "./example-values.ts";
import { cacheKey, PromptCache } from "./prompt-cache.ts";
import { promptText } from "./prompt-text.ts";
import { PromptUnavailableError } from "./prompt-unavailable-error.ts";
import { telephoneSound } from "./telephone-sound.ts";
import { PromptRefusedError, UploadedPrompts, usableSound } from "./uploaded-prompts.ts";
import type { Sound } from "./wav.ts";
import { readWav } from "./wav.ts";
import { WorkSlots } from "./work-slots.ts";

const SPEECH_LIMIT_MS: DurationMs = 5_000;
const SPEECH_AT_ONCE = 2;
const SPEECH_WAITING_MAX = 100;
/** Nothing said: what is left is the breath before and after, 300 ms. */
const LEAD_SOUND: Sound = { rateHz: 16_000, samples: new Float32Array(0) };
const LEAD_KEY = cacheKey(["answer-lead"]);
const LISTENING_SOUND: Sound = { rateHz: 8_000, samples: new Float32Array(20 * 8_000) };
const LISTENING_KEY = cacheKey(["listening", "20 s"]);
const TONE_RATE_HZ = 16_000;
const TONE_SOUND: Sound = {
  rateHz: TONE_RATE_HZ,
  samples: Float32Array.from({ length: TONE_RATE_HZ / 3 }, (_, at) =>
    Math.sin((2 * Math.PI * 1_000 * at) / TONE_RATE_HZ),
  ),
};
const TONE_KEY = cacheKey(["record-tone", "1 kHz"]);

/** Where every sound is that callers hear. */
export const soundFolder = (dataDir: string): string => path.join(path.resolve(dataDir), "prompt-cache");

export interface SpeechPromptOptions {
  /** `prompts/<language>/<id>.wav` in it holds recordings, `prompt-cache/` what is made from them and from texts. */
  readonly dataDir: string;
  readonly prompts: readonly PromptDefinition[];
  /** null: no espeak-ng on this machine; recordings only. */
  readonly speech: SpeechCommand | null;
  /** IANA name of the zone in which spoken dates are days. */
  readonly timeZone: string;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly withTimeout: WithTimeout;
  /** A recording put there by hand that cannot be used; the text is spoken instead. */
  readonly onProblem: (problem: {
    readonly promptId: string;
    readonly language: Language;
    readonly message: string;
  }) => void;
}

export interface WarmUpProgress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
}

export interface SpeechPromptLibrary extends PromptLibrary {
  /** Makes all prompts without values, one after the other; never rejects. Calls made meanwhile go first. */
  warmUp(report: (progress: WarmUpProgress) => void): Promise<WarmUpProgress>;
  /**
   * Takes a recording in the place of the spoken text.
   * @throws PromptRefusedError
   */
  importUploadedPrompt(id: string, language: Language, wavBytes: Uint8Array): Promise<void>;
  /** The WAV file callers would hear now, with example values where it speaks some. @throws PromptUnavailableError */
  soundFile(id: string, language: Language): Promise<string>;
  /** Ends a warm-up after the prompt it is at. */
  stop(): void;
}

export function createSpeechPromptLibrary(options: SpeechPromptOptions): SpeechPromptLibrary {
  return new EspeakPromptLibrary(options);
}

class EspeakPromptLibrary implements SpeechPromptLibrary {
  private readonly options: SpeechPromptOptions;
  private readonly definitions: ReadonlyMap<string, PromptDefinition>;
  private readonly uploads: UploadedPrompts;
  private readonly cache: PromptCache;
  private readonly slots = new WorkSlots(SPEECH_AT_ONCE, SPEECH_WAITING_MAX);
  /** Two callers who need the same new sound wait for one synthesis. */
  private readonly making = new Map<string, Promise<string>>();
  private stopped = false;

  constructor(options: SpeechPromptOptions) {
    const dataDir = path.resolve(options.dataDir);
    this.options = options;
    this.definitions = new Map(options.prompts.map((prompt) => [prompt.id, prompt]));
    this.uploads = new UploadedPrompts(path.join(dataDir, "prompts"), options.random);
    const texts = options.prompts.flatMap(({ texts: of }) =>
      LANGUAGES.map((language) => textKey(of[language], language)),
    );
    const kept = new Set([LEAD_KEY, LISTENING_KEY, TONE_KEY, ...texts]);
    this.cache = new PromptCache(soundFolder(dataDir), options.clock, options.random, kept);
  }

  async media(prompt: PromptRef, language: Language): Promise<readonly string[]> {
    const what = `prompt ${language}/${prompt.id}`;
    try {
      const file = await this.options.withTimeout(this.file(prompt, language), SPEECH_LIMIT_MS, what);
      return [`sound:${file}`];
    } catch (problem) {
      if (problem instanceof PromptUnavailableError) throw problem;
      throw new PromptUnavailableError(`${what} (${String(problem)})`, { cause: problem });
    }
  }

  async warmUp(report: (progress: WarmUpProgress) => void): Promise<WarmUpProgress> {
    const fixed = this.options.prompts.filter((prompt) => !hasValues(prompt));
    const total = fixed.length * LANGUAGES.length;
    let progress: WarmUpProgress = { done: 0, total, failed: 0 };
    // Needed behind the first caller's first question.
    await this.media(LISTENING, "en").catch((problem: unknown) => {
      this.options.onProblem({ promptId: LISTENING.id, language: "en", message: String(problem) });
    });
    for (const { id } of fixed) {
      for (const language of LANGUAGES) {
        if (this.stopped) return progress;
        const ok = await this.media({ id }, language).then(
          () => true,
          () => false,
        );
        progress = { done: progress.done + 1, total, failed: progress.failed + (ok ? 0 : 1) };
        report(progress);
      }
    }
    return progress;
  }

  async importUploadedPrompt(id: string, language: Language, wavBytes: Uint8Array): Promise<void> {
    const definition = this.definitions.get(id);
    if (definition === undefined) throw new PromptRefusedError("unknown-prompt", `There is no prompt ${id}.`);
    if (hasValues(definition)) {
      throw new PromptRefusedError("prompt-has-values", "Speaks a value that changes, so it cannot be a recording.");
    }
    usableSound(wavBytes);
    await this.uploads.write(id, language, wavBytes);
    await this.media({ id }, language);
  }

  async soundFile(id: string, language: Language): Promise<string> {
    const definition = this.definitions.get(id);
    const values = definition === undefined ? {} : exampleValues(definition);
    const [media = ""] = await this.media({ id, values }, language);
    return `${media.slice("sound:".length)}.wav`;
  }

  stop(): void {
    this.stopped = true;
  }

  private async file(prompt: PromptRef, language: Language): Promise<string> {
    if (prompt.id === ANSWER_LEAD.id) return this.cached(LEAD_KEY, async () => LEAD_SOUND);
    if (prompt.id === LISTENING.id) return this.cached(LISTENING_KEY, async () => LISTENING_SOUND);
    if (prompt.id === RECORD_TONE.id) return this.cached(TONE_KEY, async () => TONE_SOUND);
    const definition = this.definitions.get(prompt.id);
    if (definition === undefined) throw new PromptUnavailableError(`there is no prompt ${prompt.id}`);
    if (!hasValues(definition)) {
      const recorded = await this.recording(prompt.id, language);
      if (recorded !== null) return recorded;
    }
    const text = promptText(definition.texts[language], prompt.values ?? {}, language, this.options.timeZone);
    return this.cached(textKey(text, language), () => this.speak(text, language));
  }

  private async recording(id: string, language: Language): Promise<string | null> {
    const version = await this.uploads.version(id, language);
    if (version === null) return null;
    try {
      return await this.cached(cacheKey(["upload", language, id, version]), () => this.uploads.read(id, language));
    } catch (problem) {
      if (!(problem instanceof PromptRefusedError)) throw problem;
      this.options.onProblem({ promptId: id, language, message: problem.message });
      return null;
    }
  }

  private async cached(key: string, make: () => Promise<Sound>): Promise<string> {
    const found = await this.cache.find(key);
    if (found !== null) return found;
    const running = this.making.get(key);
    if (running !== undefined) return running;
    const work = this.slots
      .run(async () => this.cache.put(key, await telephoneSound(await make())))
      .finally(() => this.making.delete(key));
    this.making.set(key, work);
    return work;
  }

  private async speak(text: string, language: Language): Promise<Sound> {
    const { speech } = this.options;
    if (speech === null) throw new PromptUnavailableError("espeak-ng is not installed");
    const sound = readWav(await synthesise(speech, text, language, SPEECH_LIMIT_MS));
    if (sound.samples.length === 0) throw new PromptUnavailableError("espeak-ng made no sound");
    return sound;
  }
}

function hasValues(definition: PromptDefinition): boolean {
  return LANGUAGES.some((language) => promptSlots(definition.texts[language]).length > 0);
}

function textKey(text: string, language: Language): string {
  return cacheKey(["text", VOICES[language], String(WORDS_PER_MINUTE), text]);
}
