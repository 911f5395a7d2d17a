import { ALL_PROMPTS } from "../../ivr-flows/prompt-catalogue.ts";
import { ensureTool } from "../../server/adapters/pbx/ensure-tool.ts";
import {
  createSpeechPromptLibrary,
  type SpeechPromptLibrary,
} from "../../server/adapters/speech/speech-prompt-library.ts";
import { SystemClock } from "../../server/adapters/system/system-clock.ts";
import { SystemRandom } from "../../server/adapters/system/system-random.ts";
import { withTimeout } from "../../server/adapters/system/with-timeout.ts";

/** The prompts as the server makes them, in a data folder of the test's own. */
export async function promptLibrary(dataDir: string): Promise<SpeechPromptLibrary> {
  const { command, args, env } = await ensureTool("espeak-ng");
  const clock = new SystemClock();
  return createSpeechPromptLibrary({
    dataDir,
    prompts: ALL_PROMPTS,
    speech: { command, args, env },
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    clock,
    random: new SystemRandom(clock),
    withTimeout,
    onProblem: () => undefined,
  });
}
