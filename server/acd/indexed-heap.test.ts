import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IndexedHeap } from "./indexed-heap.ts";

interface Item {
  readonly rank: number;
  readonly id: number;
}

const order = (a: Item, b: Item): number => a.rank - b.rank || a.id - b.id;

function itemsFrom(ranks: readonly number[]): Item[] {
  return ranks.map((rank, id) => ({ rank, id }));
}

function drain(heap: IndexedHeap<Item>): Item[] {
  const drained: Item[] = [];
  for (let first = heap.first(); first !== undefined; first = heap.first()) {
    drained.push(first);
    heap.remove(first);
  }
  return drained;
}

describe("IndexedHeap", () => {
  it("gives the items in order, whatever was taken out in between", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(9), { maxLength: 60, size: "max" }),
        fc.array(fc.nat(59), { size: "max", maxLength: 30 }),
        (ranks, taken) => {
          const items = itemsFrom(ranks);
          const heap = new IndexedHeap(order);
          for (const item of items) heap.add(item);
          const gone = new Set<Item>();
          for (const place of taken) {
            const item = items[place];
            if (item === undefined) continue;
            expect(heap.remove(item)).toBe(!gone.has(item));
            gone.add(item);
            expect(heap.has(item)).toBe(false);
          }
          expect(drain(heap)).toEqual(items.filter((item) => !gone.has(item)).sort(order));
        },
      ),
    );
  });

  it("finds the first wanted item", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(20), { maxLength: 60, size: "max" }),
        fc.integer({ min: 1, max: 7 }),
        (ranks, divisor) => {
          const items = itemsFrom(ranks);
          const heap = new IndexedHeap(order);
          for (const item of items) heap.add(item);
          const isWanted = (item: Item): boolean => item.id % divisor === 0 && item.rank % 2 === 1;
          expect(heap.firstWhere(isWanted)).toBe([...items].sort(order).find(isWanted));
        },
      ),
    );
  });

  it("looks at one item where the first is wanted, and never below one that comes too late", () => {
    const heap = new IndexedHeap(order);
    for (const item of itemsFrom(Array.from({ length: 1000 }, (_, n) => n))) heap.add(item);
    let looks = 0;
    const count =
      (isWanted: (item: Item) => boolean) =>
      (item: Item): boolean => {
        looks += 1;
        return isWanted(item);
      };
    heap.firstWhere(count(() => true));
    expect(looks).toBe(1);
    looks = 0;
    heap.firstWhere(count((item) => item.rank > 2));
    expect(looks).toBeLessThan(10);
  });

  it("adding twice is adding once", () => {
    const heap = new IndexedHeap(order);
    const item = { rank: 1, id: 1 };
    heap.add(item);
    heap.add(item);
    expect(heap.size).toBe(1);
    expect(heap.remove(item)).toBe(true);
    expect(heap.remove(item)).toBe(false);
    expect(heap.first()).toBeUndefined();
  });
});
