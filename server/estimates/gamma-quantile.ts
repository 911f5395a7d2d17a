/** Standard normal quantiles of the shares that are promised. */
const NORMAL_QUANTILES = { 0.5: 0, 0.9: 1.281_551_565_544_6 } as const;

/**
 * Wilson and Hilferty (1931): the cube root of a gamma variable is nearly normal. Error below 1.5 % of the value for the shapes
 * of waits (variance <= mean squared); waits that vary more are as if exponential.
 */
export function gammaQuantile(mean: number, variance: number, share: keyof typeof NORMAL_QUANTILES): number {
  if (!(mean > 0)) return 0;
  const shape = Math.max(0.7, (mean * mean) / Math.max(variance, Number.MIN_VALUE));
  if (!Number.isFinite(shape)) return mean;
  const root = 1 - 1 / (9 * shape) + NORMAL_QUANTILES[share] / (3 * Math.sqrt(shape));
  return mean * root ** 3;
}
