import { ALL_PROMPTS } from "../../ivr-flows/prompt-catalogue.ts";
import { LANGUAGES } from "../../shared/domain/contact.ts";
import { POSITION_PROMPTS } from "../app/waiting/announcements.ts";
import { timeZoneOf } from "./centre-settings.ts";
import type { FileLog } from "../adapters/log/file-log.ts";
import { ensureTool } from "../adapters/pbx/ensure-tool.ts";
import { createSpeechPromptLibrary, type SpeechPromptLibrary } from "../adapters/speech/speech-prompt-library.ts";
import type { SystemClock } from "../adapters/system/system-clock.ts";
import type { SystemRandom } from "../adapters/system/system-random.ts";
import { withTimeout } from "../adapters/system/with-timeout.ts";
import type { StartOptions } from "../up/cordboard.ts";

interface PromptsRequest extends Pick<StartOptions, "config" | "report"> {
  readonly random: SystemRandom;
  readonly clock: SystemClock;
  readonly log: FileLog;
}

export async function openPrompts({
  config,
  random,
  clock,
  log,
  report,
}: PromptsRequest): Promise<SpeechPromptLibrary> {
  const speech = await ensureTool("espeak-ng", { onProgress: report }).catch((err: unknown) => {
    report("no espeak-ng: callers hear uploaded prompts only, or go straight to an agent");
    log.warn({ err }, "espeak-ng is not to be had");
    return null;
  });
  return createSpeechPromptLibrary({
    dataDir: config.dataDir,
    prompts: ALL_PROMPTS,
    speech: speech && { command: speech.command, args: speech.args, env: speech.env },
    timeZone: timeZoneOf(config),
    clock,
    random,
    withTimeout,
    onProblem: (problem) => log.warn({ ...problem }, "recording cannot be used"),
  });
}

/** In the background: the first caller must not wait for the voice of a menu, and the start must not wait for any. */
export function warmUpPrompts(library: SpeechPromptLibrary, log: FileLog): void {
  library
    .warmUp(() => undefined)
    .then(async (result) => {
      // One after the other: calls that need a prompt now go first.
      for (const prompt of POSITION_PROMPTS) for (const language of LANGUAGES) await library.media(prompt, language);
      log.info({ ...result, positions: POSITION_PROMPTS.length * LANGUAGES.length }, "prompts prepared");
    })
    .catch((err: unknown) => log.warn({ err }, "prompts could not be prepared"));
}
