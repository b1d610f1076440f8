import type { FinderFold } from '@/utils/text/fold-text';
import type { GrowingTerm } from './growing-term';
import { RunningSums } from './running-sums';

/**
 * Returns how much of a growing term also matches at another place. Compares letter by letter at
 * first, which is cheap on nearly every page. After it has read as many letters as the page has,
 * because the page repeats itself, it compares sums. So all comparisons of a build are linear in
 * the page. Sums can be wrong very rarely, but every directive is proved before it is returned.
 */
export class StopMatcher {
  #budget: number;
  #sums: RunningSums | null = null;

  constructor(private readonly fold: FinderFold) {
    this.#budget = fold.text.length + 100_000;
  }

  /**
   * Returns how many of a term's stops also match at the folded offset `other`. A longer term
   * distinguishes the two places.
   */
  matching(term: GrowingTerm, other: number): number {
    if (this.#budget < 0) return this.#matchingBySums(term, other);
    const same = this.#sameLetters(term, other);
    this.#budget -= same;
    let matching = 0;
    while (matching < term.stops.length && (term.stops[matching]?.foldedLength ?? 0) <= same) {
      matching++;
    }
    return matching;
  }

  #sameLetters(term: GrowingTerm, other: number): number {
    const { text } = this.fold;
    const longest = term.stops.at(-1)?.foldedLength ?? 0;
    const own = this.fold.toFolded(term.anchor);
    let same = 0;
    if (term.direction === 'forward') {
      while (same < longest && text.charCodeAt(own + same) === text.charCodeAt(other + same)) {
        same++;
      }
    } else {
      while (
        same < longest &&
        other - same > 0 &&
        text.charCodeAt(own - 1 - same) === text.charCodeAt(other - 1 - same)
      ) {
        same++;
      }
    }
    return same;
  }

  #matchingBySums(term: GrowingTerm, other: number): number {
    const own = this.fold.toFolded(term.anchor);
    let low = 0;
    let high = term.stops.length;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#isSame(term, own, other, term.stops[middle - 1]?.foldedLength ?? 0)) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #isSame(term: GrowingTerm, own: number, other: number, length: number): boolean {
    this.#sums ??= new RunningSums(this.fold.text);
    const back = term.direction === 'forward' ? 0 : length;
    const sum = this.#sums.of(other - back, length);
    return sum !== null && sum === this.#sums.of(own - back, length);
  }
}
