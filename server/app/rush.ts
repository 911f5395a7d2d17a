import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { Clock, Scheduler } from "../ports/clock.ts";

/** What waits for a calm moment is done by then, calm or not: nobody sees or hears the difference. */
const LATEST_AFTER_MS: DurationMs = 250;
const TIMER = "rush";

interface RushParts {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly settings: { readonly calmAfterMs: DurationMs };
}

/**
 * Agents between two calls come first. Sixty who hang up within a fifth of a second are sixty rings to be made; whoever has to wait
 * for an agent anyway, an earlier contact shown a moment later, music that follows the ring tone may wait until they are made.
 *
 *   calm --an agent's call begins or ends--> rush --`calmAfterMs` without another one--> calm
 *
 * In a rush work stands in line in the order it came, each for `LATEST_AFTER_MS` at most; then one piece a turn of the event loop.
 * A call that a free agent could take never comes here.
 */
export class Rush {
  readonly #centre: RushParts;
  #calmAt: EpochMs = 0;
  /** A few pieces for each contact and agent at most, of whom there are so many at most. */
  readonly #line: { readonly latestAt: EpochMs; readonly work: () => void }[] = [];

  constructor(centre: RushParts) {
    this.#centre = centre;
  }

  /** An agent's call has begun or ended. */
  agentMoved(): void {
    const { clock, settings } = this.#centre;
    this.#calmAt = clock.now() + settings.calmAfterMs;
  }

  get isOn(): boolean {
    return this.#centre.clock.now() < this.#calmAt;
  }

  /** Calls `work` at once when it is calm. It looks for itself whether it is still wanted. */
  whenCalm(work: () => void): void {
    const { clock } = this.#centre;
    const now = clock.now();
    if (this.#line.length === 0 && now >= this.#calmAt) {
      work();
      return;
    }
    this.#line.push({ latestAt: now + LATEST_AFTER_MS, work });
    if (this.#line.length === 1) this.#plan();
  }

  #plan(): void {
    const { scheduler, clock } = this.#centre;
    const [first] = this.#line;
    if (first)
      scheduler.schedule(TIMER, Math.max(clock.now(), Math.min(this.#calmAt, first.latestAt)), () => this.#next());
  }

  #next(): void {
    const now = this.#centre.clock.now();
    const [first] = this.#line;
    const isDue = first !== undefined && (now >= this.#calmAt || now >= first.latestAt);
    if (isDue) this.#line.shift();
    // Planned first: what one piece throws must not stop those behind it.
    this.#plan();
    if (isDue) first.work();
  }
}
