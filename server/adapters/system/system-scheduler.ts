import type { DurationMs, EpochMs } from "../../../shared/domain/time.ts";
import type { Clock, Scheduler } from "../../ports/clock.ts";

/** setTimeout takes a signed 32-bit number of milliseconds (24.8 days); a longer one would fire at once. */
const DELAY_MAX_MS: DurationMs = 2 ** 31 - 1;

/** A timer that is so much later than asked for says that the event loop stood still. */
const STOOD_STILL_MS: DurationMs = 250;
/** Node runs late timers before it reads its sockets: so long they are given to what came in meanwhile. */
const CATCH_UP_MS: DurationMs = 20;

export interface SystemSchedulerOptions {
  /** Told of an error that a timer's function threw; the other timers go on. */
  readonly onError: (error: unknown, timerId: string) => void;
  /** Default 100,000: several for each call a machine can carry. */
  readonly timersMax?: number;
}

/**
 * Timers by absolute deadline. After a stall of the event loop everything that came in meanwhile is heard before deadlines
 * that passed are acted on: an agent who answered in time must not lose the call because the answer lay unread.
 */
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
    const expectedAt = this.#clock.now() + delayMs;
    const timer = setTimeout(() => this.#due(timerId, dueAt, expectedAt, fire), delayMs);
    this.#timers.set(timerId, timer);
  }

  #due(timerId: string, dueAt: EpochMs, expectedAt: EpochMs, fire: () => void): void {
    const now = this.#clock.now();
    if (now - expectedAt > STOOD_STILL_MS) {
      const timer = setTimeout(() => this.#due(timerId, dueAt, now + CATCH_UP_MS, fire), CATCH_UP_MS);
      this.#timers.set(timerId, timer);
      return;
    }
    // Either a far deadline was approached in steps, or setTimeout was a millisecond early.
    if (now < dueAt) {
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
