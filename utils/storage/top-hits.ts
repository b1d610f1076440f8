interface Ranked<T> {
  readonly value: T;
  readonly rank: number;
  readonly then: number;
}

/** The values with the highest ranks, by `rank` and then by `then`; others are dropped. */
export class TopHits<T> {
  readonly #limit: number;
  #hits: Ranked<T>[] = [];
  /** The value to exceed, when there are enough values. */
  #least: Ranked<T> | null = null;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Returns whether a value with these ranks can be among them. */
  admits(rank: number, then: number): boolean {
    const least = this.#least;
    return least === null || rank > least.rank || (rank === least.rank && then > least.then);
  }

  add(value: T, rank: number, then: number): void {
    this.#hits.push({ value, rank, then });
    // Sorted from time to time and not for each value, so that the cost stays linear.
    if (this.#hits.length >= 4 * this.#limit) this.#cut();
  }

  sorted(): T[] {
    this.#cut();
    return this.#hits.map(({ value }) => value);
  }

  #cut(): void {
    // Equal values keep their order.
    this.#hits.sort((a, b) => b.rank - a.rank || b.then - a.then);
    this.#hits = this.#hits.slice(0, this.#limit);
    this.#least = this.#hits[this.#limit - 1] ?? null;
  }
}
