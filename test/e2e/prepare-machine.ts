import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureTool } from "../../server/adapters/pbx/ensure-tool.ts";
import { findAsterisk } from "../../server/adapters/pbx/find-asterisk.ts";
import { ensureBuilt } from "../../server/up/built-parts.mjs";
import { MADE_PROMPTS } from "./made-prompts.ts";
import { promptLibrary } from "./prompt-library.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Runs before the first file. Two files at once would each build the product, one into the folder the other is reading; and the
 * fixed prompts, five seconds of a processor's time, would be spoken anew for every file.
 */
export default async function prepareMachine(): Promise<() => Promise<void>> {
  const report = (line: string) => console.log(line);
  await ensureBuilt(root, report);
  await findAsterisk({ onProgress: report });
  for (const tool of ["chromium", "espeak-ng"] as const) await ensureTool(tool, { onProgress: report });
  const folder = await mkdtemp(join(tmpdir(), "cordboard-prompts-"));
  await (await promptLibrary(folder)).warmUp(() => undefined);
  process.env[MADE_PROMPTS] = join(folder, "prompt-cache");
  return () => rm(folder, { recursive: true, force: true });
}
