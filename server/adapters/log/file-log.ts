import { mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import pino from "pino";
import type { LogSink } from "../../ports/log-sink.ts";
import { maskPersonalData } from "./mask-personal-data.ts";

/** Two files of this size at most: a log must not fill the disk the calls are recorded on. */
const FILE_BYTES_MAX = 20 * 1024 * 1024;
const SIZE_CHECK_EVERY_LINES = 2_000;

export interface FileLog extends LogSink {
  readonly path: string;
  close(): void;
}

/** The operator log: JSON lines in `<folder>/server.log`, the one before in `server.log.1`; personal data is masked here. */
export function openFileLog(folder: string, level: string): FileLog {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "server.log");
  rotate(path);
  // Synchronous: the last line before a crash is the one that is wanted; the call path writes only when something is wrong.
  const destination = pino.destination({ dest: path, sync: true, mode: 0o600 });
  const logger = pino({ level, base: null }, destination);
  let lines = 0;
  let closed = false;
  const write = (method: "info" | "warn" | "error", fields: Readonly<Record<string, unknown>>, message: string) => {
    // A line that comes after the last part has stopped (an aborted synthesis, say) has no file to go to.
    if (closed) return;
    lines += 1;
    if (lines % SIZE_CHECK_EVERY_LINES === 0 && rotate(path)) destination.reopen(path);
    logger[method](maskPersonalData(fields), message);
  };
  return {
    path,
    info: (fields, message) => write("info", fields, message),
    warn: (fields, message) => write("warn", fields, message),
    error: (fields, message) => write("error", fields, message),
    close: () => {
      closed = true;
      destination.flushSync();
      destination.end();
    },
  };
}

function rotate(path: string): boolean {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= FILE_BYTES_MAX) return false;
  renameSync(path, `${path}.1`);
  return true;
}
