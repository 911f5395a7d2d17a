import type { WaitEstimate } from "./wait-estimate.ts";

const MINUTE_MS = 60_000;
/**
 * The minutes that are said. Few, so that each sentence is made once, and coarser further away: nobody believes "between 23
 * and 31 minutes".
 */
const SPOKEN_MINUTES = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60] as const;

/** `under`: less than this many minutes; `over`: more. */
export type SpokenInterval =
  | { readonly kind: "under"; readonly minutes: number }
  | { readonly kind: "between"; readonly fromMinutes: number; readonly toMinutes: number }
  | { readonly kind: "over"; readonly minutes: number };

/**
 * What a caller is told: the lower end rounded down, the upper end up, so that saying it never promises more than was computed.
 */
export function spokenInterval({ p50Ms, p90Ms }: WaitEstimate): SpokenInterval {
  const upper = SPOKEN_MINUTES.find((minutes) => minutes * MINUTE_MS >= p90Ms);
  const lower = SPOKEN_MINUTES.findLast((minutes) => minutes * MINUTE_MS <= p50Ms);
  if (upper === undefined) return { kind: "over", minutes: lower ?? 1 };
  if (lower === undefined || lower >= upper) return { kind: "under", minutes: upper };
  return { kind: "between", fromMinutes: lower, toMinutes: upper };
}
