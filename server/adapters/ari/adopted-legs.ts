import type { ChannelId } from "../../../shared/domain/ids.ts";
import { TelephonyError } from "../../ports/telephony.ts";
import type { AriWishes } from "./ari-wishes.ts";

/** Of one request: its address stays well below the 4,096 characters of a request that Asterisk reads. */
const SOURCES_MAX = 50;

interface Adoption {
  readonly channelId: ChannelId;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Legs of an earlier run, whose events are to come to this one. Asterisk answers each subscription with the list of all there are, so
 * one for each leg grew with the square of the calls: those that come while one is under way go into the next together.
 */
export class AdoptedLegs {
  readonly #wishes: AriWishes;
  readonly #app: string;
  readonly #waiting: Adoption[] = [];
  #busy = false;

  constructor(wishes: AriWishes, app: string) {
    this.#wishes = wishes;
    this.#app = app;
  }

  /** Rejects with TelephonyError; a leg that is gone is refused. */
  adopt(channelId: ChannelId): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ channelId, done, failed });
      if (!this.#busy) void this.#work();
    });
  }

  /** Never rejects: each leg is told what became of it. */
  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) await this.#subscribe(this.#waiting.splice(0, SOURCES_MAX));
    this.#busy = false;
  }

  async #subscribe(legs: readonly Adoption[]): Promise<void> {
    try {
      const eventSource = legs.map(({ channelId }) => `channel:${channelId}`).join(",");
      await this.#wishes.do("applications.subscribe", { applicationName: this.#app, eventSource });
      for (const leg of legs) leg.done();
    } catch (error) {
      // One that is gone meanwhile, and Asterisk takes none of them.
      const isRefused = error instanceof TelephonyError && error.status !== null;
      if (isRefused && legs.length > 1) for (const leg of legs) await this.#subscribe([leg]);
      else for (const leg of legs) leg.failed(error);
    }
  }
}
