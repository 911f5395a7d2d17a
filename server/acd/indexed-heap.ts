/** Negative: `a` comes first. Must never be 0 for two different items: ties are broken explicitly. */
export type Order<T> = (a: T, b: T) => number;

/**
 * Binary heap that knows where each item is, so any item can be taken out in O(log n).
 *
 * What the order reads from an item must not change while the item is inside. Deterministic: with a total order the
 * results do not depend on the history of insertions.
 */
export class IndexedHeap<T> {
  readonly #items: T[] = [];
  readonly #places = new Map<T, number>();
  readonly #order: Order<T>;

  constructor(order: Order<T>) {
    this.#order = order;
  }

  get size(): number {
    return this.#items.length;
  }

  has(item: T): boolean {
    return this.#places.has(item);
  }

  first(): T | undefined {
    return this.#items[0];
  }

  /** Adds an item; one that is inside already stays where it is. */
  add(item: T): void {
    if (this.#places.has(item)) return;
    this.#items.push(item);
    this.#places.set(item, this.#items.length - 1);
    this.#rise(this.#items.length - 1);
  }

  /** Returns false if the item was not inside. */
  remove(item: T): boolean {
    const place = this.#places.get(item);
    if (place === undefined) return false;
    this.#places.delete(item);
    const last = this.#items.pop();
    if (last === undefined || last === item) return true;
    this.#items[place] = last;
    this.#places.set(last, place);
    this.#rise(place);
    this.#sink(this.#places.get(last) ?? place);
    return true;
  }

  /**
   * The first item, in order, that is wanted. Looks only below unwanted items and never below one that comes after the
   * best found so far: one look when the first item is wanted, all items only when none is.
   */
  firstWhere(isWanted: (item: T) => boolean): T | undefined {
    return this.#firstBelow(0, isWanted, undefined);
  }

  /** The items near the front, at most `limit`, in order; not necessarily the very first ones (a cheap sample). */
  front(limit: number): T[] {
    return this.#items.slice(0, limit).sort(this.#order);
  }

  /** Visits items from the front; what comes below one that answers false is left out. */
  walk(visit: (item: T) => boolean): void {
    this.#walkBelow(0, visit);
  }

  /** All items in no particular (but deterministic) order. */
  [Symbol.iterator](): Iterator<T> {
    return this.#items[Symbol.iterator]();
  }

  #firstBelow(place: number, isWanted: (item: T) => boolean, best: T | undefined): T | undefined {
    const item = this.#items[place];
    if (item === undefined) return best;
    if (best !== undefined && this.#order(item, best) > 0) return best;
    if (isWanted(item)) return item;
    const left = this.#firstBelow(2 * place + 1, isWanted, best);
    return this.#firstBelow(2 * place + 2, isWanted, left);
  }

  #walkBelow(place: number, visit: (item: T) => boolean): void {
    const item = this.#items[place];
    if (item === undefined || !visit(item)) return;
    this.#walkBelow(2 * place + 1, visit);
    this.#walkBelow(2 * place + 2, visit);
  }

  #rise(start: number): void {
    let place = start;
    const item = this.#items[place];
    if (item === undefined) return;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#items[above];
      if (parent === undefined || this.#order(parent, item) <= 0) break;
      this.#put(parent, place);
      place = above;
    }
    if (place !== start) this.#put(item, place);
  }

  #sink(start: number): void {
    let place = start;
    const item = this.#items[place];
    if (item === undefined) return;
    for (;;) {
      const below = this.#earlierChild(place);
      const child = this.#items[below];
      if (child === undefined || this.#order(item, child) <= 0) break;
      this.#put(child, place);
      place = below;
    }
    if (place !== start) this.#put(item, place);
  }

  #earlierChild(place: number): number {
    const left = this.#items[2 * place + 1];
    const right = this.#items[2 * place + 2];
    return left !== undefined && right !== undefined && this.#order(right, left) < 0 ? 2 * place + 2 : 2 * place + 1;
  }

  #put(item: T, place: number): void {
    this.#items[place] = item;
    this.#places.set(item, place);
  }
}
