import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Bench, Figure } from "./bench-result.ts";

const RENDERER = join(import.meta.dirname, "..", "..", "dist", "renderer");
const LIMIT_KB = 350;
/** What a signed-in agent needs beside the entry: the desk with its softphone, and the texts of one language. */
const DESK = ["app/signed-in.tsx", "i18n/en.ts"];

/** Vite's manifest of a build: https://vite.dev/guide/backend-integration */
type Manifest = Readonly<Record<string, ManifestChunk | undefined>>;
interface ManifestChunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
}

/**
 * What an agent loads to work: page, script, style and font until the desk is shown, softphone included. The sign-in page alone
 * is told beside it. Menus, other views, the second language come later and are not counted.
 */
export const firstLoad: Bench = {
  figures: ["first-load-gzip", "sign-in-load-gzip"],
  run(report) {
    const manifest = readManifest();
    const signIn = filesOf(manifest, ["index.html", "app/start-console.tsx", "i18n/en.ts"]);
    const desk = new Set([...signIn, ...filesOf(manifest, DESK)]);
    const page = gzipSync(readFileSync(join(RENDERER, "index.html"))).length;
    for (const file of desk) report(`${(sizeOf(file) / 1024).toFixed(1).padStart(6)} KB  ${file}`);
    const figure = (name: string, files: ReadonlySet<string>): Figure => ({
      name,
      unit: "KB",
      value: (page + [...files].reduce((sum, file) => sum + sizeOf(file), 0)) / 1024,
      baseline: LIMIT_KB,
      remark: `baseline = budget; ${files.size + 1} files`,
    });
    return Promise.resolve([figure("first-load-gzip", desk), figure("sign-in-load-gzip", signIn)]);
  },
};

function readManifest(): Manifest {
  const file = join(RENDERER, ".vite", "manifest.json");
  if (!existsSync(file)) throw new Error("dist/renderer is not built: run `npm run build:renderer` first");
  return JSON.parse(readFileSync(file, "utf8")) as Manifest;
}

/** Everything `names` import statically, with styles and fonts. */
function filesOf(manifest: Manifest, names: readonly string[]): ReadonlySet<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`${name} is not in the build's manifest: has it moved?`);
    const fonts = (chunk.assets ?? []).filter((asset) => asset.endsWith(".woff2"));
    for (const file of [chunk.file, ...(chunk.css ?? []), ...fonts]) files.add(file);
    waiting.push(...(chunk.imports ?? []));
  }
  return files;
}

/** A font is compressed already and is sent as it is. */
function sizeOf(file: string): number {
  const bytes = readFileSync(join(RENDERER, file));
  return file.endsWith(".woff2") ? bytes.length : gzipSync(bytes).length;
}
