import { existsSync } from "node:fs";
import { join } from "node:path";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import type { UnpackedRoot } from "./finished-root.ts";

/** How to start a program: `spawn(command, [...args, ...own], { env: { ...process.env, ...env } })`. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Folders below which Debian keeps libraries; those outside the loader's defaults are normally found by absolute run paths. */
function libraryDirs(root: UnpackedRoot): string[] {
  const triplet = root.architecture.triplet;
  return [
    `usr/lib/${triplet}`,
    `lib/${triplet}`,
    `usr/lib/${triplet}/pulseaudio`,
    `usr/lib/${triplet}/blas`,
    `usr/lib/${triplet}/lapack`,
    "usr/lib",
    "lib",
  ]
    .map((dir) => join(root.root, dir))
    .filter((dir) => existsSync(dir));
}

/**
 * Launch of `program` (path inside the root, e.g. `usr/sbin/asterisk`) by the root's own dynamic loader and C library, so
 * that a newer distribution's program runs on an older machine.
 */
export function runInRoot(root: UnpackedRoot, program: string): Launch {
  const dirs = libraryDirs(root);
  const loader = dirs.map((dir) => join(dir, root.architecture.loader)).find((path) => existsSync(path));
  if (loader === undefined)
    throw new StartUpError(
      "no-pbx",
      `${root.root} holds no ${root.architecture.loader}: remove that folder and start again`,
    );
  return {
    command: loader,
    args: ["--library-path", dirs.join(":"), join(root.root, program)],
    // The C library's converters must match the C library in use.
    env: { GCONV_PATH: join(root.root, "usr/lib", root.architecture.triplet, "gconv") },
  };
}

/**
 * Launch by the machine's own loader with the root's libraries in front. For programs which start themselves again through
 * /proc/self/exe (Chromium); the root must come from the machine's own suite and must not contain libc6.
 */
export function runWithHostLoader(root: UnpackedRoot, program: string): Launch {
  return { command: join(root.root, program), args: [], env: { LD_LIBRARY_PATH: libraryDirs(root).join(":") } };
}
