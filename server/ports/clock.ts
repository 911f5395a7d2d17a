import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";

export interface Clock {
  now(): EpochMs;
}

/** One-shot timers by absolute deadline; the same id replaces the earlier timer. */
export interface Scheduler {
  schedule(timerId: string, dueAt: EpochMs, fire: () => void): void;
  cancel(timerId: string): void;
}

/** Random, unguessable or unique strings. */
export interface RandomSource {
  /** A new unique id, time-ordered, of letters, digits and dashes: `<prefix>-<id>`. */
  id(prefix: string): string;
  /** A secret of at least `bytes` random bytes in base64url. */
  secret(bytes: number): string;
}

/** Rejects with `code: "timeout"` when `work` takes longer. */
export type WithTimeout = <T>(work: Promise<T>, limitMs: DurationMs, what: string) => Promise<T>;
