/** How the value scores 0..100 of all customers are spread: 101 counters, whatever the number of customers. */
export class ScoreHistogram {
  readonly #counts = new Uint32Array(101);
  #total = 0;

  get total(): number {
    return this.#total;
  }

  add(score: number, count = 1): void {
    this.#counts[bucket(score)] = this.#at(bucket(score)) + count;
    this.#total += count;
  }

  remove(score: number): void {
    const count = this.#at(bucket(score));
    if (count === 0) throw new RangeError(`no customer with score ${score} to remove`);
    this.#counts[bucket(score)] = count - 1;
    this.#total -= 1;
  }

  /** Share of customers with a lower score, 0..1; 0 where there are none. */
  shareBelow(score: number): number {
    if (this.#total === 0) return 0;
    let below = 0;
    for (let lower = bucket(score) - 1; lower >= 0; lower -= 1) below += this.#at(lower);
    return below / this.#total;
  }

  #at(index: number): number {
    return this.#counts[index] ?? 0;
  }
}

function bucket(score: number): number {
  return Number.isFinite(score) ? Math.min(100, Math.max(0, Math.round(score))) : 0;
}
