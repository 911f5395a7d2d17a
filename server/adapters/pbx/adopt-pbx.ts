import { setTimeout as delay } from "node:timers/promises";
import { request } from "undici";
import { removeContainer } from "./docker-asterisk.ts";
import { LOOPBACK } from "./pjsip-conf.ts";
import type { PbxOptions } from "./pbx-options.ts";
import type { PidRecord } from "./pid-file.ts";
import { processIdentity } from "./process-identity.ts";

const ANSWER_LIMIT_MS = 2_000;
const WATCH_INTERVAL_MS = 1_000;
const STOP_POLL_MS = 50;
const STOP_LIMIT_MS = 5_000;

/** A PBX that outlived the server that started it: not our child, but known by pid and start time. */
export interface AdoptedProcess {
  readonly pid: number;
  /** Its name, where it runs in Docker; the process is its client's then. */
  readonly container: string | null;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
  stop(): Promise<void>;
}

/**
 * The PBX an earlier, killed server left running in this folder, if it is still the same process, was started with the same
 * configuration and answers: its calls go on, nothing is restarted. Null: there is none that can be taken over.
 */
export async function adoptPbx(
  record: PidRecord | undefined,
  options: PbxOptions,
  configHash: string,
): Promise<AdoptedProcess | null> {
  if (record === undefined || record.configHash !== configHash) return null;
  if (!(await isAlive(record)) || (await isOwned(record)) || !(await answers(options))) return null;
  const watch = new AbortController();
  return {
    pid: record.pid,
    container: record.container,
    gone: untilGone(record, watch.signal),
    async stop() {
      watch.abort();
      process.kill(record.pid, "SIGTERM");
      const deadline = AbortSignal.timeout(STOP_LIMIT_MS);
      while (await isAlive(record)) {
        if (deadline.aborted) process.kill(record.pid, "SIGKILL");
        await delay(STOP_POLL_MS);
      }
      if (record.container !== null) await removeContainer(record.container);
    },
  };
}

async function isAlive(record: PidRecord): Promise<boolean> {
  return record.identity !== "" && (await processIdentity(record.pid)) === record.identity;
}

async function isOwned(record: PidRecord): Promise<boolean> {
  return record.ownerPid !== process.pid && (await processIdentity(record.ownerPid)) === record.ownerIdentity;
}

async function answers(options: PbxOptions): Promise<boolean> {
  const authorization = `Basic ${Buffer.from(`${options.ariUser}:${options.ariSecret}`).toString("base64")}`;
  try {
    const response = await request(`http://${LOOPBACK}:${options.ports.http}/ari/asterisk/info?only=system`, {
      headers: { authorization },
      headersTimeout: ANSWER_LIMIT_MS,
      bodyTimeout: ANSWER_LIMIT_MS,
    });
    await response.body.dump();
    return response.statusCode === 200;
  } catch {
    // No answer is an answer: this one cannot be taken over and is replaced.
    return false;
  }
}

/** There is no exit event of a process that is not a child: it is asked for once a second. */
async function untilGone(record: PidRecord, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (!(await isAlive(record))) return;
    await delay(WATCH_INTERVAL_MS, undefined, { ref: false });
  }
  // Stopped on purpose: nobody is told.
  await new Promise<void>(() => undefined);
}
