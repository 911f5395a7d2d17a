import type { EpochMs } from "../../../shared/domain/time.ts";
import type { Clock } from "../../ports/clock.ts";

/** The machine's clock, except that it never runs backwards: a step of NTP must not make a call end before it began. */
export class SystemClock implements Clock {
  #latest = 0;

  now(): EpochMs {
    this.#latest = Math.max(this.#latest, Date.now());
    return this.#latest;
  }
}
