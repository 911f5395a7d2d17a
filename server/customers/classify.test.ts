import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ValueInputs } from "../../shared/domain/customer.ts";
import { classify, HEAD_START_MAX_MS, unknownCaller, valueScore } from "./classify.ts";
import { ScoreHistogram } from "./score-histogram.ts";
import { fitValueModel, INITIAL_VALUE_MODEL, revenueRank, type ValueModel } from "./value-model.ts";

const YEAR_MS = 365.25 * 24 * 3_600_000;
const NOW = 60 * YEAR_MS;
const MODEL: ValueModel = { version: "test-1", revenueBoundsMinor: [0, 100_00, 200_00, 300_00, 400_00, 500_00] };

const inputs = (change: Partial<ValueInputs> & { readonly years?: number } = {}): ValueInputs => {
  const { years = 0, ...rest } = change;
  return {
    revenue12mMinor: 0,
    customerSince: NOW - years * YEAR_MS,
    activeProducts: 0,
    arrearsMinor: 0,
    churnRisk: 0,
    keyAccount: false,
    ...rest,
  };
};
const score = (change: Parameters<typeof inputs>[0]): number => valueScore(inputs(change), MODEL, NOW);
/** One customer with each score from 0 to 99: the percentile of a score is score / 100. */
const evenly = (): ScoreHistogram => {
  const histogram = new ScoreHistogram();
  for (let value = 0; value < 100; value += 1) histogram.add(value);
  return histogram;
};

