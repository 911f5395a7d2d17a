/**
 * Events handed on in one turn of the event loop; then the sockets are read again. Each may be a millisecond's work, and what is on its
 * way already (a console has painted, a request was answered) is sooner done than begun.
 */
const BATCH = 8;

/**
 * Takes events off the socket's path: `push` only appends, delivery happens in order from a later turn of the event loop.
 * Bounded: a consumer that falls this far behind has lost track anyway, `onOverflow` makes it start over from a snapshot.
 */
export class EventQueue<Event> {
  readonly #deliver: (event: Event) => void;
  readonly #onOverflow: () => void;
  readonly #lengthMax: number;
  #events: Event[] = [];
  #scheduled = false;

  constructor(deliver: (event: Event) => void, onOverflow: () => void, lengthMax: number) {
    this.#deliver = deliver;
    this.#onOverflow = onOverflow;
    this.#lengthMax = lengthMax;
  }

  push(event: Event): void {
    if (this.#events.length >= this.#lengthMax) {
      this.#events = [];
      this.#onOverflow();
      return;
    }
    this.#events.push(event);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#drain());
  }

  #drain(): void {
    const batch = this.#events.splice(0, BATCH);
    // Scheduled first: an exception in a listener must not stop those behind it.
    this.#scheduled = this.#events.length > 0;
    if (this.#scheduled) setImmediate(() => this.#drain());
    for (const event of batch) this.#deliver(event);
  }
}
