import type { Clock, Scheduler } from "../../server/ports/clock.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";

/**
 * Clock and scheduler that stand still until a test moves them; unlike `ManualTime`, `advance` is over when it returns and lets no
 * promise settle in between, so a test decides on every interleaving itself.
 */
export class SteppedTime implements Clock, Scheduler {
  private current: EpochMs;
  private order = 0;
  private readonly timers = new Map<
    string,
    { readonly dueAt: EpochMs; readonly order: number; readonly fire: () => void }
  >();

  constructor(start: EpochMs = Date.UTC(2026, 10, 21, 9)) {
    this.current = start;
  }

  now(): EpochMs {
    return this.current;
  }

  schedule(timerId: string, dueAt: EpochMs, fire: () => void): void {
    this.order += 1;
    this.timers.set(timerId, { dueAt, order: this.order, fire });
  }

  cancel(timerId: string): void {
    this.timers.delete(timerId);
  }

  get pending(): readonly string[] {
    return [...this.timers.keys()];
  }

  /** Fires what falls due, in order, each at its own time. */
  advance(byMs: DurationMs): void {
    const until = this.current + byMs;
    for (let next = this.next(until); next !== null; next = this.next(until)) {
      const [timerId, timer] = next;
      this.timers.delete(timerId);
      this.current = Math.max(this.current, timer.dueAt);
      timer.fire();
    }
    this.current = until;
  }

  private next(until: EpochMs) {
    const due = [...this.timers].filter(([, timer]) => timer.dueAt <= until);
    due.sort(([, a], [, b]) => a.dueAt - b.dueAt || a.order - b.order);
    return due[0] ?? null;
  }
}
