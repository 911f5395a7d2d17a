import type { ServiceLevelVariant } from "../../shared/domain/service-level.ts";

/** Raw counts; percentages are only ever derived from these (numbers.md, Service level). */
export interface ServiceLevelCounts {
  /** A: answered. */
  readonly answered: number;
  /** A_T: answered within the threshold, inclusive. */
  readonly answeredWithin: number;
  /** B: abandoned. */
  readonly abandoned: number;
  /** B_T: abandoned within the threshold, inclusive. */
  readonly abandonedWithin: number;
  /** S: short abandons. */
  readonly shortAbandons: number;
}

/** All variants by name, 0..1; null where nothing is counted yet (0/0). */
export function serviceLevels(counts: ServiceLevelCounts): Record<ServiceLevelVariant, number | null> {
  const { answered: a, answeredWithin: at, abandoned: b, abandonedWithin: bt, shortAbandons: s } = counts;
  return {
    handled: ratio(at, a),
    "ignore-abandons": ratio(at, a + b - bt),
    positive: ratio(at + bt, a + b),
    negative: ratio(at, a + b),
    "short-abandons-excluded": ratio(at, a + b - s),
  };
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? Math.min(1, part / whole) : null;
}
