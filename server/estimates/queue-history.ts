import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import { RecentValues } from "./recent-values.ts";
import type { ArrivalFigures, HandlingFigures } from "./wait-estimate.ts";

/** Calls remembered of each queue. */
export const HISTORY_MAX = 200;
/** Before a queue has calls of its own they are taken to last this long, exponentially; weighs as much as so many calls. */
const PRIOR_HANDLING_MS: DurationMs = 240_000;
const PRIOR_CALLS = 3;
/** Who called longer ago says nothing about who will call. */
const ARRIVALS_WITHIN_MS: DurationMs = 30 * 60_000;
/** A rate from less time than this would be mostly chance. */
const ARRIVALS_WINDOW_MIN_MS: DurationMs = 60_000;

/** What one queue's last calls were like. Bounded; the same calls give the same figures. */
export class QueueHistory {
  readonly #handled = new RecentValues(HISTORY_MAX);
  readonly #waits = new RecentValues(HISTORY_MAX);
  readonly #abandons = new RecentValues(HISTORY_MAX);
  #arrivals: { readonly at: EpochMs; readonly headStartMs: DurationMs }[] = [];

  arrived(at: EpochMs, headStartMs: DurationMs): void {
    this.#arrivals.push({ at, headStartMs });
    if (this.#arrivals.length > HISTORY_MAX) this.#arrivals = this.#arrivals.slice(-HISTORY_MAX);
  }

  /** Ring, talk, hold and wrap-up: how long the agent was taken. */
  handled(tookMs: DurationMs): void {
    if (tookMs > 0) this.#handled.add(tookMs);
  }

  waitEnded(waitedMs: DurationMs, abandoned: boolean): void {
    this.#waits.add(Math.max(0, waitedMs));
    this.#abandons.add(abandoned ? 1 : 0);
  }

  handling(): HandlingFigures {
    const samples = this.#handled.count + PRIOR_CALLS;
    const meanMs = (this.#handled.sum + PRIOR_CALLS * PRIOR_HANDLING_MS) / samples;
    // E[X^2] of an exponential time is 2 * mean^2.
    const squares = (this.#handled.sumOfSquares + PRIOR_CALLS * 2 * PRIOR_HANDLING_MS ** 2) / samples;
    return { meanMs, squaredVariation: Math.min(4, Math.max(0, squares / meanMs ** 2 - 1)), samples };
  }

  /** Abandons / total waiting of all calls: the maximum-likelihood estimate of an exponential patience (numbers.md, Erlang A). */
  abandonRatePerMs(): number {
    return this.#waits.sum > 0 ? this.#abandons.sum / this.#waits.sum : 0;
  }

  /** Who would pass a caller with this head start. */
  arrivals(now: EpochMs, headStartMs: DurationMs): ArrivalFigures {
    const { recent, windowMs } = this.#recent(now);
    return {
      windowMs,
      leadsMs: recent.map((arrival) => arrival.headStartMs - headStartMs).filter((leadMs) => leadMs > 0),
    };
  }

  arrivalsPerMs(now: EpochMs): number {
    const { recent, windowMs } = this.#recent(now);
    return recent.length / windowMs;
  }

  #recent(now: EpochMs) {
    const since = now - ARRIVALS_WITHIN_MS;
    const recent = this.#arrivals.filter(({ at }) => at >= since);
    // Whoever called before the first one remembered is forgotten or was never there: the window begins with that one.
    const windowMs = Math.max(ARRIVALS_WINDOW_MIN_MS, now - Math.max(since, this.#arrivals[0]?.at ?? now));
    return { recent, windowMs };
  }
}
