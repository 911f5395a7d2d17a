/** The part of an engine.io connection that tells whether the network keeps up. */
export interface Outlet {
  readonly writable: boolean;
  onReady(listener: () => void): void;
}

/**
 * Sends whole pictures, of which only the newest matters: while the network is behind, one waits and is replaced. A slow
 * wallboard gets fewer pictures, never old ones, and costs the server one picture of memory.
 */
export class LatestOnly<T> {
  readonly #outlet: Outlet;
  readonly #send: (item: T) => void;
  #waiting: { readonly item: T } | null = null;

  constructor(outlet: Outlet, send: (item: T) => void) {
    this.#outlet = outlet;
    this.#send = send;
    outlet.onReady(() => {
      this.#flush();
    });
  }

  push(item: T): void {
    this.#waiting = { item };
    this.#flush();
  }

  #flush(): void {
    if (this.#waiting === null || !this.#outlet.writable) return;
    const { item } = this.#waiting;
    this.#waiting = null;
    this.#send(item);
  }
}
