import type { DurationMs, EpochMs } from "../../../shared/domain/time.ts";
import type { Clock, Scheduler } from "../../ports/clock.ts";

/** setTimeout takes a signed 32-bit number of milliseconds (24.8 days); a longer one would fire at once. */
const DELAY_MAX_MS: DurationMs = 2 ** 31 - 1;

export interface SystemSchedulerOptions {
  /** Told of an error that a timer's function threw; the other timers go on. */
  readonly onError: (error: unknown, timerId: string) => void;
  /** Default 100,000: several for each call a machine can carry. */
  readonly timersMax?: number;
}

export class SystemScheduler implements Scheduler {
  readonly #clock: Clock;
  readonly #onError: SystemSchedulerOptions["onError"];
  readonly #timersMax: number;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(clock: Clock, options: SystemSchedulerOptions) {
    this.#clock = clock;
    this.#onError = options.onError;
    this.#timersMax = options.timersMax ?? 100_000;
  }

  /** Timers that are waiting. */
  get size(): number {
    return this.#timers.size;
  }

  /** A deadline in the past fires in the next turn of the event loop, never within this call. Throws RangeError beyond `timersMax`. */
  schedule(timerId: string, dueAt: EpochMs, fire: () => void): void {
    if (!Number.isFinite(dueAt)) throw new RangeError(`timer ${timerId}: ${dueAt} is no time`);
    this.cancel(timerId);
    if (this.#timers.size >= this.#timersMax) throw new RangeError(`more than ${this.#timersMax} timers`);
    this.#arm(timerId, dueAt, fire);
  }

  cancel(timerId: string): void {
    const timer = this.#timers.get(timerId);
    if (timer === undefined) return;
    clearTimeout(timer);
    this.#timers.delete(timerId);
  }

  /** Cancels everything; nothing fires afterwards. */
  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #arm(timerId: string, dueAt: EpochMs, fire: () => void): void {
    const delayMs = Math.min(DELAY_MAX_MS, Math.max(0, dueAt - this.#clock.now()));
    const timer = setTimeout(() => this.#due(timerId, dueAt, fire), delayMs);
    this.#timers.set(timerId, timer);
  }

  #due(timerId: string, dueAt: EpochMs, fire: () => void): void {
    // Either a far deadline was approached in steps, or setTimeout was a millisecond early.
    if (this.#clock.now() < dueAt) {
      this.#arm(timerId, dueAt, fire);
      return;
    }
    this.#timers.delete(timerId);
    try {
      fire();
    } catch (error) {
      this.#onError(error, timerId);
    }
  }
}
