import { CommandError } from "../../ports/console-app.ts";

/**
 * Runs work of the same key one after the other, different keys side by side. Both are bounded: what does not fit is
 * refused with `rate-limited` instead of being kept waiting for ever.
 */
export class Lanes {
  readonly #lanesMax: number;
  readonly #waitingMax: number;
  readonly #lanes = new Map<string, { tail: Promise<unknown>; waiting: number }>();

  constructor(lanesMax: number, waitingMax: number) {
    this.#lanesMax = lanesMax;
    this.#waitingMax = waitingMax;
  }

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(key) ?? { tail: Promise.resolve(), waiting: 0 };
    const isNew = lane.waiting === 0;
    if ((isNew && this.#lanes.size >= this.#lanesMax) || lane.waiting >= this.#waitingMax) {
      throw new CommandError("rate-limited");
    }
    this.#lanes.set(key, lane);
    lane.waiting += 1;
    const result = lane.tail.then(work);
    // The next one in the lane waits for the end, whichever end that is; the failure itself goes to this caller.
    lane.tail = result.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await result;
    } finally {
      lane.waiting -= 1;
      if (lane.waiting === 0) this.#lanes.delete(key);
    }
  }
}
