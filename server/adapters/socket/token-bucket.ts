import type { EpochMs } from "../../../shared/domain/time.ts";

/** `perSecond` on average, as many at once. */
export class TokenBucket {
  readonly #perSecond: number;
  #tokens: number;
  #refilledAt: EpochMs;

  constructor(perSecond: number, now: EpochMs) {
    this.#perSecond = perSecond;
    this.#tokens = perSecond;
    this.#refilledAt = now;
  }

  take(now: EpochMs): boolean {
    const elapsedMs = Math.max(0, now - this.#refilledAt);
    this.#tokens = Math.min(this.#perSecond, this.#tokens + (elapsedMs * this.#perSecond) / 1_000);
    this.#refilledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
