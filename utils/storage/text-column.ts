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

/** Which words of a column hold a piece of a term, of those that were sought already. */
export type KnownWords = Map<string, Uint8Array | null>;

/**
 * Of each text, 1 where it holds the term and `among` has a 1; null where none does. Linear in
 * the different words, and in the words of the texts looked at.
 * @param term Folded, without blanks around it.
 * @param known Of this column: terms share pieces.
 */
export function textsHolding(
  column: TextColumn,
  term: string,
  among: Uint8Array,
  known: KnownWords = new Map(),
): Uint8Array | null {
  const fitting = fittingWords(column, term, known);
  if (fitting === null) return null;
  let left = 0;
  for (const each of among) left += each;
  // The browser seeks a number faster than our code does; where few are left, that looks at more.
  const one = left < among.length * FEW ? -1 : fitting.findIndex(isOneWord);
  return one < 0 ? lookAtEach(column, fitting, among) : seekWord(column, fitting, one, among);
}

/** Of each piece of a term, the words that may stand for it, with a 1; null where one has none. */
export function fittingWords(
  { words }: TextColumn,
  term: string,
  known: KnownWords,
): Uint8Array[] | null {
  const pieces = term.split(' ');
  const fitting: Uint8Array[] = [];
  for (const [at, piece] of pieces.entries()) {
    if (!known.has(piece)) known.set(piece, partsHolding(words, piece));
    const fits = wordsFitting(words, piece, known.get(piece) ?? null, {
      isFirst: at === 0,
      isLast: at === pieces.length - 1,
    });
    if (fits === null) return null;
    fitting.push(fits);
  }
  return fitting;
}

/** Of fewer texts than this share each is looked at; else the words of all are gone through. */
const FEW = 1 / 8;

function isOneWord(words: Uint8Array): boolean {
  return words.indexOf(1, words.indexOf(1) + 1) < 0;
}

/** @param anchor The piece that only one word fits. */
function seekWord(
  { numbers, ends }: TextColumn,
  fitting: readonly Uint8Array[],
  anchor: number,
  among: Uint8Array,
): Uint8Array {
  const holds = new Uint8Array(ends.length);
  const word = fitting[anchor]?.indexOf(1) ?? -1;
  let text = 0;
  let start = 0;
  for (let at = numbers.indexOf(word); at >= 0; ) {
    let end = ends[text] ?? numbers.length;
    while (end <= at) {
      start = end;
      text += 1;
      end = ends[text] ?? numbers.length;
    }
    const first = at - anchor;
    const inside = first >= start && first + fitting.length <= end;
    const fits = inside && follow(numbers, first, fitting);
    if (fits) holds[text] = among[text] ?? 0;
    at = numbers.indexOf(word, fits || among[text] === 0 ? end : at + 1);
  }
  return holds;
}

function lookAtEach(
  { numbers, ends }: TextColumn,
  fitting: readonly Uint8Array[],
  among: Uint8Array,
): Uint8Array | null {
  const [first] = fitting;
  if (first === undefined) return null;
  const holds = new Uint8Array(ends.length);
  let end = 0;
  for (let text = 0; text < ends.length; text += 1) {
    const start = end;
    end = ends[text] ?? start;
    if (among[text] !== 1) continue;
    const last = end - fitting.length + 1;
    let at = nextFitting(numbers, start, last, first);
    while (at >= 0 && !follow(numbers, at, fitting)) {
      at = nextFitting(numbers, at + 1, last, first);
    }
    if (at >= 0) holds[text] = 1;
  }
  return holds;
}

/** The part of a search that runs most: small, so that the browser soon has it in machine code. */
function nextFitting(
  numbers: Uint16Array | Uint32Array,
  from: number,
  end: number,
  words: Uint8Array,
): number {
  for (let at = from; at < end; at += 1) {
    if (words[numbers[at] ?? 0] === 1) return at;
  }
  return -1;
}

/**
 * Of each word, 1 where it may stand for a piece of a term: for the first one with its end, for
 * the last with its beginning, for those between as a whole. Null where none may.
 */
function wordsFitting(
  words: TextParts,
  piece: string,
  holding: Uint8Array | null,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): Uint8Array | null {
  if (holding === null || (isFirst && isLast)) return holding;
  let fitting: Uint8Array | null = null;
  for (let at = holding.indexOf(1); at >= 0; at = holding.indexOf(1, at + 1)) {
    const word = partAt(words, at);
    if (!isFirst && !word.startsWith(piece)) continue;
    if (!isLast && !word.endsWith(piece)) continue;
    if (!isFirst && !isLast && word !== piece) continue;
    fitting ??= new Uint8Array(holding.length);
    fitting[at] = 1;
  }
  return fitting;
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
