import { createHash } from "node:crypto";
import { chmod, mkdir, readdir, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import { asteriskConfig } from "./asterisk-config.ts";
import type { AsteriskInstallation } from "./asterisk-installation.ts";
import { diskError } from "./disk-error.ts";
import type { PbxOptions } from "./pbx-options.ts";

/** unix(7): sun_path has 108 bytes with its end. */
const SOCKET_PATH_BYTES_MAX = 107;
const LOG_BYTES_MAX = 10_000_000;

export interface PreparedRunDir {
  readonly configFile: string;
  readonly logFile: string;
  readonly socketDir: string;
  /** Bytes an earlier run left in the log. */
  readonly logStart: number;
}

/**
 * Writes the whole configuration of one instance: folders 0700, files 0600. Old configuration is removed first, what the
 * instance has stored (data base, recordings, log) stays. Throws StartUpError config-invalid, data-folder-unusable, disk-full.
 */
export async function prepareRunDir(options: PbxOptions, installation: AsteriskInstallation): Promise<PreparedRunDir> {
  const { runDir } = options;
  if (/["'\\;\n\r\t]/.test(runDir))
    throw new StartUpError(
      "config-invalid",
      `the folder name ${JSON.stringify(runDir)} cannot stand in the PBX configuration`,
    );
  const socketDir = socketDirFor(runDir);
  const files = asteriskConfig(options, {
    modulesDir: installation.modulesDir,
    moduleFiles: installation.moduleFiles,
    mohDir: options.mohDir ?? installation.mohDir,
    socketDir,
  });
  let logStart = 0;
  try {
    for (const dir of [runDir, join(runDir, "etc")]) await privateDir(dir);
    await rm(join(runDir, "etc"), { recursive: true, force: true });
    await rm(join(runDir, "data"), { recursive: true, force: true });
    for (const dir of [
      "etc",
      "cache",
      "lib",
      "lib/keys",
      "data",
      "data/sounds",
      "spool",
      "spool/recording",
      "spool/tmp",
      "log",
    ])
      await privateDir(join(runDir, dir));
    await privateDir(socketDir);
    for (const [name, text] of files) await writeFile(join(runDir, "etc", name), text, { mode: 0o600 });
    await linkData(options, installation);
    logStart = await rotateLog(join(runDir, "log", "messages.log"));
  } catch (error) {
    throw diskError(error, `${runDir} (CORDBOARD_DATA_DIR)`);
  }
  return {
    configFile: join(runDir, "etc", "asterisk.conf"),
    logFile: join(runDir, "log", "messages.log"),
    socketDir,
    logStart,
  };
}

/** Where the control socket goes: inside the run folder unless its path would be too long for a socket. */
export function socketDirFor(runDir: string): string {
  const inside = join(runDir, "run");
  if (Buffer.byteLength(join(inside, "asterisk.ctl")) <= SOCKET_PATH_BYTES_MAX) return inside;
  return join(tmpdir(), `cordboard-${createHash("sha256").update(runDir).digest("hex").slice(0, 16)}`);
}

/** A private data folder of links: the installation's own stays untouched and prompts can be added beside its sounds. */
async function linkData(options: PbxOptions, installation: AsteriskInstallation): Promise<void> {
  const data = join(options.runDir, "data");
  for (const name of ["documentation", "rest-api"]) await symlink(join(installation.dataDir, name), join(data, name));
  if (installation.soundsEnDir !== undefined) await symlink(installation.soundsEnDir, join(data, "sounds", "en"));
}

/** Keeps one older log; the running PBX rotates through ARI (`PUT asterisk/logging/messages.log/rotate`). */
async function rotateLog(logFile: string): Promise<number> {
  const size = await stat(logFile).then(
    (info) => info.size,
    () => 0,
  );
  if (size <= LOG_BYTES_MAX) return size;
  await rename(logFile, `${logFile}.1`);
  return 0;
}

async function privateDir(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const names = await readdir(dir);
  // Only folders that are ours alone: one that exists keeps the rights its owner chose.
  if (names.length === 0) await chmod(dir, 0o700);
}
