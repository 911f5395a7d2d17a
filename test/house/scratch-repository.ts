import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Configuration the tools look for in the repository they check. */
const CONFIGURATION = [
  "package.json",
  ".oxlintrc.json",
  ".biome.json",
  ".tsconfig.base.json",
  "tsconfig.json",
  "shared/tsconfig.json",
  "server/tsconfig.json",
  "server/acd/tsconfig.json",
  "server/dialer/tsconfig.json",
  "ivr-flows/tsconfig.json",
  "desktop/main/tsconfig.json",
  "desktop/preload/tsconfig.json",
  "desktop/renderer/tsconfig.json",
  "desktop/tsconfig.json",
  "test/tsconfig.json",
];

/** A small repository with our configuration, our packages and the files given, to break the rules in. */
export function createScratchRepository(root: string, files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), "cordboard-house-"));
  const prepare = (path: string): string => {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    return target;
  };
  for (const path of CONFIGURATION) copyFileSync(join(root, path), prepare(path));
  for (const [path, text] of Object.entries(files)) writeFileSync(prepare(path), text);
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
