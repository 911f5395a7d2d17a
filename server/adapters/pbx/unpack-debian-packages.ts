import { access, mkdir, readFile, readdir, rename, rm, statfs, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import {
  KNOWN_KEYRINGS,
  aptConfText,
  cacheKey,
  packageArchitecture,
  parseIndexTargets,
  parseOsRelease,
  planAptSource,
  type AptPlan,
  type OsRelease,
  type PackageArchitecture,
  type SuiteChoice,
} from "./apt-plan.ts";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import { diskError } from "./disk-error.ts";
import { readFinishedRoot, type Manifest, type UnpackedRoot } from "./finished-root.ts";
import { withProvisionLock } from "./provision-lock.ts";
import { runCommand, type CommandResult } from "./run-command.ts";

const UPDATE_TIMEOUT_MS = 180_000;
const DOWNLOAD_TIMEOUT_MS = 900_000;
const UNPACK_TIMEOUT_MS = 120_000;
/** Asterisk's 161 packages: 83 MB downloaded and 270 MB unpacked; chromium is about twice that. */
const FREE_BYTES_MIN = 700_000_000;
/** Not needed to run anything, half of the size. */
const PRUNED = [
  "usr/share/doc",
  "usr/share/man",
  "usr/share/locale",
  "usr/share/info",
  "usr/share/lintian",
  "usr/share/perl",
];

export interface UnpackOptions {
  /** Folder name for this set of packages: `asterisk`, `espeak-ng`. */
  readonly name: string;
  readonly suite: SuiteChoice;
  readonly packages: readonly string[];
  /** Folder that keeps unpacked roots; see cache-dir.ts. */
  readonly rootDir: string;
  /** Binary packages not to unpack, e.g. `libc6` for a program run by the machine's own loader. */
  readonly exclude?: readonly string[];
  readonly onProgress?: (line: string) => void;
}

/**
 * Downloads packages and all they depend on with the machine's own apt (its mirrors, proxies and keys) and unpacks them into
 * a private folder. Needs no root and changes nothing outside `rootDir`. Resumable: finished downloads are kept until the
 * root stands; atomic: the root appears by a rename. A root that is complete is used without any network.
 * Throws StartUpError no-pbx (no source, no network, a damaged package; the cause holds apt's last lines) or disk-full.
 */
export async function unpackDebianPackages(options: UnpackOptions): Promise<UnpackedRoot> {
  const machine = await readMachine(options);
  const { architecture } = machine;
  const dir = join(options.rootDir, options.name);
  const target = join(dir, machine.key);
  const wanted = { packages: options.packages, exclude: options.exclude ?? [] };
  try {
    const finished = await readFinishedRoot(target, architecture, wanted);
    if (finished !== undefined) return finished;
    await mkdir(dir, { recursive: true, mode: 0o700 });
    return await withProvisionLock(
      `${target}.lock`,
      () => options.onProgress?.(`waiting for another process that is unpacking ${options.name}`),
      async () => (await readFinishedRoot(target, architecture, wanted)) ?? (await build(target, machine, options)),
    );
  } catch (error) {
    throw diskError(error, `${dir} (CORDBOARD_CACHE_DIR)`);
  }
}

async function build(target: string, machine: Machine, options: UnpackOptions): Promise<UnpackedRoot> {
  const progress = options.onProgress ?? (() => undefined);
  const work = `${target}.work`;
  await prepareWork(work, await planFor(machine, options));
  await download(work, options, progress);
  const versions = await unpackAll(work, options, progress);
  const manifest: Manifest = { packages: options.packages, exclude: options.exclude ?? [], versions };
  await writeFile(join(work, "out", "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  await rm(target, { recursive: true, force: true });
  await rename(join(work, "out"), target);
  await rm(work, { recursive: true, force: true });
  progress(`${options.name} is ready`);
  return { root: join(target, "root"), architecture: machine.architecture, versions };
}

interface Machine {
  readonly os: OsRelease;
  readonly architecture: PackageArchitecture;
  readonly key: string;
}

async function readMachine(options: UnpackOptions): Promise<Machine> {
  const architecture = packageArchitecture(process.arch);
  const os = parseOsRelease(await readFile("/etc/os-release", "utf8").catch(() => ""));
  const key = architecture === undefined ? undefined : cacheKey(os, architecture, options.suite);
  if (process.platform !== "linux" || architecture === undefined || key === undefined) {
    const here = os.prettyName === "unknown system" ? process.platform : os.prettyName;
    throw notPossible(
      options.name,
      `packages can be unpacked on Debian and Ubuntu only, this is ${here} (${process.arch})`,
    );
  }
  return { os, architecture, key };
}

async function planFor(machine: Machine, options: UnpackOptions): Promise<AptPlan> {
  const targets = await runCommand("apt-get", ["indextargets", "Created-By: Packages"], {
    timeoutMs: 20_000,
    env: { LC_ALL: "C" },
  });
  if (targets.startError !== undefined) throw notPossible(options.name, "apt-get is not on this machine");
  const keyrings: string[] = [];
  for (const path of [...KNOWN_KEYRINGS.debian, ...KNOWN_KEYRINGS.ubuntu]) if (await exists(path)) keyrings.push(path);
  const plan = planAptSource({
    os: machine.os,
    indexes: parseIndexTargets(targets.stdout),
    architecture: machine.architecture,
    suite: options.suite,
    keyrings,
  });
  if ("problem" in plan) throw notPossible(options.name, plan.problem);
  return plan;
}

function notPossible(name: string, why: string): StartUpError {
  return new StartUpError("no-pbx", `cannot unpack ${name} privately: ${why}`);
}

async function prepareWork(work: string, plan: AptPlan): Promise<void> {
  for (const dir of ["state/lists/partial", "cache/archives/partial", "out"])
    await mkdir(join(work, dir), { recursive: true, mode: 0o700 });
  const space = await statfs(work);
  if (space.bavail * space.bsize < FREE_BYTES_MIN) {
    throw new StartUpError("disk-full", `less than ${FREE_BYTES_MIN / 1e6} MB are free below ${work}`);
  }
  await writeFile(join(work, "status"), "");
  await writeFile(join(work, "sources.list"), plan.sourcesList);
  await writeFile(join(work, "apt.conf"), aptConfText(work, plan.architecture));
}

async function download(work: string, options: UnpackOptions, progress: (line: string) => void): Promise<void> {
  const apt = (args: readonly string[], timeoutMs: number, onLine?: (line: string) => void): Promise<CommandResult> =>
    runCommand("apt-get", ["-c", join(work, "apt.conf"), ...args], {
      timeoutMs,
      env: { LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" },
      ...(onLine === undefined ? {} : { onLine }),
    });
  progress(`reading the package lists for ${options.name}`);
  const update = await apt(["update"], UPDATE_TIMEOUT_MS);
  assertDone(update, `apt-get update for ${options.name}`);
  let done = 0;
  let total = 0;
  const fetch = await apt(["--download-only", "install", ...options.packages], DOWNLOAD_TIMEOUT_MS, (line) => {
    const summary = /^(\d+) upgraded, (\d+) newly installed/.exec(line);
    if (summary?.[2] !== undefined) total = Number(summary[2]);
    const size = /^Need to get (.+?) of archives/.exec(line);
    if (size?.[1] !== undefined) progress(`downloading ${total} packages, ${size[1]}`);
    if (line.startsWith("Get:") && ++done % 20 === 0) progress(`downloaded ${done} of ${total} packages`);
  });
  assertDone(fetch, `downloading ${options.name}`);
}

async function unpackAll(
  work: string,
  options: UnpackOptions,
  progress: (line: string) => void,
): Promise<Record<string, string>> {
  const archives = join(work, "cache", "archives");
  const root = join(work, "out", "root");
  await rm(root, { recursive: true, force: true });
  await mkdir(root, { recursive: true, mode: 0o700 });
  const files = (await readdir(archives)).filter((name) => name.endsWith(".deb")).sort();
  const versions: Record<string, string> = {};
  const wanted: string[] = [];
  for (const file of files) {
    const [name, version] = file.split("_");
    if (name === undefined || version === undefined || options.exclude?.includes(name) === true) continue;
    versions[name] = decodeURIComponent(version);
    wanted.push(file);
  }
  progress(`unpacking ${wanted.length} packages`);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let file = wanted[next++]; file !== undefined; file = wanted[next++]) {
      assertDone(
        await runCommand("dpkg-deb", ["-x", join(archives, file), root], { timeoutMs: UNPACK_TIMEOUT_MS }),
        `unpacking ${file}`,
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, cpus().length) }, worker));
  for (const dir of PRUNED) await rm(join(root, dir), { recursive: true, force: true });
  return versions;
}

function assertDone(result: CommandResult, what: string): void {
  if (result.exitCode === 0) return;
  const output = `${result.stdout}\n${result.stderr}`;
  const tail = output.trim().split("\n").slice(-6).join("\n");
  if (/No space left on device/i.test(output)) throw new StartUpError("disk-full", `${what}: no space left on device`);
  const why = result.timedOut
    ? "took too long"
    : result.startError !== undefined
      ? result.startError.message
      : (/^E: (.*)$/m.exec(output)?.[1] ?? `exit status ${String(result.exitCode)}`);
  throw new StartUpError("no-pbx", `${what} failed: ${why}`, { cause: new Error(tail) });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
