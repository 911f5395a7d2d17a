import { existsSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import type { Bench } from "./bench-result.ts";

const RENDERER = join(import.meta.dirname, "..", "..", "dist", "renderer");
const LIMIT_KB = 350;

/** What a browser loads before the sign-in screen stands: the page, its entry script, what that preloads, its styles. */
export const firstLoad: Bench = {
  figures: ["first-load-gzip"],
  async run(report) {
    const page = join(RENDERER, "index.html");
    if (!existsSync(page)) throw new Error("dist/renderer is not built: run `npm run build` first");
    const html = readFileSync(page, "utf8");
    const files = new Set(
      [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map((match) => normalize(match[1] ?? "")),
    );
    for (const file of [...files]) for (const imported of staticImports(join(RENDERER, file))) files.add(imported);
    let bytes = gzipSync(html).length;
    for (const file of files) {
      const size = gzipSync(readFileSync(join(RENDERER, file))).length;
      report(`${file}: ${(size / 1024).toFixed(1)} KB`);
      bytes += size;
    }
    return [
      { name: "first-load-gzip", unit: "KB", value: bytes / 1024, baseline: LIMIT_KB, remark: "baseline = budget" },
    ];
  },
};

/** Chunks an entry imports statically: `import ... from "./x.js"` in the built file, relative to assets/. */
function staticImports(path: string): string[] {
  if (!path.endsWith(".js")) return [];
  const found = [...readFileSync(path, "utf8").matchAll(/(?:from|import)\s*"(\.\/[^"]+\.js)"/g)];
  return found.map((match) => join("assets", match[1] ?? ""));
}
