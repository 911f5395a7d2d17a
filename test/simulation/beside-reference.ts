import type { Estimate } from "./batch-means.ts";

/**
 * The interval of the difference to another program's measurement, which counted calls, too, and has as much noise a call. It misses
 * as seldom as the one it is made of. `unit` is the last digit the reference was written with.
 */
export function besideReference(
  { mean, halfWidth }: Estimate,
  {
    calls,
    referenceCalls,
    unit = 0,
  }: { readonly calls: number; readonly referenceCalls: number; readonly unit?: number },
): Estimate {
  return { mean, halfWidth: halfWidth * Math.sqrt(1 + calls / referenceCalls) + unit / 2 };
}
