import { Numbering } from './numbering';
import { joinParts, partAt, startAt, type TextParts } from './text-parts';

/**
 * Folded texts, each stored as the numbers of its words; a word is what stands between two spaces.
 * A word that many texts share is stored and searched once, so frequent words cost little. A text
 * without spaces is one long word, and is searched completely.
 */
export interface TextColumn {
  /** Every different word, once. */
  readonly words: TextParts;
  /** The numbers of the words of one text after the other. */
  readonly numbers: Uint16Array | Uint32Array;
  /** For each text, where it ends among the numbers. */
  readonly ends: Uint32Array;
  /** For each common word, which have the lowest numbers, a bit for every text that contains it. */
  readonly common: Uint8Array;
}

/** A word is common if more than this share of the texts, and more than one, contain it. */
const COMMON = 1 / 16;

/** @param texts Folded texts, whose only white space is spaces. */
export function encodeTexts(texts: readonly string[]): TextColumn {
  const words = new Numbering<string>();
  const found: number[] = [];
  const ends = new Uint32Array(texts.length);
  /** For each word, the number of texts that contain it, and the last of them. */
  const held: number[] = [];
  const heldLast: number[] = [];
  texts.forEach((text, at) => {
    for (const word of text.split(' ')) {
      const number = words.of(word);
      found.push(number);
      if (heldLast[number] === at) continue;
      heldLast[number] = at;
      held[number] = (held[number] ?? 0) + 1;
    }
    ends[at] = found.length;
  });
  const byUse = [...held.keys()].sort((a, b) => (held[b] ?? 0) - (held[a] ?? 0));
  const Numbers = byUse.length > 0x10000 ? Uint32Array : Uint16Array;
  const numberOf = new Uint32Array(byUse.length);
  byUse.forEach((word, number) => {
    numberOf[word] = number;
  });
  const isCommon = (word: number) => (held[word] ?? 0) > Math.max(1, texts.length * COMMON);
  const firstRare = byUse.findIndex((word) => !isCommon(word));
  const numbers = Numbers.from(found.map((word) => numberOf[word] ?? 0));
  return {
    words: joinParts(byUse.map((word) => words.values[word] ?? '')),
    numbers,
    ends,
    common: markTexts(numbers, ends, firstRare < 0 ? byUse.length : firstRare),
  };
}

/** For each of the first `count` words, a row of bits, one for each text. */
function markTexts(numbers: TextColumn['numbers'], ends: Uint32Array, count: number): Uint8Array {
  const row = rowLength(ends);
  const bits = new Uint8Array(count * row);
  let at = 0;
  ends.forEach((end, text) => {
    for (; at < end; at += 1) {
      const number = numbers[at] ?? 0;
      if (number >= count) continue;
      const byte = number * row + (text >> 3);
      bits[byte] = (bits[byte] ?? 0) | (1 << (text & 7));
    }
  });
  return bits;
}

/** The length of a row of bits, in bytes. */
export function rowLength(ends: Uint32Array): number {
  return Math.ceil(ends.length / 8);
}

export function textAt({ words, numbers, ends }: TextColumn, at: number): string {
  const parts: string[] = [];
  for (const number of numbers.subarray(startAt(ends, at), ends[at])) {
    parts.push(partAt(words, number));
  }
  return parts.join(' ');
}

/** The number of the first word that is not common. */
export function firstRare({ common, ends }: TextColumn): number {
  return ends.length === 0 ? 0 : common.length / rowLength(ends);
}
