import { ABANDONED, ANSWERED, type Arrivals, type Fates, type Pool, REFUSED, playOnePool } from "./one-pool-model.ts";
import { seededRandom } from "./seeded-random.ts";

export interface PlainStream {
  readonly meanGapS: number;
  readonly handlingS: number;
  /** Left out: nobody hangs up. */
  readonly patienceS?: number;
  readonly vipShare?: number;
}

export interface PlayedLong extends Fates {
  readonly calls: number;
  readonly isVip: Uint8Array;
  waitS(call: number): number;
}

export const isAnswered = ({ outcome }: Fates, call: number): boolean => outcome[call] === ANSWERED;
export const hasAbandoned = ({ outcome }: Fates, call: number): boolean => outcome[call] === ABANDONED;
export const isRefused = ({ outcome }: Fates, call: number): boolean => outcome[call] === REFUSED;

/** The model alone, with exponential times: as many calls as theory's comparison takes. Seconds; `pool` too. */
export function playLong(seed: number, calls: number, stream: PlainStream, pool: Pool): PlayedLong {
  const random = seededRandom(seed);
  const arrivals: Arrivals = {
    at: new Float64Array(calls),
    handling: new Float64Array(calls),
    patience: new Float64Array(calls).fill(Number.POSITIVE_INFINITY),
    isVip: new Uint8Array(calls),
  };
  let now = 0;
  for (let call = 0; call < calls; call += 1) {
    now += random.exponential(stream.meanGapS);
    arrivals.at[call] = now;
    arrivals.handling[call] = random.exponential(stream.handlingS);
    if (stream.patienceS !== undefined) arrivals.patience[call] = random.exponential(stream.patienceS);
    if (stream.vipShare !== undefined && random.chance(stream.vipShare)) arrivals.isVip[call] = 1;
  }
  const fates = playOnePool(arrivals, pool);
  return { ...fates, calls, isVip: arrivals.isVip, waitS: (call) => fates.wait[call] ?? 0 };
}
