/*
 * Words as Chromium divides them. There a full stop or a colon between two letters ends a word, as
 * in "e.g." and "a.m.", but not in UAX 29, which Node follows. Links to passages are made for
 * Chromium's rules: without this, some that work would be called dead.
 */

/** Full stops and colons between letters, in all their widths. */
const DIVIDES = /[.:﹕．：](?=\p{L})(?<=\p{L}\p{M}*.)/gu;

/** Divides a word of UAX 29 where Chromium does. */
function divided(word: Intl.SegmentData): Intl.SegmentData[] {
  const { segment, index, input } = word;
  const edges = [...segment.matchAll(DIVIDES)].flatMap(({ index: at }) => [at, at + 1]);
  return [0, ...edges].map((start, nth) => ({
    segment: segment.slice(start, edges[nth]),
    index: index + start,
    input,
    // The pieces are words and the marks between them, in turn.
    isWordLike: word.isWordLike === true && nth % 2 === 0,
  }));
}

class ChromiumWords extends Intl.Segmenter {
  readonly #isOfWords = this.resolvedOptions().granularity === 'word';

  override segment(input: string): Intl.Segments {
    const segments = super.segment(input);
    if (!this.#isOfWords) return segments;
    return {
      containing: (at) => {
        const found = segments.containing(at);
        // The type of `containing` has no undefined, but past the end there is nothing.
        if (found === undefined) return found;
        return divided(found).findLast(({ index }) => index <= (at ?? 0)) ?? found;
      },
      [Symbol.iterator]: () => [...segments].flatMap(divided)[Symbol.iterator](),
    };
  }
}

/** Makes all segmenters of this thread divide words as Chromium does. */
export function divideAsChromium(): void {
  Object.assign(Intl, { Segmenter: ChromiumWords });
}
