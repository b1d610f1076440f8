import type { GrowingTerm } from './growing-term';

/** How many stops of two growing terms a directive uses; 0 leaves the term out. */
export interface Choice {
  readonly a: number;
  readonly b: number;
}

/**
 * Records, for every other place of a directive's fixed part, how far two growing terms match there
 * too. Finds the cheapest pair of stops that no other place shares. The cost does not depend on how
 * often a text repeats, because one number is kept for each stop of `a`.
 */
export class RivalPlaces {
  /**
   * `most[i]`: the largest number of stops of b at a rival that shares i stops of a; -1 if there is
   * no such rival.
   */
  readonly #most: Int32Array;

  constructor(
    private readonly a: GrowingTerm | null,
    private readonly b: GrowingTerm | null,
  ) {
    this.#most = new Int32Array((a?.stops.length ?? 0) + 1).fill(-1);
  }

  add(sharedA: number, sharedB: number): void {
    if ((this.#most[sharedA] ?? -1) < sharedB) this.#most[sharedA] = sharedB;
  }

  /** Whether a rival shares all stops, so that no choice distinguishes it. */
  get hopeless(): boolean {
    return (this.#most[this.#most.length - 1] ?? -1) >= (this.b?.stops.length ?? 0);
  }

  /** Returns all sufficient pairs without a cheaper part, the cheapest first. */
  choices(minimum: Choice): Choice[] {
    const found: (Choice & { cost: number })[] = [];
    const maxB = this.b?.stops.length ?? 0;
    let shared = -1;
    for (let a = this.#most.length - 1; a >= minimum.a; a--) {
      shared = Math.max(shared, this.#most[a] ?? -1);
      for (let b = Math.max(shared + 1, minimum.b); b <= maxB; b++) {
        found.push({ a, b, cost: stopCost(this.a, a) + stopCost(this.b, b) });
      }
    }
    return found.sort((x, y) => x.cost - y.cost);
  }
}

/** A term costs its separator, and a little more because it is one more thing that can change. */
function stopCost(term: GrowingTerm | null, count: number): number {
  return count === 0 ? 0 : 8 + (term?.stops[count - 1]?.cost ?? 0);
}
