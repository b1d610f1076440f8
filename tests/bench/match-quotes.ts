import { errorBudget } from '@/utils/quote/find-close-places';
import type { TextRange } from '@/utils/text/text-model';
import { randomFrom } from '../browser/fragment/random-ranges';

const SHORTEST = 60;
const LONGEST = 300;
/** Number of attempts to cut a quote that can be altered within its budget. */
const TRIES = 50;

/** A quote and the range that it was cut from. Null for a quote from another text. */
export interface BenchQuote {
  readonly pattern: string;
  readonly truth: TextRange | null;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
type Random = () => number;

/** Cuts a range that starts at a word, if the script separates words by spaces. */
function cut(text: string, random: Random): TextRange {
  const length = SHORTEST + Math.floor(random() * (LONGEST - SHORTEST + 1));
  const near = Math.floor(random() * (text.length - length));
  const space = text.lastIndexOf(' ', near);
  const start = near - space > 20 ? near : space + 1;
  return { start, end: start + length };
}

/** Returns a word of the text, so that the altered part looks like the rest. */
function wordOf(text: string, random: Random): string {
  const from = Math.floor(random() * (text.length - 40));
  const words = [...segmenter.segment(text.slice(from, from + 40))].filter(
    ({ isWordLike }) => isWordLike,
  );
  return words[Math.floor(words.length / 2)]?.segment ?? 'x';
}

interface Altered {
  readonly pattern: string;
  /** Upper bound of its edit distance from the original. */
  readonly edits: number;
}

/** Replaces, drops or adds one word, or changes one letter of it. */
function alterOnce({ pattern, edits }: Altered, text: string, random: Random): Altered {
  const words = [...segmenter.segment(pattern)].filter(({ isWordLike }) => isWordLike);
  const word = words[Math.floor(random() * words.length)];
  if (word === undefined) return { pattern, edits };
  const { index, segment } = word;
  const other = wordOf(text, random);
  const kind = Math.floor(random() * 4);
  const [gone, put] =
    kind === 0
      ? [segment, other]
      : kind === 1
        ? [segment, '']
        : kind === 2
          ? ['', pattern.includes(' ') ? `${other} ` : other]
          : [segment.slice(0, 1), other.slice(0, 1)];
  return {
    pattern: pattern.slice(0, index) + put + pattern.slice(index + gone.length),
    edits: edits + Math.max(gone.length, put.length),
  };
}

/** Returns a quote with at least one altered word and at most as many as its budget allows. */
function alteredQuote(text: string, random: Random): BenchQuote {
  for (let tries = 0; tries < TRIES; tries++) {
    const truth = cut(text, random);
    const goal = random() * errorBudget(truth.end - truth.start);
    let altered: Altered = { pattern: text.slice(truth.start, truth.end), edits: 0 };
    do altered = alterOnce(altered, text, random);
    while (altered.edits < goal);
    const pattern = altered.pattern.trim();
    const inBudget = altered.edits <= errorBudget(pattern.length);
    if (inBudget && pattern.length >= SHORTEST && !text.includes(pattern)) {
      return { pattern, truth };
    }
  }
  throw new Error('No quote of this text can be altered within its budget.');
}

export function alteredQuotes(text: string, count: number, seed: number): BenchQuote[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => alteredQuote(text, random));
}

/**
 * Returns quotes of another text. A search shows whether they are close to something in the
 * searched one.
 */
export function foreignQuotes(other: string, count: number, seed: number): BenchQuote[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => {
    const { start, end } = cut(other, random);
    return { pattern: other.slice(start, end).trim(), truth: null };
  });
}
