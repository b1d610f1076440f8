import search from 'approx-string-match';
import { expect, test } from 'vitest';
import { liveTree } from '@/utils/page/live-tree';
import { createTextModel } from '@/utils/page/page-text-model';
import { createParsedPolicy } from '@/utils/page/parsed-policy';
import { errorBudget, findClosePlaces } from '@/utils/quote/find-close-places';
import { buildGramIndex, type GramIndex } from '@/utils/quote/gram-index';
import { foldStrictly } from '@/utils/quote/strict-fold';
import type { TextRange } from '@/utils/text/text-model';
import { makeText } from './made-texts';
import { alteredQuotes, type BenchQuote, foreignQuotes } from './match-quotes';
import {
  type IndexCase,
  indexTable,
  type MatchCase,
  places,
  speeds,
  timesTable,
} from './match-tally';
import { collectGarbage, median, timed } from './measure';
import { benchSlice, savedPages, savedPagesAre } from './saved-pages';

/*
 * Measures the search for altered and absent quotes with an index of the page's grams, and
 * approx-string-match over the whole of the same folded text. The two alternate quote by quote. The
 * limits apply to the ratios.
 */

/** Number of characters of a text, and number of quotes of each kind to search for. */
const SIZES: readonly (readonly [size: number, quotes: number])[] = benchSlice
  ? [
      [10_000, 12],
      [30_000, 12],
    ]
  : [
      [10_000, 400],
      [100_000, 200],
      [1_000_000, 100],
    ];
const LARGEST = Math.max(...SIZES.map(([size]) => size));
/** Number of characters of the text of the same kind that absent quotes come from. */
const OTHER = LARGEST / 20;
/**
 * Number of rounds of which the median counts. The two alternate, so that other load affects both.
 */
const ROUNDS = 3;
const WARM_UP = 20;

interface BenchText {
  readonly name: string;
  readonly text: string;
  /** A text that is not part of `text`. */
  readonly other: string;
}

const madeText = (script: 'latin' | 'cjk'): BenchText => ({
  name: `${script}, made`,
  text: makeText(script, LARGEST, 1).toLowerCase(),
  other: makeText(script, OTHER, 2).toLowerCase(),
});

/**
 * Returns the saved pages joined, in the form that the matcher reads. The part after the largest
 * size is the other text.
 */
async function savedText(): Promise<BenchText> {
  const parser = new DOMParser();
  const pages: string[] = [];
  let length = 0;
  for (const { read } of savedPages) {
    const page = parser.parseFromString(await read(), 'text/html');
    const model = createTextModel(page, { policy: createParsedPolicy(liveTree) });
    const folded = foldStrictly(model.text).lower;
    pages.push(folded);
    length += folded.length + 1;
    if (length > LARGEST + OTHER) break;
  }
  const all = pages.join('\n');
  const size = Math.min(LARGEST, Math.floor((all.length * 9) / 10));
  return { name: 'saved pages', text: all.slice(0, size), other: all.slice(size, size + OTHER) };
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly distance: number;
}

const ours = (index: GramIndex, { pattern }: BenchQuote): Found[] =>
  findClosePlaces(index.text, pattern, errorBudget(pattern.length), index);

const whole = (index: GramIndex, { pattern }: BenchQuote): Found[] =>
  search(index.text, pattern, errorBudget(pattern.length)).map(({ start, end, errors }) => ({
    start,
    end,
    distance: errors,
  }));

/** Whether one of the matches contains most of the true place. */
function isThere(truth: TextRange | null, found: readonly Found[]): boolean | null {
  if (truth === null) return null;
  return found.some(({ start, end }) => {
    const shared = Math.min(end, truth.end) - Math.max(start, truth.start);
    return shared * 2 > Math.max(end - start, truth.end - truth.start);
  });
}

/**
 * Whether our matches are as close, and include every place that is as close, unless there are
 * thousands.
 */
function isKept(found: readonly Found[], wanted: readonly Found[]): boolean {
  const ends = new Set(found.map(({ end }) => end));
  return wanted.length < 2_000
    ? found[0]?.distance === wanted[0]?.distance && wanted.every(({ end }) => ends.has(end))
    : found[0]?.distance === wanted[0]?.distance;
}

/** Runs both searches in turn. Returns their results and median times. */
function race(index: GramIndex, quote: BenchQuote) {
  const took = { ours: [] as number[], whole: [] as number[] };
  let found: { ours: Found[]; whole: Found[] } = { ours: [], whole: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const mine = timed(() => ours(index, quote));
    const theirs = timed(() => whole(index, quote));
    took.ours.push(mine.ms);
    took.whole.push(theirs.ms);
    found = { ours: mine.value, whole: theirs.value };
  }
  return { found, ours: median(took.ours), whole: median(took.whole) };
}

function raceAll(
  kind: MatchCase['kind'],
  name: string,
  index: GramIndex,
  quotes: readonly BenchQuote[],
): MatchCase[] {
  return quotes.flatMap((quote) => {
    const raced = race(index, quote);
    // A quote that another page also contains is not absent.
    if (kind === 'absent' && raced.found.whole.length > 0) return [];
    return [
      {
        kind,
        text: name,
        size: index.text.length,
        ours: raced.ours,
        whole: raced.whole,
        wholeFound: raced.found.whole.length > 0,
        kept: isKept(raced.found.ours, raced.found.whole),
        placed: isThere(quote.truth, raced.found.ours),
        wholePlaced: isThere(quote.truth, raced.found.whole),
      },
    ];
  });
}

/** Measures making the index, in turn with one search of the whole text for quotes of this kind. */
function raceIndex(name: string, index: GramIndex, quotes: readonly BenchQuote[]): IndexCase {
  const builds: number[] = [];
  const searches: number[] = [];
  for (const quote of quotes.slice(0, WARM_UP)) {
    collectGarbage();
    builds.push(timed(() => buildGramIndex(index.text)).ms);
    searches.push(timed(() => whole(index, quote)).ms);
  }
  return { text: name, size: index.text.length, build: median(builds), whole: median(searches) };
}

test('finding quotes that were altered or are gone', async () => {
  const cases: MatchCase[] = [];
  const indexes: IndexCase[] = [];
  for (const { name, text, other } of [madeText('latin'), madeText('cjk'), await savedText()]) {
    for (const [size, count] of SIZES) {
      if (text.length < size / 2) continue;
      const index = buildGramIndex(text.slice(0, size));
      const altered = alteredQuotes(index.text, count, size);
      const foreign = foreignQuotes(other, count, size + 1);
      for (const quote of [...altered, ...foreign].slice(0, WARM_UP)) race(index, quote);
      cases.push(...raceAll('altered', name, index, altered));
      cases.push(...raceAll('absent', name, index, foreign));
      indexes.push(raceIndex(name, index, altered));
    }
  }
  console.log(
    [
      `\nMilliseconds to find quotes of 60 to 300 characters. Saved pages: ${savedPagesAre}, joined.`,
      '"least of 95 %" is what each of 95 in 100 quotes gains at the least.',
      '',
      timesTable(cases),
      '',
      indexTable(indexes),
      '',
      ...places(cases),
      ...speeds(cases, indexes),
    ].join('\n'),
  );
  expect(cases.length).toBeGreaterThan(0);
  expect(places(cases).filter((line) => line.startsWith('MISSED'))).toEqual([]);
});
