/** When the console's page dies it comes back, and with it the call: the server re-invites the agent who returns. */

const WINDOW_MS = 2 * 60_000;
/** At once, then with a pause for whatever killed it; after that a person decides. */
const RELOAD_AFTER_MS = [0, 2_000, 5_000] as const;
/** So long a page may think before somebody is asked; longer than any start of the console takes. */
export const HANG_LIMIT_MS = 10_000;

export type Recovery = { readonly reloadInMs: number } | "ask-a-person";

/** Chromium's reasons that are no accident (electron `RenderProcessGoneDetails`). */
export function isCrash(reason: string): boolean {
  return reason !== "clean-exit";
}

/** Counts crashes that are close together: a page that dies while it starts must not be started for ever. */
export class PageRecovery {
  readonly #now: () => number;
  #crashes: number[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  crashed(): Recovery {
    const now = this.#now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < WINDOW_MS), now].slice(-RELOAD_AFTER_MS.length - 1);
    const reloadInMs = RELOAD_AFTER_MS[this.#crashes.length - 1];
    return reloadInMs === undefined ? "ask-a-person" : { reloadInMs };
  }

  /** A person wants to try again. */
  forget(): void {
    this.#crashes = [];
  }
}
