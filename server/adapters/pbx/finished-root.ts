import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PackageArchitecture } from "./apt-plan.ts";

/** A finished private root: packages unpacked below `root`, never changed afterwards. */
export interface UnpackedRoot {
  readonly root: string;
  readonly architecture: PackageArchitecture;
  /** Version by binary package name, as in the archive's file names. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Written last: a root without it is not finished. */
export interface Manifest {
  readonly packages: readonly string[];
  readonly exclude: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
}

/** The root in `target` when it is complete and holds what is asked for. */
export async function readFinishedRoot(
  target: string,
  architecture: PackageArchitecture,
  wanted: { readonly packages: readonly string[]; readonly exclude: readonly string[] },
): Promise<UnpackedRoot | undefined> {
  const text = await readFile(join(target, "manifest.json"), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const manifest = parseManifest(text);
  if (manifest === undefined) return undefined;
  const same =
    wanted.packages.every((name) => manifest.packages.includes(name)) &&
    manifest.exclude.join() === wanted.exclude.join();
  return same ? { root: join(target, "root"), architecture, versions: manifest.versions } : undefined;
}

function parseManifest(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isManifest(value) ? value : undefined;
  } catch (error) {
    // A damaged manifest means an unfinished root: it is built again.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isManifest(value: unknown): value is Manifest {
  return (
    typeof value === "object" &&
    value !== null &&
    "packages" in value &&
    Array.isArray(value.packages) &&
    "exclude" in value &&
    Array.isArray(value.exclude) &&
    "versions" in value &&
    typeof value.versions === "object"
  );
}
