import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { StartUpError } from "../../shared/errors/start-up-error.ts";

/** Tells a process from a later one that got the same number; undefined when there is no such process (any more). */
export type ProcessIdentity = (pid: number) => Promise<string | undefined>;

const TRIES_MAX = 3;

/**
 * At most one Cordboard on a data folder. The file holds the number and the identity of the process, so what a crash left
 * behind does not keep the next start from running. Throws `already-running`. The returned function gives the folder free.
 */
export async function takeRunLock(dataDir: string, identityOf: ProcessIdentity): Promise<() => void> {
  const path = join(dataDir, "cordboard.lock");
  const mine = `${process.pid} ${(await identityOf(process.pid)) ?? ""}`;
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    if (createExclusively(path, mine)) {
      return () => {
        if (readIfThere(path) === mine) removeIfThere(path);
      };
    }
    const holder = readIfThere(path) ?? "";
    const pid = Number(holder.split(" ", 1)[0]);
    const identity = Number.isInteger(pid) && pid > 0 ? await identityOf(pid) : undefined;
    if (identity !== undefined && holder === `${pid} ${identity}`) {
      throw new StartUpError("already-running", `process ${pid}, ${dataDir}`);
    }
    if (readIfThere(path) === holder) removeIfThere(path);
  }
  throw new StartUpError("already-running", `${path} changes hands all the time`);
}

function createExclusively(path: string, content: string): boolean {
  try {
    const file = openSync(path, "wx", 0o600);
    writeSync(file, content);
    closeSync(file);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
