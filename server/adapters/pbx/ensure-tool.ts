import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheDir } from "./cache-dir.ts";
import { findOnPath } from "./find-on-path.ts";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import { runInRoot, runWithHostLoader, type Launch } from "./run-in-root.ts";
import type { UnpackedRoot } from "./finished-root.ts";
import { unpackDebianPackages } from "./unpack-debian-packages.ts";

export type ToolName = "espeak-ng" | "sipp" | "chromium";

interface ToolRecipe {
  /** Names under which it may stand on PATH. */
  readonly onPath: readonly string[];
  readonly packages: readonly string[];
  readonly exclude?: readonly string[];
  /** Path inside the root. */
  readonly program: string;
  readonly launch: (root: UnpackedRoot, program: string) => Launch;
}

const RECIPES: Readonly<Record<ToolName, ToolRecipe>> = {
  "espeak-ng": {
    onPath: ["espeak-ng"],
    packages: ["espeak-ng"],
    program: "usr/bin/espeak-ng",
    launch: (root, program) => {
      const launch = runInRoot(root, program);
      return {
        ...launch,
        env: { ...launch.env, ESPEAK_DATA_PATH: join(root.root, "usr/lib", root.architecture.triplet) },
      };
    },
  },
  sipp: { onPath: ["sipp"], packages: ["sip-tester"], program: "usr/bin/sipp", launch: runInRoot },
  chromium: {
    onPath: ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
    packages: ["chromium", "fonts-dejavu-core", "fonts-noto-cjk"],
    exclude: ["libc6"],
    program: "usr/lib/chromium/chromium",
    launch: runWithHostLoader,
  },
};

/**
 * A program the product or its tests need: from PATH, else unpacked privately from the machine's own suite (no root needed).
 * Throws StartUpError start-up-failed when neither is possible; the detail says what to install.
 */
export async function ensureTool(
  name: ToolName,
  options: {
    readonly onProgress?: (line: string) => void;
    readonly cacheDir?: string;
    readonly ignorePath?: boolean;
  } = {},
): Promise<Launch> {
  const recipe = RECIPES[name];
  if (options.ignorePath !== true) {
    for (const candidate of recipe.onPath) {
      const found = await findOnPath(candidate);
      if (found !== undefined) return { command: found, args: [], env: {} };
    }
  }
  try {
    const root = await unpackDebianPackages({
      name,
      suite: "own",
      packages: recipe.packages,
      rootDir: join(options.cacheDir ?? cacheDir(), "tools"),
      ...(recipe.exclude === undefined ? {} : { exclude: recipe.exclude }),
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    });
    // Ubuntu's chromium package is a shell around a snap, and a snap cannot be unpacked.
    if (!existsSync(join(root.root, recipe.program))) throw new Error(`its packages here hold no ${recipe.program}`);
    return recipe.launch(root, recipe.program);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartUpError(
      "start-up-failed",
      `${recipe.packages[0] ?? name} is not installed and could not be unpacked privately (${why}): install it with the system's package manager.`,
      { cause: error },
    );
  }
}
