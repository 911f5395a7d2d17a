import type { SeededRandom } from "../simulation/seeded-random.ts";

/** Shares of requests and events (0..1) to which something happens. */
export interface FaultShares {
  /** The request is refused and not carried out. */
  readonly refused: number;
  /** Not carried out, and no answer comes. */
  readonly lost: number;
  /** Carried out, but the answer is lost. */
  readonly replyLost: number;
  /** The answer comes late. */
  readonly replyLate: number;
  /** The leg a request is about dies before it is carried out. */
  readonly legDies: number;
  readonly eventDropped: number;
  readonly eventTwice: number;
  /** This event and those behind it come late. */
  readonly eventLate: number;
}

export const NO_FAULTS: FaultShares = {
  refused: 0,
  lost: 0,
  replyLost: 0,
  replyLate: 0,
  legDies: 0,
  eventDropped: 0,
  eventTwice: 0,
  eventLate: 0,
};

/** Chooses what goes wrong; the same seed chooses the same. */
export class PbxFaults {
  shares: FaultShares = NO_FAULTS;
  readonly #random: SeededRandom;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  request(): "refused" | "lost" | "replyLost" | "replyLate" | "legDies" | null {
    return this.#choose(["refused", "lost", "replyLost", "replyLate", "legDies"]);
  }

  event(): "eventDropped" | "eventTwice" | "eventLate" | null {
    return this.#choose(["eventDropped", "eventTwice", "eventLate"]);
  }

  lateMs(): number {
    return this.#random.between(1, 1_900);
  }

  #choose<Fault extends keyof FaultShares>(faults: readonly Fault[]): Fault | null {
    let dice = this.#random.next();
    for (const fault of faults) {
      dice -= this.shares[fault];
      if (dice < 0) return fault;
    }
    return null;
  }
}
