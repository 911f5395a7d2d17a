import type { DurationMs } from "../../shared/domain/time.ts";

/** A wait that was announced, and how it went. */
export interface KeptPromise {
  readonly p50Ms: DurationMs;
  readonly p90Ms: DurationMs;
  /** From the announcement until an agent answered or the caller gave up. */
  readonly waitedMs: DurationMs;
  readonly answered: boolean;
}

/** How good a queue's promises were. */
export interface PromiseScore {
  /** Promises whose end is known: answered, or given up after the upper end had passed. */
  readonly promises: number;
  /** Share of waits not longer than the upper end; 0.9 is right, less is too short, more too long. null: no promise yet. */
  readonly withinUpper: number | null;
  /** Share not longer than the lower end; 0.5 is right. */
  readonly withinLower: number | null;
  /** Mean of wait - lower end (the median): above 0 = callers waited longer than told. */
  readonly biasMs: DurationMs | null;
}

/**
 * Promised against actual. Who gives up before the upper end has passed leaves the question open and is left out; who gives up
 * after it waited longer than promised, and counts.
 */
export function promiseScore(promises: Iterable<KeptPromise>): PromiseScore {
  let known = 0;
  let withinUpper = 0;
  let withinLower = 0;
  let errorMs = 0;
  for (const { p50Ms, p90Ms, waitedMs, answered } of promises) {
    if (!answered && waitedMs <= p90Ms) continue;
    known += 1;
    if (answered && waitedMs <= p90Ms) withinUpper += 1;
    if (answered && waitedMs <= p50Ms) withinLower += 1;
    errorMs += waitedMs - p50Ms;
  }
  if (known === 0) return { promises: 0, withinUpper: null, withinLower: null, biasMs: null };
  return {
    promises: known,
    withinUpper: withinUpper / known,
    withinLower: withinLower / known,
    biasMs: errorMs / known,
  };
}
