import type { Classification, ClassificationReason, Tier, ValueInputs } from "../../shared/domain/customer.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { ScoreHistogram } from "./score-histogram.ts";
import { revenueRank, type ValueModel } from "./value-model.ts";

/** Hmax of numbers.md: priority callers of the Anonymous Bank study were given 90 s. */
export const HEAD_START_MAX_MS: DurationMs = 90_000;

const YEAR_MS = 365.25 * 24 * 3_600_000;
const REVENUE_POINTS_MAX = 45;
const KEY_ACCOUNT_POINTS = 15;
const CHURN_POINTS_MAX = 10;
const ARREARS_POINTS_MAX = 20;
const PRODUCT_POINTS = [0, 2, 6, 10, 13];
const PRODUCT_POINTS_MAX = 15;
const TENURE_POINTS = [
  { years: 10, points: 15 },
  { years: 5, points: 11 },
  { years: 3, points: 7 },
  { years: 1, points: 3 },
];
/** Below this number of customers a percentile says nothing; the score itself stands in for it. */
const DISTRIBUTION_MIN = 20;

export interface ClassifyContext {
  readonly now: EpochMs;
  readonly model: ValueModel;
  /** Scores of all customers, this one included. */
  readonly distribution: Pick<ScoreHistogram, "shareBelow" | "total">;
  readonly headStartMaxMs?: DurationMs;
}

/**
 * Classes a known customer. Inputs of the reasons: revenue and arrears in major units, tenure in years, products as a number,
 * churn risk in per cent. The head start grows continuously with the percentile (H = Hmax * percentile, numbers.md).
 */
export function classify(inputs: ValueInputs, context: ClassifyContext): Classification {
  const reasons = valueReasons(inputs, context.model, context.now);
  const score = scoreOf(reasons);
  const percentile =
    context.distribution.total < DISTRIBUTION_MIN ? score / 100 : context.distribution.shareBelow(score);
  const tier = tierOf(percentile);
  return {
    tier,
    isVip: tier === "platinum" || tier === "gold",
    score,
    percentile,
    headStartMs: Math.round((context.headStartMaxMs ?? HEAD_START_MAX_MS) * percentile),
    reasons,
    modelVersion: context.model.version,
  };
}

/** Nobody to class: no record of the caller, or several who share the number. Standard, without a head start. */
export function unknownCaller(code: "no-record" | "ambiguous"): Classification {
  return {
    tier: "standard",
    isVip: false,
    score: 0,
    percentile: 0,
    headStartMs: 0,
    reasons: [{ code, input: "", points: 0 }],
    modelVersion: "none",
  };
}

/** The score alone, 0..100, as it enters the distribution. */
export function valueScore(inputs: ValueInputs, model: ValueModel, now: EpochMs): number {
  return scoreOf(valueReasons(inputs, model, now));
}

function valueReasons(inputs: ValueInputs, model: ValueModel, now: EpochMs): ClassificationReason[] {
  const revenueMinor = nonNegative(inputs.revenue12mMinor);
  const rank = revenueRank(model, revenueMinor);
  const years = nonNegative(now - inputs.customerSince) / YEAR_MS;
  const products = Math.floor(nonNegative(inputs.activeProducts));
  const arrearsMinor = nonNegative(inputs.arrearsMinor);
  const churnRisk = Math.min(1, nonNegative(inputs.churnRisk));
  const reasons: ClassificationReason[] = [
    { code: "revenue", input: Math.round(revenueMinor / 100), points: Math.round(REVENUE_POINTS_MAX * rank) },
    {
      code: "tenure",
      input: Math.floor(years * 10) / 10,
      points: TENURE_POINTS.find((band) => years >= band.years)?.points ?? 0,
    },
    { code: "products", input: products, points: PRODUCT_POINTS[products] ?? PRODUCT_POINTS_MAX },
    { code: "arrears", input: Math.round(arrearsMinor / 100), points: -arrearsPoints(arrearsMinor, revenueMinor) },
    // A customer likely to leave is worth a quicker answer in so far as there is revenue to lose.
    { code: "churn-risk", input: Math.round(churnRisk * 100), points: Math.round(CHURN_POINTS_MAX * churnRisk * rank) },
  ];
  if (inputs.keyAccount) reasons.push({ code: "key-account", input: "", points: KEY_ACCOUNT_POINTS });
  return reasons;
}

/** Ten points for a month of revenue overdue, at most twenty; any arrears without revenue cost the maximum. */
function arrearsPoints(arrearsMinor: number, revenue12mMinor: number): number {
  if (arrearsMinor === 0) return 0;
  if (revenue12mMinor === 0) return ARREARS_POINTS_MAX;
  return Math.min(ARREARS_POINTS_MAX, Math.round((10 * arrearsMinor) / (revenue12mMinor / 12)));
}

function scoreOf(reasons: readonly ClassificationReason[]): number {
  const sum = reasons.reduce((total, reason) => total + reason.points, 0);
  return Math.min(100, Math.max(0, sum));
}

function tierOf(percentile: number): Tier {
  if (percentile >= 0.95) return "platinum";
  if (percentile >= 0.8) return "gold";
  return percentile >= 0.5 ? "silver" : "standard";
}

/** Figures come from imports: what is no number counts as nothing. */
function nonNegative(value: number): number {
  return Number.isFinite(value) ? Math.max(0, value) : 0;
}
