import fc from "fast-check";
import { expect, test } from "vitest";
import { RankedList } from "./ranked-list.ts";

/** Several share a key: by tens, then by the number itself. */
const keyOf = (item: number): number => Math.floor(item / 10);
const inOrder = (a: number, b: number): number => a - b;

test("is what sorting a set gives, whatever is added and removed", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ add: fc.boolean(), item: fc.nat(900) }), { maxLength: 2_000, size: "max" }),
      fc.nat(900),
      (changes, asked) => {
        const list = new RankedList<number>(keyOf, inOrder);
        const set = new Set<number>();
        for (const { add, item } of changes) {
          if (add && !set.has(item)) list.add(item);
          if (add) set.add(item);
          else expect(list.remove(item)).toBe(set.delete(item));
        }
        const sorted = [...set].sort(inOrder);
        const before = sorted.filter((item) => item < asked).length;
        expect(list.size).toBe(sorted.length);
        expect(list.first()).toBe(sorted[0]);
        expect([...list.from(0)]).toEqual(sorted);
        expect([...list.from(before)]).toEqual(sorted.slice(before));
        expect([list.before(asked), list.has(asked)]).toEqual([before, set.has(asked)]);
        expect(list.firstKey()).toBe(sorted[0] === undefined ? Number.POSITIVE_INFINITY : keyOf(sorted[0]));
        expect(list.countUpTo(keyOf(asked))).toBe(sorted.filter((item) => keyOf(item) <= keyOf(asked)).length);
        expect(list.firstWhere((item) => item >= asked)).toBe(sorted[before]);
      },
    ),
    { numRuns: 200 },
  );
});
