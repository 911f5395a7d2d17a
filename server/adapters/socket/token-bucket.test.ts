import { describe, expect, it } from "vitest";
import { TokenBucket } from "./token-bucket.ts";

describe("TokenBucket", () => {
  it("gives its number at once, then as many a second, never more in store", () => {
    const bucket = new TokenBucket(5, 0);
    const taken = (now: number) => Array.from({ length: 20 }, () => bucket.take(now)).filter(Boolean).length;
    expect(taken(0)).toBe(5);
    expect(taken(400)).toBe(2);
    expect(taken(100_000)).toBe(5);
    // A clock that steps back gives nothing and takes nothing.
    expect(taken(50_000)).toBe(0);
  });
});
