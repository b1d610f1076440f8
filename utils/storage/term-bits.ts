import { fittingWords, type KnownWords, type TextColumn } from './text-column';

/**
 * Terms that are sought at once, in one pass over the words of the texts: every piece of every
 * term is a bit, those of one term next to each other (the algorithm is known as shift-and).
 */
export interface TermBits {
  readonly terms: readonly string[];
  /** Of each term the bit of its first piece, and that of its last, which says that it is held. */
  readonly firsts: readonly number[];
  readonly lasts: readonly number[];
}

/** So many bits the engine counts with as small numbers, also before it has optimised. */
const MOST_BITS = 30;

/** Null where the terms have too many pieces for one pass. */
export function asTermBits(terms: readonly string[]): TermBits | null {
  const firsts: number[] = [];
  const lasts: number[] = [];
  let used = 0;
  for (const term of terms) {
    firsts.push(1 << used);
    used += term.split(' ').length;
    if (used > MOST_BITS) return null;
    lasts.push(1 << (used - 1));
  }
  return { terms, firsts, lasts };
}

/** Of each text the `lasts` of the terms that it holds. Linear in the words of all texts. */
export function heldTerms(column: TextColumn, bits: TermBits, known: KnownWords): Int32Array {
  const masks = new Int32Array(column.words.ends.length);
  let [first, last] = [0, 0];
  bits.terms.forEach((term, at) => {
    const fitting = fittingWords(column, term, known);
    if (fitting === null) return;
    first |= bits.firsts[at] ?? 0;
    last |= bits.lasts[at] ?? 0;
    let bit = bits.firsts[at] ?? 0;
    for (const words of fitting) {
      for (let word = words.indexOf(1); word >= 0; word = words.indexOf(1, word + 1)) {
        masks[word] = (masks[word] ?? 0) | bit;
      }
      bit <<= 1;
    }
  });
  const held = new Int32Array(column.ends.length);
  if (last !== 0) passOver(column, masks, first, held);
  for (let text = 0; text < held.length; text += 1) held[text] = (held[text] ?? 0) & last;
  return held;
}

/** The part of a search that runs most: small, so that the browser soon has it in machine code. */
function passOver(
  { numbers, ends }: TextColumn,
  masks: Int32Array,
  first: number,
  held: Int32Array,
): void {
  let at = 0;
  for (let text = 0; text < held.length; text += 1) {
    const end = ends[text] ?? at;
    let row = 0;
    let seen = 0;
    for (; at < end; at += 1) {
      // A term goes on where the piece before stood last; its first piece may stand anywhere.
      row = ((row << 1) | first) & (masks[numbers[at] ?? 0] ?? 0);
      seen |= row;
    }
    held[text] = seen;
  }
}
