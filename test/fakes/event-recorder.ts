/** Remembers events and lets a test wait for the next one it wants; waiting begins before the cause, so nothing is missed. */
export class EventRecorder<Event> {
  readonly all: Event[] = [];
  readonly #waiting: { readonly wanted: (event: Event) => boolean; readonly resolve: (event: Event) => void }[] = [];

  add(event: Event): void {
    this.all.push(event);
    const index = this.#waiting.findIndex(({ wanted }) => wanted(event));
    if (index >= 0) this.#waiting.splice(index, 1)[0]?.resolve(event);
  }

  next<Wanted extends Event>(wanted: (event: Event) => event is Wanted): Promise<Wanted>;
  next(wanted: (event: Event) => boolean): Promise<Event>;
  next(wanted: (event: Event) => boolean): Promise<Event> {
    return new Promise((resolve) => this.#waiting.push({ wanted, resolve }));
  }
}
