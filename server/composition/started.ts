/** What has been started, ended in reverse order; a start that fails half-way ends what it had. */
export class Started {
  readonly #stops: { readonly what: string; readonly stop: () => Promise<unknown> | void }[] = [];

  add(what: string, stop: () => Promise<unknown> | void): void {
    this.#stops.push({ what, stop });
  }

  /** Every part gets its turn even if one before it fails; the first failure is thrown at the end. */
  async stopAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let last = this.#stops.pop(); last; last = this.#stops.pop()) {
      try {
        await last.stop();
      } catch (error) {
        failures.push(new Error(`${last.what} could not be stopped`, { cause: error }));
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
