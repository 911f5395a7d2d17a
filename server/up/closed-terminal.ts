import type { EventEmitter } from "node:events";

/** The reader of a pipe has ended (EPIPE); the terminal is gone (EIO). */
const NOBODY_READS = new Set(["EPIPE", "EIO"]);

/**
 * Whoever looked at the output may go (`npm run up | head`): the calls go on, and the log file has what matters. Without this, the next
 * line printed would end the server as an uncaught error.
 */
export function outliveReaders(streams: readonly EventEmitter[]): void {
  for (const stream of streams)
    stream.on("error", (error: unknown) => {
      const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
      if (typeof code !== "string" || !NOBODY_READS.has(code)) throw error;
    });
}
