import type { TextQuoteSelector } from '@/utils/model/evidence';
import { sentencesOfLines } from '@/utils/text/split-sentences';
import type { TextRange } from '@/utils/text/text-model';
import type { ContextKept } from './compare-context';
import { splitTokens } from './split-tokens';
import { foldStrictly } from './strict-fold';

interface Word {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** Words are the same here with other accents and in another case. */
function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let start = 0;
  for (const token of splitTokens(text)) {
    const end = start + token.length;
    if (/[\p{L}\p{N}]/u.test(token)) {
      const key = foldStrictly(token).lower.normalize('NFD').replace(/\p{M}/gu, '');
      words.push({ key, start, end });
    }
    start = end;
  }
  return words;
}

/** A longer quote and passage are not compared, in pairs of words. */
const MAX_PAIRS = 4_000_000;

/** Returns how many words in a row each beginning of `b` shares with all of `a`. */
function sharedWords(a: readonly Word[], b: readonly Word[]): Int32Array {
  let row = new Int32Array(b.length + 1);
  let next = new Int32Array(b.length + 1);
  for (const { key } of a) {
    for (let at = 1; at <= b.length; at++) {
      next[at] =
        key === b[at - 1]?.key ? (row[at - 1] ?? 0) + 1 : Math.max(row[at] ?? 0, next[at - 1] ?? 0);
    }
    [row, next] = [next, row];
  }
  return row;
}

/** Places at which a passage may end before its neighbour begins. */
interface Bound {
  readonly at: number;
  /** Whether what follows stood beside the quote at capture. */
  readonly recorded: boolean;
  /** Whether another block follows, while the quote is in one. */
  readonly crosses: boolean;
}

/** The UTF-16 units of a recorded side that identify it, at least and at most. */
const LEAST_SIDE = 12;
const SIDE = 24;

/** White space beside a sentence, in UTF-16 units. */
const GAP = 8;

function isLineEnd(text: string, at: number): boolean {
  return /^\s*\n/u.test(text.slice(at, at + GAP));
}

function isLineStart(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - GAP), at);
  return before.includes('\n', before.trimEnd().length);
}

function endsIn(passage: string, quote: string, suffix: string): Bound[] {
  const side = suffix.trim().slice(0, SIDE);
  const at = side.length < LEAST_SIDE || quote.includes(side) ? -1 : passage.lastIndexOf(side);
  return [
    ...sentencesOfLines(passage).map(({ end }) => ({
      at: end,
      recorded: false,
      crosses: !quote.includes('\n') && isLineEnd(passage, end),
    })),
    ...(at < 0
      ? []
      : [{ at: passage.slice(0, at).trimEnd().length, recorded: true, crosses: false }]),
  ];
}

function startsIn(passage: string, quote: string, prefix: string): Bound[] {
  const side = prefix.trim().slice(-SIDE);
  const at = side.length < LEAST_SIDE || quote.includes(side) ? -1 : passage.indexOf(side);
  const behind = passage.slice(at + side.length);
  const start = passage.length - behind.trimStart().length;
  return [
    ...sentencesOfLines(passage).map((sentence) => ({
      at: sentence.start,
      recorded: false,
      crosses: !quote.includes('\n') && isLineStart(passage, sentence.start),
    })),
    ...(at < 0 ? [] : [{ at: start, recorded: true, crosses: false }]),
  ];
}

/**
 * Returns the bound at which the fewest words differ: those that only the quote has, and those that
 * only the passage up to the bound has. `before` counts the passage's words up to a bound. A word or
 * two of another block may be in the quote by chance, so a block counts only if at least half of
 * the words that the quote has there are in it. Null if the whole passage is best.
 */
function bestBound(
  quote: readonly Word[],
  passage: readonly Word[],
  bounds: readonly Bound[],
  before: (at: number) => number,
): number | null {
  if (quote.length * passage.length > MAX_PAIRS) return null;
  const shared = sharedWords(quote, passage);
  const sharedIn = (count: number) => shared[count] ?? 0;
  const all = passage.length;
  const inside = bounds
    .map((bound) => ({ ...bound, count: before(bound.at) }))
    .filter(({ count }) => count > 0 && count < all);
  const ownBlocks = inside
    .filter(({ crosses, count }) => {
      const there = Math.max(all - count, quote.length - sharedIn(count));
      const isMost = 2 * sharedIn(count) > count;
      return crosses && isMost && 2 * (sharedIn(all) - sharedIn(count)) < there;
    })
    .sort((a, b) => a.count - b.count)[0];
  const excess = (count: number) => count - 2 * sharedIn(count);
  let best = ownBlocks?.at ?? null;
  const most = ownBlocks?.count ?? all;
  let least = excess(most);
  for (const { at, recorded, count } of inside) {
    const differs = excess(count);
    if (count < most && (differs < least || (recorded && differs === least))) {
      best = at;
      least = differs;
    }
  }
  return best;
}

/** From this share of the recorded words on, the quote's neighbour is still in its place. */
const IN_PLACE = 0.9;

/**
 * Returns the passage without the words of its neighbours. A search for the closest passage puts
 * other words in the place of removed ones, because that costs fewer edits than to leave them out:
 * where a page lost the last sentence of a quote, it takes the beginning of the next paragraph.
 * Such words begin at a sentence, or are those recorded beside the quote, and share less than half
 * of their words with the quote. A side whose recorded neighbour is still there stays as it is.
 * Costs the product of both lengths in words.
 */
export function leaveNeighbours(
  text: string,
  range: TextRange,
  { exact, prefix, suffix }: TextQuoteSelector,
  kept: ContextKept,
): TextRange {
  let { start, end } = range;
  const quote = wordsOf(exact);
  if ((kept.after ?? 0) < IN_PLACE) {
    const passage = text.slice(start, end);
    const words = wordsOf(passage);
    const bound = bestBound(
      quote,
      words,
      endsIn(passage, exact, suffix),
      (at) => words.filter((word) => word.end <= at).length,
    );
    if (bound !== null) end = start + bound;
  }
  if ((kept.before ?? 0) < IN_PLACE) {
    const passage = text.slice(start, end);
    const words = wordsOf(passage);
    const bound = bestBound(
      [...quote].reverse(),
      [...words].reverse(),
      startsIn(passage, exact, prefix),
      (at) => words.filter((word) => word.start >= at).length,
    );
    if (bound !== null) start += bound;
  }
  return { start, end };
}

/**
 * Returns whether a passage is the one that stood beside the quote at capture, so that it cannot be
 * the quote in other words. Both are in the judge's folding.
 */
export function isRecordedNeighbour(
  passage: string,
  { exact, prefix, suffix }: TextQuoteSelector,
): boolean {
  const there = passage.toLowerCase().trim();
  const quote = foldStrictly(exact).lower.trim();
  const after = foldStrictly(suffix).lower.trim();
  const before = foldStrictly(prefix).lower.trim();
  const behind = Math.min(after.length, there.length);
  const ahead = Math.min(before.length, there.length);
  return (
    (behind >= SIDE &&
      there.slice(0, behind) === after.slice(0, behind) &&
      !quote.startsWith(after.slice(0, behind))) ||
    (ahead >= SIDE &&
      there.slice(-ahead) === before.slice(-ahead) &&
      !quote.endsWith(before.slice(-ahead)))
  );
}
