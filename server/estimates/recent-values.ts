/** The last `max` values with their sums. */
export class RecentValues {
  readonly #max: number;
  #values: number[] = [];

  constructor(max: number) {
    this.#max = max;
  }

  add(value: number): void {
    this.#values.push(value);
    if (this.#values.length > this.#max) this.#values.shift();
  }

  get count(): number {
    return this.#values.length;
  }

  /** Summed anew: sums kept by adding and subtracting drift. */
  get sum(): number {
    return this.#values.reduce((sum, value) => sum + value, 0);
  }

  get sumOfSquares(): number {
    return this.#values.reduce((sum, value) => sum + value * value, 0);
  }
}
