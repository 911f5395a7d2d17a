import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IDENTIFIER_KINDS } from "../../shared/domain/customer.ts";
import { normaliseIdentifier } from "./normalise-identifier.ts";

describe("one form for every spelling", () => {
  test.each([
    ["phone", "138 0013 8001", "+8613800138001"],
    ["phone", "+86-138-0013-8001", "+8613800138001"],
    ["phone", "００８６ １３８００１３８００１", "+8613800138001"],
    ["phone", "+1 (212) 555-0100", "+12125550100"],
    ["phone", "110", "110"],
    ["phone", "80 01", "8001"],
    ["phone", "call me", null],
    ["phone", "1".repeat(5_000), null],
    ["phone", "7", null],
    ["account", " 1234-5678 ", "12345678"],
    ["account", "ab 12.3", "AB123"],
    ["id-card", "11010119800101001x", "11010119800101001X"],
    ["plate", "沪a·d1234", "沪AD1234"],
    ["plate", "B-MW 123", "BMW123"],
    ["policy", "ht–99—1", "HT991"],
    ["member", "\u200bHM 8800\u00a00001", "HM88000001"],
    ["email", " Anna.O-Brien_1@Example.com ", "ANNA.O-BRIEN_1@EXAMPLE.COM"],
    ["email", "nobody", null],
    ["account", " - ", null],
    ["account", "", null],
  ] as const)("%s %s -> %s", (kind, raw, expected) => {
    expect(normaliseIdentifier(kind, raw, "CN")).toBe(expected);
  });

  test("a normalised value is its own normal form, and nothing throws", () => {
    const anything = fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.stringMatching(/^[+0-9 -]{0,30}$/u));
    fc.assert(
      fc.property(fc.constantFrom(...IDENTIFIER_KINDS), anything, (kind, raw) => {
        const value = normaliseIdentifier(kind, raw, "CN");
        if (value !== null) expect(normaliseIdentifier(kind, value, "CN")).toBe(value);
      }),
      { numRuns: 1_000 },
    );
  });
});
