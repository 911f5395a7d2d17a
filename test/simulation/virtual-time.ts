import { IndexedHeap } from "../../server/acd/indexed-heap.ts";

interface Planned {
  readonly at: number;
  readonly sequence: number;
  readonly run: () => void;
}

/** Runs what is planned in order of time, then in order of planning; hours pass in milliseconds. */
export class VirtualTime {
  #now: number;
  #sequence = 0;
  readonly #planned = new IndexedHeap<Planned>((a, b) => a.at - b.at || a.sequence - b.sequence);

  constructor(startsAt: number) {
    this.#now = startsAt;
  }

  get now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): Planned {
    this.#sequence += 1;
    const planned: Planned = { at: this.#now + Math.max(0, Math.round(delayMs)), sequence: this.#sequence, run };
    this.#planned.add(planned);
    return planned;
  }

  forget(planned: Planned): void {
    this.#planned.remove(planned);
  }

  /** Runs the next thing; false: nothing is left. */
  step(): boolean {
    const next = this.#planned.first();
    if (next === undefined) return false;
    this.#planned.remove(next);
    this.#now = next.at;
    next.run();
    return true;
  }
}