describe("value score", () => {
  test.each([
    // what is known                                                          score
    [{}, 0],
    [{ revenue12mMinor: 100_00 }, 9], //                                      one quintile of 45 points
    [{ revenue12mMinor: 250_00 }, 23], //                                     between the second and the third
    [{ revenue12mMinor: 500_00 }, 45],
    [{ revenue12mMinor: 1e15 }, 45],
    [{ years: 0.99 }, 0],
    [{ years: 1 }, 3],
    [{ years: 3 }, 7],
    [{ years: 5 }, 11],
    [{ years: 40 }, 15],
    [{ years: -3 }, 0],
    [{ activeProducts: 1 }, 2],
    [{ activeProducts: 4 }, 13],
    [{ activeProducts: 5 }, 15],
    [{ activeProducts: 500 }, 15],
    [{ churnRisk: 1 }, 0], //                                                 nothing to lose
    [{ churnRisk: 1, revenue12mMinor: 500_00 }, 55],
    [{ churnRisk: 0.5, revenue12mMinor: 500_00 }, 50],
    [{ arrearsMinor: 5_00, revenue12mMinor: 120_00 }, 11 - 5], //             half a month's revenue
    [{ arrearsMinor: 1e9, revenue12mMinor: 500_00 }, 25],
    [{ arrearsMinor: 1, years: 40, activeProducts: 5 }, 10], //               arrears without any revenue
    [{ arrearsMinor: 1e9 }, 0],
    [{ keyAccount: true }, 15],
    [{ revenue12mMinor: 500_00, years: 10, activeProducts: 5, churnRisk: 1, keyAccount: true }, 100],
    [{ revenue12mMinor: Number.NaN, activeProducts: Number.POSITIVE_INFINITY, churnRisk: -4, arrearsMinor: -7 }, 0],
  ])("%j -> %i", (known, expected) => {
    expect(score(known)).toBe(expected);
  });

  test("more revenue, products or years never lower it, more arrears never raise it", () => {
    const money = fc.integer({ min: 0, max: 1_000_00 });
    const arbitrary = fc.record({
      revenue12mMinor: money,
      arrearsMinor: money,
      activeProducts: fc.nat(9),
      churnRisk: fc.double({ min: 0, max: 1, noNaN: true }),
      years: fc.nat(30),
    });
    fc.assert(
      fc.property(arbitrary, money, (known, more) => {
        const before = score(known);
        expect(score({ ...known, revenue12mMinor: known.revenue12mMinor + more })).toBeGreaterThanOrEqual(before);
        expect(score({ ...known, activeProducts: known.activeProducts + 1 })).toBeGreaterThanOrEqual(before);
        expect(score({ ...known, years: known.years + 1 })).toBeGreaterThanOrEqual(before);
        expect(score({ ...known, arrearsMinor: known.arrearsMinor + more })).toBeLessThanOrEqual(before);
        expect(before).toBeGreaterThanOrEqual(0);
        expect(before).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe("classification", () => {
  test.each([
    // score wanted by                                                                                     tier        VIP    percentile
    [{}, "standard", false, 0],
    [{ revenue12mMinor: 500_00 }, "standard", false, 0.45],
    [{ revenue12mMinor: 500_00, years: 3 }, "silver", false, 0.52],
    [{ revenue12mMinor: 500_00, years: 10, activeProducts: 5, churnRisk: 0.4 }, "silver", false, 0.79],
    [{ revenue12mMinor: 500_00, years: 10, activeProducts: 5, churnRisk: 0.5 }, "gold", true, 0.8],
    [
      { revenue12mMinor: 500_00, years: 10, activeProducts: 5, churnRisk: 0.5, keyAccount: true },
      "platinum",
      true,
      0.95,
    ],
  ])("%j -> %s", (known, tier, isVip, percentile) => {
    const result = classify(inputs(known), { now: NOW, model: MODEL, distribution: evenly() });
    expect(result).toMatchObject({
      tier,
      isVip,
      percentile,
      headStartMs: Math.round(HEAD_START_MAX_MS * percentile),
      modelVersion: "test-1",
    });
  });

  test("reasons name every input and add up to the score", () => {
    const { reasons, score: total } = classify(
      inputs({
        revenue12mMinor: 250_00,
        years: 3.27,
        activeProducts: 2,
        arrearsMinor: 10_00,
        churnRisk: 0.256,
        keyAccount: true,
      }),
      {
        now: NOW,
        model: MODEL,
        distribution: evenly(),
      },
    );
    expect(reasons).toEqual([
      { code: "revenue", input: 250, points: 23 },
      { code: "tenure", input: 3.2, points: 7 },
      { code: "products", input: 2, points: 6 },
      { code: "arrears", input: 10, points: -5 },
      { code: "churn-risk", input: 26, points: 1 },
      { code: "key-account", input: "", points: 15 },
    ]);
    expect(total).toBe(reasons.reduce((sum, { points }) => sum + points, 0));
  });

  test("another Hmax", () => {
    const result = classify(inputs({ revenue12mMinor: 500_00 }), {
      now: NOW,
      model: MODEL,
      distribution: evenly(),
      headStartMaxMs: 10_000,
    });
    expect(result.headStartMs).toBe(4_500);
  });

  test("with hardly any customers the score stands in for the percentile", () => {
    const distribution = new ScoreHistogram();
    distribution.add(45);
    expect(classify(inputs({ revenue12mMinor: 500_00 }), { now: NOW, model: MODEL, distribution }).percentile).toBe(
      0.45,
    );
  });

  test.each(["no-record", "ambiguous"] as const)("%s: standard, no head start, and says why", (code) => {
    expect(unknownCaller(code)).toMatchObject({
      tier: "standard",
      isVip: false,
      headStartMs: 0,
      score: 0,
      reasons: [{ code, points: 0 }],
    });
  });
});

describe("distribution and model", () => {
  test("share below, with removal", () => {
    const histogram = new ScoreHistogram();
    expect(histogram.shareBelow(50)).toBe(0);
    histogram.add(10, 3);
    histogram.add(90);
    expect([
      histogram.shareBelow(10),
      histogram.shareBelow(11),
      histogram.shareBelow(90),
      histogram.shareBelow(100),
    ]).toEqual([0, 0.75, 0.75, 1]);
    histogram.remove(90);
    expect([histogram.total, histogram.shareBelow(100)]).toEqual([3, 1]);
    expect(() => histogram.remove(90)).toThrow(RangeError);
  });

  test("the model is fitted to paying customers, once there are enough of them", () => {
    expect(fitValueModel([1, 2, 3], 1)).toBe(INITIAL_VALUE_MODEL);
    const revenues = Array.from({ length: 100 }, (_, index) => index + 1);
    const fitted = fitValueModel([...revenues, 0, 0, Number.NaN, -5], 7);
    expect(fitted).toEqual({ version: "value-1.7", revenueBoundsMinor: [0, 21, 41, 61, 81, 100] });
  });

  test("rank: 0 to 1, rising, also where many pay exactly the same", () => {
    expect([0, 50_00, 100_00, 450_00, 500_00, 900_00].map((revenue) => revenueRank(MODEL, revenue))).toEqual([
      0, 0.1, 0.2, 0.9, 1, 1,
    ]);
    const flat = fitValueModel(
      Array.from({ length: 50 }, () => 99_00),
      1,
    );
    expect([revenueRank(flat, 0), revenueRank(flat, 99_00)]).toEqual([0, 1]);
    expect(revenueRank(flat, 50_00)).toBeGreaterThan(0);
  });
});
