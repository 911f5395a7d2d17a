import { chmod, mkdir, stat, statfs, unlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { StartUpError } from "../../shared/errors/start-up-error.ts";
import type { Config } from "./config.ts";

/** Less than this and a busy day's journal may not fit. */
const FREE_BYTES_MIN = 100 * 1024 * 1024;

/** Bytes an ordinary user can still write to the file system of `path`. */
export type FreeBytes = (path: string) => Promise<number>;

const freeBytesOf: FreeBytes = async (path) => {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
};

/**
 * What can be known to fail is found before anything is started. Throws `disk-full` or `port-in-use`. The exchange's own
 * ports are checked by whoever starts the exchange.
 */
export async function checkMachine(config: Config, freeBytes: FreeBytes = freeBytesOf): Promise<void> {
  const free = await freeBytes(config.dataDir);
  if (free < FREE_BYTES_MIN) {
    const [has, needs] = [free, FREE_BYTES_MIN].map((bytes) => `${Math.floor(bytes / 1024 / 1024)} MB`);
    throw new StartUpError("disk-full", `${config.dataDir} has ${has} free and needs ${needs}`);
  }
  await checkTcpPort(config.host, config.httpPort, "CORDBOARD_HTTP_PORT");
}

/** Creates the data folder (0700) and writes to it once. Throws `data-folder-unusable` or `disk-full`. */
export async function openDataFolder(dataDir: string): Promise<void> {
  try {
    await makeFolder(dataDir);
    await chmod(dataDir, 0o700);
    // Some file systems show their refusal only when something is written.
    const probe = join(dataDir, `.write-test-${process.pid}`);
    await writeFile(probe, "cordboard", { mode: 0o600 });
    await unlink(probe);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const full = error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
    throw new StartUpError(full ? "disk-full" : "data-folder-unusable", `${dataDir} (${why})`, { cause: error });
  }
}

/** With those above it. Not `recursive`: where a folder is there and takes none (`/proc`), Node tries for ever. */
async function makeFolder(path: string): Promise<void> {
  const isThere = (folder: string) =>
    stat(folder).then(
      () => true,
      () => false,
    );
  if (await isThere(path)) return;
  if (!(await isThere(dirname(path)))) await makeFolder(dirname(path));
  await mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
    // Somebody else made it meanwhile.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  });
}

function checkTcpPort(host: string, port: number, variable: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const where = `${host}:${port}`;
      reject(
        error.code === "EADDRINUSE"
          ? new StartUpError("port-in-use", `${where} (${variable})`, { cause: error })
          : new StartUpError(
              "config-invalid",
              `cannot listen on ${where} (CORDBOARD_HOST, ${variable}): ${error.message}`,
              {
                cause: error,
              },
            ),
      );
    });
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()));
  });
}
