/** Student's t for 29 degrees of freedom, two-sided 99.9 %. */
const T_29_999 = 3.659;
const BATCHES = 30;

export interface Estimate {
  readonly mean: number;
  /** Half the width of the 99.9 % confidence interval. */
  readonly halfWidth: number;
}

/**
 * Mean of a correlated series with its confidence interval by batch means: neighbouring calls wait alike, so the
 * spread of 30 long batches is taken instead of that of single calls. The first tenth is dropped (the start is empty).
 */
export function batchMeans(series: readonly number[]): Estimate {
  const settled = series.slice(Math.floor(series.length / 10));
  const size = Math.floor(settled.length / BATCHES);
  const means = Array.from({ length: BATCHES }, (_, batch) => average(settled.slice(batch * size, (batch + 1) * size)));
  const mean = average(means);
  const variance = means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (BATCHES - 1);
  return { mean, halfWidth: T_29_999 * Math.sqrt(variance / BATCHES) };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
