import { Numbering } from './numbering';
import { joinParts, partAt, partsHolding, startAt, type TextParts } from './text-parts';

/**
 * Folded texts, each as the numbers of its words, a word being what stands between two blanks. A
 * word that many texts share is stored once and looked through once, so that words that are
 * everywhere cost a search least. Texts that put no blanks between words are a long word each,
 * and are looked through whole.
 */
export interface TextColumn {
  /** Every word that occurs, once. */
  readonly words: TextParts;
  /** Of one text after the other the numbers of its words. */
  readonly numbers: Uint16Array | Uint32Array;
  /** Of each text where it ends among the numbers. */
  readonly ends: Uint32Array;
}

/** @param texts Folded: their only blanks are spaces. */
export function encodeTexts(texts: readonly string[]): TextColumn {
  const words = new Numbering<string>();
  const numbers: number[] = [];
  const ends = new Uint32Array(texts.length);
  texts.forEach((text, at) => {
    for (const word of text.split(' ')) numbers.push(words.of(word));
    ends[at] = numbers.length;
  });
  const Numbers = words.values.length > 0x10000 ? Uint32Array : Uint16Array;
  return { words: joinParts(words.values), numbers: Numbers.from(numbers), ends };
}

export function textAt({ words, numbers, ends }: TextColumn, at: number): string {
  const parts: string[] = [];
  for (const number of numbers.subarray(startAt(ends, at), ends[at])) {
    parts.push(partAt(words, number));
  }
  return parts.join(' ');
}

/**
 * Of each text, 1 where it holds the term and `among` has a 1; null where none does. Linear in
 * the different words, and in the words of the texts looked at.
 * @param term Folded, without blanks around it.
 */
export function textsHolding(
  column: TextColumn,
  term: string,
  among: Uint8Array,
): Uint8Array | null {
  const pieces = term.split(' ');
  const fitting: Uint8Array[] = [];
  for (const [at, piece] of pieces.entries()) {
    const words = wordsFitting(column.words, piece, at === 0, at === pieces.length - 1);
    if (words === null) return null;
    fitting.push(words);
  }
  const { numbers, ends } = column;
  const [first, ...others] = fitting;
  if (first === undefined) return null;
  const holds = new Uint8Array(ends.length);
  let end = 0;
  for (let at = 0; at < ends.length; at += 1) {
    const start = end;
    end = ends[at] ?? start;
    if (among[at] !== 1) continue;
    for (let word = start; word < end - others.length; word += 1) {
      if (first[numbers[word] ?? 0] !== 1 || !follow(numbers, word + 1, others)) continue;
      holds[at] = 1;
      break;
    }
  }
  return holds;
}

/** Of each word, 1 where it may stand for a piece of a term: the first one's end, the last one's beginning, of those between the whole. */
function wordsFitting(
  words: TextParts,
  piece: string,
  isFirst: boolean,
  isLast: boolean,
): Uint8Array | null {
  const { text } = words;
  return partsHolding(words, piece, (start, end) => {
    if (isFirst) return isLast || text.startsWith(piece, end - piece.length);
    return text.startsWith(piece, start) && (isLast || end - start === piece.length);
  });
}

function follow(
  numbers: Uint16Array | Uint32Array,
  from: number,
  fitting: readonly Uint8Array[],
): boolean {
  for (let at = 0; at < fitting.length; at += 1) {
    if (fitting[at]?.[numbers[from + at] ?? 0] !== 1) return false;
  }
  return true;
}
