import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { PAGES } from "../adapters/http/pages.ts";

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

const ENTRY_SCRIPT = /<script type="module"[^>]* src="([^"]+)"/gu;

/** File names of the scripts with which the built pages begin, e.g. `index-Ab12Cd34.js`; none without a build. */
export function entryScripts(folder: string | null): readonly string[] {
  if (folder === null) return [];
  return Object.values(PAGES)
    .map((page) => join(folder, page))
    .filter((file) => existsSync(file))
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(ENTRY_SCRIPT)])
    .map(([, address = ""]) => posix.basename(address));
}

export function packageVersion(): string {
  const content: unknown = JSON.parse(readFileSync(join(projectFolder(), "package.json"), "utf8"));
  return typeof content === "object" && content !== null && "version" in content ? String(content.version) : "0.0.0";
}
