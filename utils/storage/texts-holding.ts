import { firstRare, rowLength, type TextColumn } from './text-column';
import { partAt, partsHolding, type TextParts } from './text-parts';

/** The words of a column that contain a piece of a term, for pieces that were searched already. */
export type KnownWords = Map<string, Uint8Array | null>;

/**
 * Returns 1 for each text that contains the term and has a 1 in `among`; null if none does. Linear
 * in the different words and in the words of all texts, but few texts are read one by one.
 * @param term Folded, without spaces around it.
 * @param known For this column, because terms share pieces.
 */
export function textsHolding(
  column: TextColumn,
  term: string,
  among: Uint8Array,
  known: KnownWords = new Map(),
): Uint8Array | null {
  const fitting = fittingWords(column, term, known);
  if (fitting === null) return null;
  const rare = firstRare(column);
  const holds = new Uint8Array(column.ends.length);
  let rest = among;
  let sought = fitting;
  if (fitting.length > 1) {
    for (const words of fitting) {
      // If only common words match a piece, the others need not be searched.
      if (words.indexOf(1, rare) < 0) rest = textsWithCommon(column, words, rest);
    }
  } else {
    const [words] = fitting;
    if (words === undefined) return null;
    holds.set(textsWithCommon(column, words, among));
    if (words.indexOf(1, rare) < 0) return holds;
    // The common words are done, so only the others are left.
    sought = [words.slice().fill(0, 0, rare)];
    rest = without(among, holds);
  }
  const left = count(rest);
  if (left === 0) return holds;
  // The browser searches for a number faster than a loop. If few texts are left, the loop reads
  // less.
  const anchor = left < rest.length * FEW ? -1 : sought.findIndex((each) => areFewRare(each, rare));
  if (anchor < 0) {
    const isRow = sought.length > 1 && sought.length <= MOST_BITS;
    (isRow ? lookForRow : lookAtEach)(column, sought, rest, holds);
    return holds;
  }
  const words = sought[anchor] ?? NO_WORDS;
  for (let word = words.indexOf(1); word >= 0; word = words.indexOf(1, word + 1)) {
    seekWord(column, sought, { anchor, word }, rest, holds);
  }
  return holds;
}

/** Returns the texts in `among` that contain a common one of these words. */
function textsWithCommon(column: TextColumn, words: Uint8Array, among: Uint8Array): Uint8Array {
  const { common, ends } = column;
  const holds = new Uint8Array(ends.length);
  const row = rowLength(ends);
  const bits = new Uint8Array(row);
  const rare = firstRare(column);
  for (let word = words.indexOf(1); word >= 0 && word < rare; word = words.indexOf(1, word + 1)) {
    const start = word * row;
    for (let byte = 0; byte < row; byte += 1) {
      bits[byte] = (bits[byte] ?? 0) | (common[start + byte] ?? 0);
    }
  }
  for (let text = 0; text < holds.length; text += 1) {
    holds[text] = ((bits[text >> 3] ?? 0) >> (text & 7)) & (among[text] ?? 0);
  }
  return holds;
}

function without(texts: Uint8Array, others: Uint8Array): Uint8Array {
  const left = new Uint8Array(texts);
  for (let text = 0; text < left.length; text += 1) if (others[text] === 1) left[text] = 0;
  return left;
}

function count(texts: Uint8Array): number {
  let sum = 0;
  for (let text = 0; text < texts.length; text += 1) sum += texts[text] ?? 0;
  return sum;
}

/**
 * Returns, for each piece of a term, 1 for each word that matches it; null if a piece has no match.
 */
function fittingWords({ words }: TextColumn, term: string, known: KnownWords): Uint8Array[] | null {
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

/** With fewer texts than this share, each is read; otherwise the words of all are searched. */
const FEW = 1 / 8;

/** To search for this many words one after the other is quicker than to read all texts. */
const MOST_SOUGHT = 4;
const NO_WORDS = new Uint8Array();

function areFewRare(words: Uint8Array, rare: number): boolean {
  let word = words.indexOf(1);
  if (word < rare) return false;
  for (let more = 1; word >= 0 && more <= MOST_SOUGHT; more += 1) word = words.indexOf(1, word + 1);
  return word < 0;
}

/** @param anchor A piece of the term, and a word that matches it. */
function seekWord(
  { numbers, ends }: TextColumn,
  fitting: readonly Uint8Array[],
  { anchor, word }: { readonly anchor: number; readonly word: number },
  among: Uint8Array,
  holds: Uint8Array,
): void {
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
    // Others may already be marked by another word.
    if (fits && among[text] === 1) holds[text] = 1;
    at = numbers.indexOf(word, fits || among[text] === 0 ? end : at + 1);
  }
}

function lookAtEach(
  { numbers, ends }: TextColumn,
  fitting: readonly Uint8Array[],
  among: Uint8Array,
  holds: Uint8Array,
): void {
  const [first] = fitting;
  if (first === undefined) return;
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
}

/**
 * Does the same for pieces in a row. Each piece is a bit that is passed on from word to word
 * (shift-and).
 */
function lookForRow(
  { words, numbers, ends }: TextColumn,
  fitting: readonly Uint8Array[],
  among: Uint8Array,
  holds: Uint8Array,
): void {
  const masks = new Int32Array(words.ends.length);
  for (const [piece, fits] of fitting.entries()) {
    for (let word = fits.indexOf(1); word >= 0; word = fits.indexOf(1, word + 1)) {
      masks[word] = (masks[word] ?? 0) | (1 << piece);
    }
  }
  const last = 1 << (fitting.length - 1);
  let end = 0;
  for (let text = 0; text < ends.length; text += 1) {
    const start = end;
    end = ends[text] ?? start;
    if (among[text] === 1 && hasRow(numbers, start, end, masks, last)) holds[text] = 1;
  }
}

/** The number of bits that the engine stores as a small integer. */
const MOST_BITS = 30;

function hasRow(
  numbers: Uint16Array | Uint32Array,
  from: number,
  end: number,
  masks: Int32Array,
  last: number,
): boolean {
  let row = 0;
  for (let at = from; at < end; at += 1) {
    row = ((row << 1) | 1) & (masks[numbers[at] ?? 0] ?? 0);
    if ((row & last) !== 0) return true;
  }
  return false;
}

/** The most frequent loop of a search. It is small, so that the browser compiles it soon. */
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
 * Returns 1 for each word that can match a piece of a term: the first piece by its end, the last by
 * its beginning, those between as a whole. Returns null if none can.
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
