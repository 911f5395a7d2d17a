import type { DurationMs, EpochMs } from "../../../shared/domain/time.ts";

/** So many of the latest messages decide; an old machine's clock may drift over a shift. */
const SAMPLES_MAX = 8;

/**
 * The server's time on this machine. Of the latest messages the one that travelled fastest is nearest to the truth, and that
 * is the one whose time stamp is furthest ahead of the local clock.
 */
export class ServerClock {
  readonly #localNow: () => EpochMs;
  #samples: readonly DurationMs[] = [];

  constructor(localNow: () => EpochMs) {
    this.#localNow = localNow;
  }

  observe(serverNow: EpochMs): void {
    this.#samples = [...this.#samples, serverNow - this.#localNow()].slice(-SAMPLES_MAX);
  }

  readonly now = (): EpochMs => this.#localNow() + (this.#samples.length === 0 ? 0 : Math.max(...this.#samples));
}
