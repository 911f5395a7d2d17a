import type { DurationMs, EpochMs } from "../../../shared/domain/time.ts";

/** Lines picked up for music in each second of a rush; fewer than that come one by one at once. */
const EVERY_MS: DurationMs = 20;
/** As many at once, after a quiet time. */
const AT_ONCE = 20;
/** Nobody hears the ring tone for longer because of the rush: two to three rings. */
const LATEST_AFTER_MS: DurationMs = 10_000;

/**
 * When the line of a caller who waits is picked up, so that they hear music: at once, but in a rush one after the other.
 * Picking up hundreds of lines in the seconds in which they come would take the exchange's time from the agents who are rung
 * meanwhile; until then a caller hears the ring tone, as anybody does who calls. Generic cell rate algorithm (ITU-T I.371, annex A).
 */
export class PickUpPace {
  /** When the next line would be due if each had been picked up exactly in its turn. */
  #next: EpochMs = 0;

  /** @returns from when the line may be picked up: `now` or later */
  turn(now: EpochMs): EpochMs {
    const inStep = Math.max(now, this.#next);
    const turn = Math.max(now, inStep - (AT_ONCE - 1) * EVERY_MS);
    this.#next = Math.min(inStep + EVERY_MS, now + LATEST_AFTER_MS + (AT_ONCE - 1) * EVERY_MS);
    return turn;
  }
}
