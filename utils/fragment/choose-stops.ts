import type { GrowingTerm } from './growing-term';

/** How many stops of two growing terms a directive takes; 0 leaves the term out. */
export interface Choice {
  readonly a: number;
  readonly b: number;
}

/**
 * Gathers, for every other place where a directive's fixed part stands, how far two
 * growing terms stand there too, and gives the cheapest pair of stops that no other
 * place shares. The work is the same however often a text repeats: one number is
 * kept for each stop of `a`.
 */
export class RivalPlaces {
  /** `most[i]`: the most stops of b at a rival that shares i stops of a; -1 where there is none. */
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

  /** Whether a rival shares everything, so that no choice can tell it apart. */
  get hopeless(): boolean {
    return (this.#most[this.#most.length - 1] ?? -1) >= (this.b?.stops.length ?? 0);
  }

  /** Every pair that suffices and has no cheaper part, the cheapest first. */
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

/** A term of its own costs its separator and a little for one more thing that may change. */
function stopCost(term: GrowingTerm | null, count: number): number {
  return count === 0 ? 0 : 8 + (term?.stops[count - 1]?.cost ?? 0);
}
