/**
 * The part of the value score that depends on the company's own customers: where the quintiles of revenue lie (the M of RFM).
 * Fitted anew by `fitValueModel`, stored with its version, so that every classification can be recomputed later.
 */
export interface ValueModel {
  readonly version: string;
  /** Six ascending bounds of five bands, minor units: 0, 20 %, 40 %, 60 %, 80 %, 99 % of paying customers. */
  readonly revenueBoundsMinor: readonly number[];
}

/** In use before the first fit: a consumer tariff in fen or cents. */
export const INITIAL_VALUE_MODEL: ValueModel = {
  version: "value-1.0",
  revenueBoundsMinor: [0, 30_000, 60_000, 120_000, 360_000, 5_000_000],
};

/** Below this number of paying customers quantiles say nothing and the initial bounds stay. */
const FIT_SAMPLE_MIN = 20;
const QUANTILES = [0.2, 0.4, 0.6, 0.8, 0.99];

/** `generation` counts the fits of one store; it becomes part of the version. */
export function fitValueModel(revenues12mMinor: readonly number[], generation: number): ValueModel {
  const paying = revenues12mMinor.filter((revenue) => Number.isFinite(revenue) && revenue > 0).sort((a, b) => a - b);
  if (paying.length < FIT_SAMPLE_MIN) return INITIAL_VALUE_MODEL;
  const bounds = QUANTILES.map(
    (quantile) => paying[Math.min(paying.length - 1, Math.floor(quantile * paying.length))] ?? 0,
  );
  return { version: `value-1.${generation}`, revenueBoundsMinor: [0, ...bounds] };
}

/** Position of a revenue among the customers, 0..1: a fifth for each quintile passed, linear inside one. */
export function revenueRank(model: ValueModel, revenue12mMinor: number): number {
  const [lowest = 0, ...upperBounds] = model.revenueBoundsMinor;
  let low = lowest;
  for (const [band, high] of upperBounds.entries()) {
    if (revenue12mMinor < high) return (band + Math.max(0, revenue12mMinor - low) / (high - low)) / upperBounds.length;
    low = high;
  }
  return 1;
}
