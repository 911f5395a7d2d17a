import { expect } from "vitest";
import type { Estimate } from "./batch-means.ts";

/** The exact value lies in the interval, and the interval is narrow enough to mean something. */
export function expectAgreement(estimate: Estimate, exact: number, halfWidthMax: number): void {
  expect(estimate.halfWidth, "width of the confidence interval").toBeLessThan(halfWidthMax);
  expect(
    Math.abs(estimate.mean - exact),
    `measured ${estimate.mean} ± ${estimate.halfWidth}, exact ${exact}`,
  ).toBeLessThanOrEqual(estimate.halfWidth);
}
