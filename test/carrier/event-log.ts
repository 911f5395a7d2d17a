const LIMIT_MS = 30_000;

interface Watcher<Event> {
  readonly wanted: (event: Event) => boolean;
  readonly found: (event: Event) => void;
}

/** Everything that happened, and a way to wait for what has not yet. */
export class EventLog<Event> {
  readonly #events: Event[] = [];
  readonly #watchers = new Set<Watcher<Event>>();

  get all(): readonly Event[] {
    return this.#events;
  }

  add(event: Event): void {
    this.#events.push(event);
    for (const watcher of [...this.#watchers]) {
      if (watcher.wanted(event)) watcher.found(event);
    }
  }

  /** The first event that is wanted, of those from number `from` on, whether it has happened already or not. */
  when(wanted: (event: Event) => boolean, what: string, { from = 0, limitMs = LIMIT_MS } = {}): Promise<Event> {
    const before = this.#events.slice(from).find(wanted);
    if (before !== undefined) return Promise.resolve(before);
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        this.#watchers.delete(watcher);
        reject(new Error(`not seen within ${limitMs / 1_000} s: ${what}`));
      }, limitMs);
      const watcher: Watcher<Event> = {
        wanted,
        found: (event) => {
          clearTimeout(limit);
          this.#watchers.delete(watcher);
          resolve(event);
        },
      };
      this.#watchers.add(watcher);
    });
  }
}
