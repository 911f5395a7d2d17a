import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder with package.json above this file, whether it runs from server/ or from dist/server/. */
function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** The built console; null before the first build. */
export function rendererFolder(): string | null {
  const folder = join(projectFolder(), "dist", "renderer");
  return existsSync(join(folder, "index.html")) ? folder : null;
}

export function packageVersion(): string {
  const content: unknown = JSON.parse(readFileSync(join(projectFolder(), "package.json"), "utf8"));
  return typeof content === "object" && content !== null && "version" in content ? String(content.version) : "0.0.0";
}
