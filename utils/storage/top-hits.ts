interface Ranked<T> {
  readonly value: T;
  readonly rank: number;
  readonly then: number;
}

/** The values with the greatest ranks, by `rank` and then by `then`; others are forgotten. */
export class TopHits<T> {
  readonly #limit: number;
  #hits: Ranked<T>[] = [];
  /** What a value has to beat, once there are enough. */
  #least: Ranked<T> | null = null;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether a value of these ranks may get among them. */
  admits(rank: number, then: number): boolean {
    const least = this.#least;
    return least === null || rank > least.rank || (rank === least.rank && then > least.then);
  }

  add(value: T, rank: number, then: number): void {
    this.#hits.push({ value, rank, then });
    // Sorted now and then, not each time: the cost stays linear.
    if (this.#hits.length >= 4 * this.#limit) this.#cut();
  }

  sorted(): T[] {
    this.#cut();
    return this.#hits.map(({ value }) => value);
  }

  #cut(): void {
    // Equal ones stay in the order in which they came.
    this.#hits.sort((a, b) => b.rank - a.rank || b.then - a.then);
    this.#hits = this.#hits.slice(0, this.#limit);
    this.#least = this.#hits[this.#limit - 1] ?? null;
  }
}
