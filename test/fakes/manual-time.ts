import type { Clock, Scheduler } from "../../server/ports/clock.ts";

/** Virtual time: nothing happens until `advance`; timers fire in order of their deadlines, then of their creation. */
export class ManualTime implements Clock, Scheduler {
  #now: number;
  #order = 0;
  readonly #timers = new Map<string, { dueAt: number; order: number; fire: () => void }>();

  constructor(startAt: number) {
    this.#now = startAt;
  }

  now(): number {
    return this.#now;
  }

  schedule(timerId: string, dueAt: number, fire: () => void): void {
    this.#order += 1;
    this.#timers.set(timerId, { dueAt, order: this.#order, fire });
  }

  cancel(timerId: string): void {
    this.#timers.delete(timerId);
  }

  get pending(): readonly string[] {
    return [...this.#timers.keys()];
  }

  /** Moves time on; lets promises settle between timers. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      await settled();
      const due = [...this.#timers]
        .filter(([, timer]) => timer.dueAt <= until)
        .sort(([, a], [, b]) => a.dueAt - b.dueAt || a.order - b.order)[0];
      if (!due) break;
      const [timerId, timer] = due;
      this.#timers.delete(timerId);
      this.#now = Math.max(this.#now, timer.dueAt);
      timer.fire();
    }
    this.#now = until;
    await settled();
  }
}

/** Resolves when every promise chain and `setImmediate` begun so far has run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}
