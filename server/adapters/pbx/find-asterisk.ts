import { readFile, readdir, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import { packageArchitecture } from "./apt-plan.ts";
import { ASTERISK_MAJOR_MIN, parseAsteriskVersion, type AsteriskInstallation } from "./asterisk-installation.ts";
import { cacheDir } from "./cache-dir.ts";
import { DOCKER_IMAGE_DEFAULT, findDockerAsterisk } from "./docker-asterisk.ts";
import { findOnPath } from "./find-on-path.ts";
import { runCommand } from "./run-command.ts";
import { runInRoot, type Launch } from "./run-in-root.ts";
import { unpackDebianPackages } from "./unpack-debian-packages.ts";

export interface FindAsteriskOptions {
  readonly onProgress?: (line: string) => void;
  readonly cacheDir?: string;
  /** Docker image with an `asterisk` program (docker-asterisk.ts): the one that is wanted, no other Asterisk is looked for. */
  readonly dockerImage?: string;
  /** Tests: take the private one even where a system Asterisk exists. */
  readonly ignorePath?: boolean;
}

// Music as plain samples: decoding GSM for 500 waiting callers took most of a core.
const PACKAGES = ["asterisk", "asterisk-core-sounds-en-gsm", "asterisk-moh-opsound-wav"];
const VERSION_TIMEOUT_MS = 10_000;

/**
 * A system Asterisk >= 20 on PATH, else a private unpacked one, else one in a Docker engine that answers; the image that is named,
 * where one is.
 * Throws StartUpError no-pbx, with each way's reason, when there is none; disk-full, data-folder-unusable.
 */
export async function findAsterisk(options: FindAsteriskOptions = {}): Promise<AsteriskInstallation> {
  const progress = options.onProgress ?? (() => undefined);
  const reasons: string[] = [];
  if (options.dockerImage !== undefined) {
    const wanted = await findDockerAsterisk(options.dockerImage, progress);
    if (typeof wanted !== "string") return wanted;
    throw new StartUpError("no-pbx", `${wanted} (CORDBOARD_PBX_IMAGE)`);
  }
  if (options.ignorePath !== true) {
    const system = await findSystemAsterisk();
    if (typeof system !== "string") return system;
    reasons.push(system);
  }
  try {
    return await unpackAsterisk(options);
  } catch (error) {
    if (!(error instanceof StartUpError) || error.code !== "no-pbx") throw error;
    reasons.push(error.detail);
    progress(error.detail);
  }
  const docker = await findDockerAsterisk(DOCKER_IMAGE_DEFAULT, progress);
  if (typeof docker !== "string") return docker;
  reasons.push(docker);
  throw new StartUpError(
    "no-pbx",
    `${reasons.join("; ")}. An existing one is used with CORDBOARD_PBX_URL=http://user:password@host:8088`,
  );
}

async function findSystemAsterisk(): Promise<AsteriskInstallation | string> {
  const program = await findOnPath("asterisk");
  if (program === undefined) return "no asterisk on PATH";
  const launch: Launch = { command: program, args: [], env: {} };
  const version = await readVersion(launch);
  if (version === undefined) return `${program} does not tell its version`;
  if ((parseAsteriskVersion(version)?.major ?? 0) < ASTERISK_MAJOR_MIN)
    return `${program} is version ${version}, ${ASTERISK_MAJOR_MIN} or later is needed`;
  const triplet = packageArchitecture(process.arch)?.triplet;
  const prefix = dirname(dirname(await realpath(program)));
  const configured = await readSystemDirectories();
  const modulesDir = await firstWithFiles(
    [
      configured.get("astmoddir"),
      ...(triplet === undefined ? [] : [join(prefix, "lib", triplet, "asterisk/modules")]),
      join(prefix, "lib/asterisk/modules"),
      join(prefix, "lib64/asterisk/modules"),
    ],
    (name) => name === "res_ari.so",
  );
  if (modulesDir === undefined) return `${program} has no ARI modules where they are looked for`;
  const dataDir = await firstWithFiles(
    [
      configured.get("astdatadir"),
      configured.get("astvarlibdir"),
      join(prefix, "share/asterisk"),
      "/usr/share/asterisk",
      "/var/lib/asterisk",
    ],
    (name) => name === "documentation",
  );
  if (dataDir === undefined) return `${program} has no data folder where it is looked for`;
  return describe("system", program, version, launch, modulesDir, dataDir);
}

async function unpackAsterisk(options: FindAsteriskOptions): Promise<AsteriskInstallation> {
  const root = await unpackDebianPackages({
    name: "asterisk",
    suite: "sid-on-debian",
    packages: PACKAGES,
    rootDir: join(options.cacheDir ?? cacheDir(), "pbx"),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  const launch = runInRoot(root, "usr/sbin/asterisk");
  const version = await readVersion(launch);
  if (version === undefined) throw new StartUpError("no-pbx", `the unpacked Asterisk in ${root.root} does not start`);
  if ((parseAsteriskVersion(version)?.major ?? 0) < ASTERISK_MAJOR_MIN) {
    throw new StartUpError(
      "no-pbx",
      `this system's packages hold Asterisk ${version}, ${ASTERISK_MAJOR_MIN} or later is needed`,
    );
  }
  const modulesDir = await firstWithFiles(
    [
      join(root.root, "usr/lib", root.architecture.triplet, "asterisk/modules"),
      join(root.root, "usr/lib/asterisk/modules"),
    ],
    (name) => name === "res_ari.so",
  );
  if (modulesDir === undefined)
    throw new StartUpError("no-pbx", `the unpacked Asterisk in ${root.root} has no modules`);
  return describe("private", root.root, version, launch, modulesDir, join(root.root, "usr/share/asterisk"));
}

async function describe(
  kind: "system" | "private",
  where: string,
  version: string,
  launch: Launch,
  modulesDir: string,
  dataDir: string,
): Promise<AsteriskInstallation> {
  const sounds = join(dataDir, "sounds");
  return {
    kind,
    version,
    where,
    launch,
    modulesDir,
    moduleFiles: await readdir(modulesDir),
    dataDir,
    // Debian ships en_US_f_Allison and makes `en` a link only when the package is configured.
    soundsEnDir: await firstWithFiles(
      [join(sounds, "en"), join(sounds, "en_US_f_Allison"), join(sounds, "en_US")],
      (name) => name.startsWith("beep."),
    ),
    mohDir: await firstWithFiles([join(dataDir, "moh"), "/usr/share/asterisk/moh", "/var/lib/asterisk/moh"], (name) =>
      /\.(?:gsm|wav|ulaw|alaw|g722|sln\d*)$/.test(name),
    ),
  };
}

async function readVersion(launch: Launch): Promise<string | undefined> {
  const result = await runCommand(launch.command, [...launch.args, "-V"], {
    timeoutMs: VERSION_TIMEOUT_MS,
    env: launch.env,
  });
  return /^Asterisk\s+(\S+)/.exec(result.stdout)?.[1];
}

/** The `[directories]` of the system's own asterisk.conf, where this user may read it. */
async function readSystemDirectories(): Promise<ReadonlyMap<string, string>> {
  const text = await readFile("/etc/asterisk/asterisk.conf", "utf8").catch(() => "");
  return new Map([...text.matchAll(/^\s*(ast\w+)\s*=>?\s*(\S+)/gm)].map((match) => [match[1] ?? "", match[2] ?? ""]));
}

async function firstWithFiles(
  candidates: readonly (string | undefined)[],
  wanted: (name: string) => boolean,
): Promise<string | undefined> {
  for (const dir of candidates) {
    if (dir === undefined) continue;
    const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "EACCES" || error.code === "ENOTDIR") return [];
      throw error;
    });
    if (names.some(wanted)) return dir;
  }
  return undefined;
}
