import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { type LogFields, maskFields } from "./mask-personal-data.ts";

const FILE_NAME = "desktop.log";

export interface DesktopLogLimits {
  readonly fileMaxBytes: number;
  /** The current file and its predecessors. */
  readonly filesMax: number;
}

const LIMITS: DesktopLogLimits = { fileMaxBytes: 1_000_000, filesMax: 5 };

interface DesktopLogOptions {
  readonly folder: string;
  readonly now: () => number;
  readonly limits?: DesktopLogLimits;
}

type Level = "info" | "warn" | "error";

/**
 * The shell's log: one JSON line an event, masked, at most `fileMaxBytes * filesMax` on the disk. Written at once, so that
 * the last line before a crash is there. A log that cannot be written never stops the program it tells of.
 */
export class DesktopLog {
  readonly folder: string;
  readonly #now: () => number;
  readonly #limits: DesktopLogLimits;
  #sizeBytes: number | null = null;
  #isBroken = false;

  constructor({ folder, now, limits = LIMITS }: DesktopLogOptions) {
    this.folder = folder;
    this.#now = now;
    this.#limits = limits;
  }

  info(event: string, fields: LogFields = {}): void {
    this.#write("info", event, fields);
  }

  warn(event: string, fields: LogFields = {}): void {
    this.#write("warn", event, fields);
  }

  error(event: string, fields: LogFields = {}): void {
    this.#write("error", event, fields);
  }

  #write(level: Level, event: string, fields: LogFields): void {
    const at = new Date(this.#now()).toISOString();
    const line = `${JSON.stringify({ at, level, event, ...maskFields(fields) })}\n`;
    const path = join(this.folder, FILE_NAME);
    try {
      mkdirSync(this.folder, { recursive: true });
      this.#sizeBytes ??= existsSync(path) ? statSync(path).size : 0;
      if (this.#sizeBytes > 0 && this.#sizeBytes + line.length > this.#limits.fileMaxBytes) this.#rotate(path);
      appendFileSync(path, line, { mode: 0o600 });
      this.#sizeBytes += Buffer.byteLength(line);
      this.#isBroken = false;
    } catch (error) {
      // Said once where somebody who looks for the reason may find it; a full disk comes back on its own.
      if (!this.#isBroken) process.stderr.write(`cordboard: the log cannot be written: ${String(error)}\n`);
      this.#isBroken = true;
    }
  }

  /** desktop.log -> desktop.1.log -> ... ; the last one is written over. */
  #rotate(path: string): void {
    const numbered = (index: number) => (index === 0 ? path : join(this.folder, `desktop.${index}.log`));
    for (let index = this.#limits.filesMax - 2; index >= 0; index -= 1) {
      if (existsSync(numbered(index))) renameSync(numbered(index), numbered(index + 1));
    }
    this.#sizeBytes = 0;
  }
}
