import type { DurationMs } from "../../shared/domain/time.ts";
import { gammaQuantile } from "./gamma-quantile.ts";
import type { HandlingFigures, WaitEstimate } from "./wait-estimate.ts";

/** A caller who is kept for one agent (their own, or whom they were given to). */
export interface Held {
  /** Then they wait for everybody. */
  readonly endsInMs: DurationMs;
  /** Somebody else is free and would be rung then. */
  readonly othersAreFree: boolean;
}

/**
 * Kept for one agent, a caller waits until that agent is done with the call at hand, or until the keeping ends and then as everybody
 * does; whatever comes first. The rest of a call is mean * (1 + scv) / 2 (renewal theory), taken as exponential. The quantile of the
 * earlier of two is no later than the earlier of both quantiles, so it promises no more than it may.
 */
export function heldWait(
  handling: HandlingFigures,
  { endsInMs, othersAreFree }: Held,
  everybody: WaitEstimate,
): WaitEstimate {
  const restMs = (handling.meanMs * (1 + handling.squaredVariation)) / 2;
  const earlier = (share: 0.5 | 0.9, afterwardsMs: DurationMs): DurationMs =>
    Math.min(gammaQuantile(restMs, restMs * restMs, share), endsInMs + (othersAreFree ? 0 : afterwardsMs));
  return { p50Ms: earlier(0.5, everybody.p50Ms), p90Ms: earlier(0.9, everybody.p90Ms) };
}
