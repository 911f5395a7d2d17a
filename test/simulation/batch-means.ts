/** Student's t for 39 degrees of freedom: so far off, one way or the other, lies one mean in a million. */
const T_39 = 5.794;
const BATCHES = 40;
/** The centre fills up from empty: what comes first says nothing. */
const WARM_UP_SHARE = 0.1;

export interface Estimate {
  readonly mean: number;
  /** Half the width of the interval that misses once in a million. */
  readonly halfWidth: number;
}

/**
 * Mean of a correlated series with its confidence interval by batch means: neighbouring calls wait alike, so the
 * spread of 40 long batches is taken instead of that of single calls. `of(n)` is null where call n does not count.
 */
export function batchMeans(length: number, of: (n: number) => number | null): Estimate {
  const from = Math.floor(length * WARM_UP_SHARE);
  const size = Math.floor((length - from) / BATCHES);
  const means = Array.from({ length: BATCHES }, (_, batch) => average(from + batch * size, size, of));
  const mean = means.reduce((sum, one) => sum + one, 0) / BATCHES;
  const variance = means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (BATCHES - 1);
  return { mean, halfWidth: T_39 * Math.sqrt(variance / BATCHES) };
}

function average(from: number, size: number, of: (n: number) => number | null): number {
  let sum = 0;
  let count = 0;
  for (let n = from; n < from + size; n += 1) {
    const value = of(n);
    if (value === null) continue;
    sum += value;
    count += 1;
  }
  return sum / count;
}
