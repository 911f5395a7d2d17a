import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import { removeContainer } from "./docker-asterisk.ts";
import { processIdentity } from "./process-identity.ts";

export interface PidRecord {
  readonly pid: number;
  readonly identity: string;
  readonly ownerPid: number;
  readonly ownerIdentity: string;
  /** Docker: the client's death does not end the container, its name does. */
  readonly container: string | null;
  /** Of the configuration it runs with: one with another cannot be taken over. */
  readonly configHash: string;
}

const STOP_POLL_MS = 50;
const STOP_POLLS_MAX = 160;

/** Remembers the PBX of one run folder, with what tells its process from a later one of the same pid. */
export async function writePidFile(
  file: string,
  pid: number,
  container: string | null,
  configHash: string,
): Promise<void> {
  const record: PidRecord = {
    pid,
    identity: (await processIdentity(pid)) ?? "",
    ownerPid: process.pid,
    ownerIdentity: (await processIdentity(process.pid)) ?? "",
    container,
    configHash,
  };
  await writeFile(file, `${JSON.stringify(record)}\n`, { mode: 0o600 });
}

/**
 * Ends a PBX that an earlier, dead run left in this folder. Only ever that one: pid and start time must both match. A PBX
 * whose owner still lives is left alone: StartUpError already-running.
 */
export async function stopStalePbx(file: string, progress: (line: string) => void): Promise<void> {
  const record = await readPidFile(file);
  if (record === undefined) return;
  const alive = (await processIdentity(record.pid)) === record.identity && record.identity !== "";
  const owned = record.ownerPid !== process.pid && (await processIdentity(record.ownerPid)) === record.ownerIdentity;
  if (alive && owned)
    throw new StartUpError("already-running", `process ${record.ownerPid} runs the PBX in this folder`);
  if (alive) {
    progress(`stopping the PBX that an earlier run left behind (process ${record.pid})`);
    process.kill(record.pid, "SIGTERM");
    for (let polls = 0; (await processIdentity(record.pid)) === record.identity; polls += 1) {
      if (polls === STOP_POLLS_MAX) process.kill(record.pid, "SIGKILL");
      await delay(STOP_POLL_MS);
    }
  }
  if (record.container !== null && !owned) await removeContainer(record.container);
  await rm(file, { force: true });
}

export async function readPidFile(file: string): Promise<PidRecord | undefined> {
  return parse(
    await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    }),
  );
}

function parse(text: string): PidRecord | undefined {
  if (text === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch (error) {
    // Cut off by a full disk or a power loss: nothing can be told from it.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isRecord(value: unknown): value is PidRecord {
  return (
    typeof value === "object" &&
    value !== null &&
    "pid" in value &&
    typeof value.pid === "number" &&
    "identity" in value &&
    typeof value.identity === "string" &&
    "ownerPid" in value &&
    typeof value.ownerPid === "number" &&
    "ownerIdentity" in value &&
    typeof value.ownerIdentity === "string" &&
    "container" in value &&
    (value.container === null || typeof value.container === "string") &&
    "configHash" in value &&
    typeof value.configHash === "string"
  );
}
