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

test("is a line, too: they come at the end, and go from the front or out of the middle", () => {
  const list = new RankedList<number>(keyOf, inOrder);
  let line: number[] = [];
  for (let item = 0; item < 3_000; item += 1) {
    list.add(item);
    line.push(item);
    const gone = item % 3 === 0 ? line[0] : item % 7 === 0 ? line[line.length >> 1] : undefined;
    if (gone === undefined) continue;
    expect(list.remove(gone)).toBe(true);
    line = line.filter((other) => other !== gone);
  }
  expect([...list.from(0)]).toEqual(line);
  expect(line.map((item) => list.before(item))).toEqual(line.map((_, place) => place));
  for (const item of line) expect(list.remove(item)).toBe(true);
  expect([list.size, list.first()]).toEqual([0, undefined]);
});
