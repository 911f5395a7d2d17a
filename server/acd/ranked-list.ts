import type { Order } from "./indexed-heap.ts";

/** Items of one block; a block that grows beyond this is cut in two. */
const BLOCK_MAX = 256;

/**
 * Items in order that can tell the place of any of them: short sorted blocks in a row. Adding, removing and asking for a
 * place cost two binary searches and a few hundred moved references at most, which for tens of thousands of items is
 * faster than a tree and takes 8 bytes an item.
 *
 * What the order reads from an item must not change while the item is inside; it must never be 0 for two different items.
 */
export class RankedList<T> {
  readonly #order: Order<T>;
  readonly #blocks: T[][] = [];
  #size = 0;

  constructor(order: Order<T>) {
    this.#order = order;
  }

  get size(): number {
    return this.#size;
  }

  first(): T | undefined {
    return this.#blocks[0]?.[0];
  }

  add(item: T): void {
    const block = this.#blocks[Math.min(this.#blockFor(item), this.#blocks.length - 1)];
    this.#size += 1;
    if (block === undefined) {
      this.#blocks.push([item]);
      return;
    }
    block.splice(this.#placeIn(block, item), 0, item);
    if (block.length > BLOCK_MAX) {
      const half = block.splice(BLOCK_MAX / 2);
      this.#blocks.splice(this.#blocks.indexOf(block) + 1, 0, half);
    }
  }

  /** Returns false if the item was not inside. */
  remove(item: T): boolean {
    const at = this.#blockFor(item);
    const block = this.#blocks[at];
    if (block === undefined) return false;
    const place = this.#placeIn(block, item);
    if (block[place] !== item) return false;
    block.splice(place, 1);
    if (block.length === 0) this.#blocks.splice(at, 1);
    this.#size -= 1;
    return true;
  }

  has(item: T): boolean {
    const block = this.#blocks[this.#blockFor(item)];
    return block !== undefined && block[this.#placeIn(block, item)] === item;
  }

  /** How many items come before this one, which need not be inside. */
  before(item: T): number {
    return this.countWhile((other) => this.#order(other, item) < 0);
  }

  /** How many items, from the first on, satisfy what is true of the first ones and then of none. */
  countWhile(isTrue: (item: T) => boolean): number {
    let count = 0;
    for (const block of this.#blocks) {
      const last = block[block.length - 1];
      if (last !== undefined && isTrue(last)) {
        count += block.length;
        continue;
      }
      let low = 0;
      let high = block.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        const item = block[middle];
        if (item !== undefined && isTrue(item)) low = middle + 1;
        else high = middle;
      }
      return count + low;
    }
    return count;
  }

  /** In order, from the item with so many before it. */
  *from(place: number): Generator<T, void, undefined> {
    let skip = place;
    for (const block of this.#blocks) {
      if (skip >= block.length) {
        skip -= block.length;
        continue;
      }
      for (let index = skip; index < block.length; index += 1) {
        const item = block[index];
        if (item !== undefined) yield item;
      }
      skip = 0;
    }
  }

  /** The first block whose last item does not come before this one; their number if there is none. */
  #blockFor(item: T): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = this.#blocks[middle];
      const last = block?.[block.length - 1];
      if (last !== undefined && this.#order(last, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #placeIn(block: readonly T[], item: T): number {
    let low = 0;
    let high = block.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = block[middle];
      if (other !== undefined && this.#order(other, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
