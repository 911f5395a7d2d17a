import { readFile } from "node:fs/promises";
import { ALL_PROMPTS } from "../../ivr-flows/prompt-catalogue.ts";
import { ensureTool } from "../../server/adapters/pbx/ensure-tool.ts";
import { createSpeechPromptLibrary } from "../../server/adapters/speech/speech-prompt-library.ts";
import { SystemClock } from "../../server/adapters/system/system-clock.ts";
import { SystemRandom } from "../../server/adapters/system/system-random.ts";
import { withTimeout } from "../../server/adapters/system/with-timeout.ts";
import type { PromptRef } from "../../server/ports/prompt-library.ts";
import type { Language } from "../../shared/domain/contact.ts";
import { decodeWav, type Sound } from "../carrier/wav-file.ts";

/** What a prompt sounds like, made independently of the running server. */
export async function expectedPrompt(folder: string, prompt: PromptRef, language: Language): Promise<Sound> {
  const { command, args, env } = await ensureTool("espeak-ng");
  const clock = new SystemClock();
  const library = createSpeechPromptLibrary({
    dataDir: folder,
    prompts: ALL_PROMPTS,
    speech: { command, args, env },
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    clock,
    random: new SystemRandom(clock),
    withTimeout,
    onProblem: () => undefined,
  });
  const [media = ""] = await library.media(prompt, language);
  return decodeWav(await readFile(`${media.replace(/^sound:/u, "")}.wav`));
}
