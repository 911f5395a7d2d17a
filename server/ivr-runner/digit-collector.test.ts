import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CollectorOutput, CollectSpec } from "./digit-collector.ts";
import { DigitCollector, TYPE_AHEAD_MAX } from "./digit-collector.ts";

const times = { firstDigitTimeoutMs: 6_000, interDigitTimeoutMs: 3_000 };
const account: CollectSpec = { maxDigits: 8, hashEnds: true, ...times };
const pin: CollectSpec = { maxDigits: 4, hashEnds: true, ...times };
const menu: CollectSpec = { maxDigits: 1, hashEnds: false, ...times };

function typeAll(collector: DigitCollector, keys: string): CollectorOutput[] {
  return [...keys].flatMap((key) => collector.press(key) ?? []);
}

function answers(outputs: readonly CollectorOutput[]): string[] {
  return outputs.flatMap((output) => (output.type === "answer" ? [output.digits] : []));
}

describe("DigitCollector", () => {
  it("keeps ten keys typed before the question for the questions in order", () => {
    const collector = new DigitCollector();
    expect(typeAll(collector, "1234567899871")).toEqual([]);
    expect(answers(collector.begin(account))).toEqual(["12345678"]);
    expect(answers(collector.begin(pin))).toEqual(["9987"]);
    expect(answers(collector.begin(menu))).toEqual(["1"]);
    expect(collector.hasInput).toBe(false);
  });

  it("ends with # and keeps what follows", () => {
    const collector = new DigitCollector();
    collector.begin(account);
    expect(answers(typeAll(collector, "123#45"))).toEqual(["123"]);
    collector.begin(pin);
    expect(collector.timeout()).toEqual([{ type: "answer", digits: "45", endedBy: "pause" }]);
  });

  it("takes a # after a full answer as part of it, typed at once or later", () => {
    const early = new DigitCollector();
    typeAll(early, "12345678#9987#1");
    expect(answers([...early.begin(account), ...early.begin(pin), ...early.begin(menu)])).toEqual([
      "12345678",
      "9987",
      "1",
    ]);
    const late = new DigitCollector();
    late.begin(account);
    typeAll(late, "12345678");
    late.begin(pin);
    expect(late.press("#")).toBeNull();
    expect(answers(typeAll(late, "9987"))).toEqual(["9987"]);
  });

  it("takes a second # as an empty answer", () => {
    const collector = new DigitCollector();
    collector.begin(pin);
    expect(answers(typeAll(collector, "99#"))).toEqual(["99"]);
    collector.begin(pin);
    expect(answers(typeAll(collector, "#"))).toEqual([""]);
  });

  it("starts over with * and says how much was thrown away", () => {
    const collector = new DigitCollector();
    collector.begin(account);
    expect(typeAll(collector, "12*")).toContainEqual({ type: "correct", typed: 2 });
    collector.begin(account);
    expect(answers(typeAll(collector, "87654321"))).toEqual(["87654321"]);
  });

  it("gives * and # to a menu as keys", () => {
    const collector = new DigitCollector();
    collector.begin(menu);
    expect(answers(typeAll(collector, "*"))).toEqual(["*"]);
    collector.begin(menu);
    expect(answers(typeAll(collector, "#"))).toEqual(["#"]);
  });

  it("counts silence from the end of the prompt and pauses from the last key", () => {
    const collector = new DigitCollector();
    collector.begin(account);
    expect(collector.promptEnded()).toEqual([{ type: "arm", delayMs: 6_000 }]);
    expect(collector.press("1")).toEqual([{ type: "arm", delayMs: 3_000 }]);
    expect(collector.promptEnded()).toEqual([]);
    expect(collector.timeout()).toEqual([{ type: "answer", digits: "1", endedBy: "pause" }]);
    collector.begin(account);
    expect(collector.timeout()).toEqual([{ type: "silence" }]);
    expect(collector.timeout()).toEqual([]);
  });

  it("is bounded and drops what is no key", () => {
    const collector = new DigitCollector();
    typeAll(collector, "1".repeat(TYPE_AHEAD_MAX + 20));
    expect(collector.discardTypeAhead()).toBe(TYPE_AHEAD_MAX);
    for (const junk of ["A", "", "12", "\u0000", "１"]) expect(collector.press(junk)).toBeNull();
  });

  it("loses, doubles and reorders nothing, however keys, questions and prompt ends interleave", () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(..."0123456789").map((key) => ({ kind: "key" as const, key })) },
      { weight: 2, arbitrary: fc.constantFrom(account, pin, menu).map((spec) => ({ kind: "ask" as const, spec })) },
      { weight: 1, arbitrary: fc.constant({ kind: "prompt-ended" as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: "pause" as const }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const collector = new DigitCollector();
        let asking = false;
        let typed = "";
        let got = "";
        const take = (outputs: readonly CollectorOutput[] | null): void => {
          for (const output of outputs ?? []) {
            if (output.type === "answer") got += output.digits;
            if (output.type === "answer" || output.type === "silence") asking = false;
          }
        };
        for (const one of steps) {
          if (one.kind === "key") {
            typed += one.key;
            take(collector.press(one.key));
          } else if (one.kind === "ask" && !asking) {
            asking = true;
            take(collector.begin(one.spec));
          } else if (one.kind === "prompt-ended") take(collector.promptEnded());
          else if (one.kind === "pause") take(collector.timeout());
        }
        for (let left = typed.length + 1; collector.hasInput && left > 0; left -= 1) {
          if (!asking) {
            asking = true;
            take(collector.begin(pin));
          }
          take(collector.timeout());
        }
        expect(got).toBe(typed);
      }),
      { numRuns: 500 },
    );
  });
});
