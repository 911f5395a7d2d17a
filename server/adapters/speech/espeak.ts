import { spawn } from "node:child_process";
import type { Language } from "../../../shared/domain/contact.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import { withMandarinReadings } from "./mandarin-readings.ts";
import { PromptUnavailableError } from "./prompt-unavailable-error.ts";

/** How espeak-ng is started: it may live in a private root with its own loader and data folder. */
export interface SpeechCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * espeak-ng 1.51's plain `cmn` voice spells Chinese characters as pinyin letters in English ("nin two"); the pinyin variant of the
 * same voice reads them (verified 2026-11-21 with -x).
 */
export const VOICES: Readonly<Record<Language, string>> = { en: "en-us", zh: "cmn-latn-pinyin" };
export const WORDS_PER_MINUTE = 150;

const OUTPUT_BYTES_MAX = 16 * 1024 * 1024;

/**
 * One run of espeak-ng; the text goes through a pipe, since a command line can be read by everybody on the machine.
 * @returns a WAV file (22.05 kHz, the length in its header is not set)
 * @throws PromptUnavailableError
 */
export function synthesise(
  speech: SpeechCommand,
  text: string,
  language: Language,
  limitMs: DurationMs,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const voice = ["-v", VOICES[language], "-s", String(WORDS_PER_MINUTE), "-b", "1", "--stdin", "--stdout"];
    const child = spawn(speech.command, [...speech.args, ...voice], {
      env: { ...speech.env },
      stdio: ["pipe", "pipe", "pipe"],
      timeout: limitMs,
      killSignal: "SIGKILL",
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let complaint = "";
    const fail = (reason: string, cause?: unknown): void => reject(new PromptUnavailableError(reason, { cause }));
    child.on("error", (problem) => fail("espeak-ng cannot be started", problem));
    // A child that dies early closes the pipe; its exit tells the reason.
    child.stdin.on("error", (problem) => fail("espeak-ng does not take the text", problem));
    child.stdout.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > OUTPUT_BYTES_MAX) child.kill("SIGKILL");
      else chunks.push(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      complaint = (complaint + chunk.toString("utf8")).slice(0, 300);
    });
    child.on("close", (code, signal) => {
      if (code === 0) resolve(Buffer.concat(chunks));
      else
        fail(signal === null ? `espeak-ng ended with ${code ?? "?"}: ${complaint.trim()}` : `espeak-ng was too slow`);
    });
    child.stdin.end(language === "zh" ? withMandarinReadings(text) : text);
  });
}
