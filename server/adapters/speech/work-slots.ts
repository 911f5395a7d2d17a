/** At most so many at once; who comes later waits in order, up to a bound. */
export class WorkSlots {
  private free: number;
  private readonly waitingMax: number;
  private readonly waiting: (() => void)[] = [];

  constructor(slots: number, waitingMax: number) {
    this.free = slots;
    this.waitingMax = waitingMax;
  }

  /** @throws Error when too many wait already */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else {
      if (this.waiting.length >= this.waitingMax) throw new Error("too much work is waiting");
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }
}
