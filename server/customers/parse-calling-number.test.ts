import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCallingNumber } from "./parse-calling-number.ts";

const M = "+8613800138001";

describe("calling number", () => {
  test.each([
    // as sent                                    presentation   E.164
    ["13800138001", "allowed", M],
    ["+86 138 0013 8001", "allowed", M],
    ["008613800138001", "allowed", M],
    ["8613800138001", "allowed", M],
    ["013800138001", "allowed", M],
    ["１３８００１３８００１", "allowed", M],
    ["(0)138-0013-8001", "allowed", M],
    ["sip:13800138001@10.0.0.1:5060;user=phone", "allowed", M],
    ['"Li Wei" <sip:+8613800138001@carrier.example>', "allowed", M],
    ["sips:%2B8613800138001@carrier.example", "allowed", M],
    ["tel:+86-138-0013-8001;phone-context=example.com", "allowed", M],
    ["+442079460018", "allowed", "+442079460018"],
    ["010 6552 9988", "allowed", "+861065529988"],
    ["110", "allowed", null],
    ["10086", "allowed", null],
    ["4000", "allowed", null],
    ["65529988", "allowed", null],
    ["anonymous", "withheld", null],
    ["Anonymous", "withheld", null],
    ["Restricted", "withheld", null],
    ["sip:anonymous@anonymous.invalid", "withheld", null],
    ['"Anonymous" <sip:thisis@anonymous.invalid>', "withheld", null],
    ["", "unavailable", null],
    ["   ", "unavailable", null],
    ["unknown", "unavailable", null],
    ["Unavailable", "unavailable", null],
    ["asterisk", "unavailable", null],
    ["sip:@host", "unavailable", null],
    ["12ab34", "malformed", null],
    ["+", "malformed", null],
    ["9".repeat(16), "malformed", null],
    ["7".repeat(5_000), "malformed", null],
    ["sip:%ZZ%@host", "malformed", null],
    ["'; DROP TABLE customers; --", "malformed", null],
    ["<script>alert(1)</script>", "malformed", null],
  ])("%s -> %s %s", (raw, presentation, e164) => {
    expect(parseCallingNumber(raw, false)).toMatchObject({ presentation, e164 });
  });

  test("withheld by the network: the number is not kept, whatever came with it", () => {
    expect(parseCallingNumber("13800138001", true)).toEqual({ e164: null, raw: "anonymous", presentation: "withheld" });
  });

  test("national numbers are read in the country given", () => {
    expect(parseCallingNumber("020 7946 0018", false, "GB").e164).toBe("+442079460018");
  });

  test("raw is cut to 64 characters and clean, whatever was sent", () => {
    expect(parseCallingNumber("1\u00002\u202e3\n4", false).raw).toBe("123 4");
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), fc.boolean(), (raw, withheld) => {
        const number = parseCallingNumber(raw, withheld);
        expect(number.raw.length).toBeLessThanOrEqual(64);
        expect(number.raw).not.toMatch(/\p{Cc}/u);
        expect(number.e164 === null || /^\+[1-9]\d{3,14}$/u.test(number.e164)).toBe(true);
        if (number.e164 !== null) expect(number.presentation).toBe("allowed");
      }),
      { numRuns: 500 },
    );
  });
});
