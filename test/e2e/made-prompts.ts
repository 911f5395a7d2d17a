import { cp } from "node:fs/promises";
import { join } from "node:path";

/** Environment variable with the folder of prompts made before the first file; without it each server makes its own. */
export const MADE_PROMPTS = "MADE_PROMPTS_DIR";

/** As a server finds them that was started in this data folder before. */
export async function takeMadePrompts(dataDir: string): Promise<void> {
  const made = process.env[MADE_PROMPTS];
  if (made !== undefined) await cp(made, join(dataDir, "prompt-cache"), { recursive: true });
}
