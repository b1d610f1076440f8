import { type Compared, ms, percentile, table, verdict } from './measure';

/** One quote that both searches looked for in one text. */
export interface MatchCase {
  readonly kind: 'altered' | 'absent';
  readonly text: string;
  readonly size: number;
  /** Milliseconds. */
  readonly ours: number;
  readonly whole: number;
  /**
   * Whether the search of the whole text found a place, and whether our search found one as close.
   */
  readonly wholeFound: boolean;
  readonly kept: boolean;
  /**
   * Whether one of the matches is the place that the quote was cut from. Null for absent quotes.
   */
  readonly placed: boolean | null;
  readonly wholePlaced: boolean | null;
}

/** The cost of making an index, compared with one search of the whole text. */
export interface IndexCase {
  readonly text: string;
  readonly size: number;
  readonly build: number;
  readonly whole: number;
}

const FASTER = 10;
const FASTER_AT_SMALL = 2;
/** Number of characters from which `FASTER` applies. */
const LARGE = 100_000;
const INDEX_BAR = 2;
const RECALL_BAR = 99.9;

/** approx-string-match over the whole text. */
const WHOLE_SEARCH = 'search of the whole text';

const times = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)}×`;

interface Group {
  readonly name: string;
  readonly size: number;
  readonly cases: readonly MatchCase[];
  ratio(share: number): number;
  compared(share: number): Compared;
}

function groups(cases: readonly MatchCase[]): Group[] {
  const names = new Set(cases.map(({ text, size, kind }) => `${text} ${size} ${kind}`));
  return [...names].map((name) => {
    const mine = cases.filter(({ text, size, kind }) => `${text} ${size} ${kind}` === name);
    const of = (side: 'ours' | 'whole', share: number) =>
      percentile(
        mine.map((one) => one[side]),
        share,
      );
    return {
      name,
      size: mine[0]?.size ?? 0,
      cases: mine,
      ratio: (share) => of('whole', share) / of('ours', share),
      compared: (share) => ({
        ours: of('ours', share),
        peer: WHOLE_SEARCH,
        theirs: of('whole', share),
        unit: 'ms',
      }),
    };
  });
}

export function timesTable(cases: readonly MatchCase[]): string {
  return table([
    ['', 'n', 'ours p50', 'p95', 'whole p50', 'p95', 'ratio p50', 'p95', 'least of 95 %'],
    ...groups(cases).map(({ name, cases: mine, ratio }) => [
      name,
      String(mine.length),
      ...(['ours', 'whole'] as const).flatMap((side) =>
        [0.5, 0.95].map((share) => {
          const values = mine.map((one) => one[side]);
          return ms(percentile(values, share));
        }),
      ),
      times(ratio(0.5)),
      times(ratio(0.95)),
      times(
        percentile(
          mine.map(({ ours, whole }) => whole / ours),
          0.05,
        ),
      ),
    ]),
  ]);
}

export function indexTable(cases: readonly IndexCase[]): string {
  return table([
    ['index, once a page', 'ms', 'whole search', 'ratio'],
    ...cases.map(({ text, size, build, whole }) => [
      `${text} ${size}`,
      ms(build),
      ms(whole),
      times(build / whole),
    ]),
  ]);
}

/**
 * Lists the results that must equal those of a search of the whole text. They hold on any machine.
 */
export function places(cases: readonly MatchCase[]): string[] {
  const found = cases.filter(({ wholeFound }) => wholeFound);
  const altered = cases.filter(({ kind }) => kind === 'altered');
  const kept = found.filter((one) => one.kept).length;
  const share = (part: number, of: readonly MatchCase[]) => (100 * part) / of.length;
  const placed = altered.filter((one) => one.placed).length;
  const wholePlaced = altered.filter((one) => one.wholePlaced).length;
  return [
    verdict(
      `recall beside the search of the whole text, ${kept} of ${found.length}`,
      share(kept, found),
      RECALL_BAR,
      '%',
      null,
      'least',
    ),
    verdict(
      `altered quotes found where they were cut, ${placed} of ${altered.length}`,
      share(placed, altered),
      RECALL_BAR,
      '%',
      {
        ours: share(placed, altered),
        peer: WHOLE_SEARCH,
        theirs: share(wholePlaced, altered),
        unit: '%',
      },
      'least',
    ),
  ];
}

/** Lists each promise of speed with its measured value. Broken ones start with MISSED. */
export function speeds(cases: readonly MatchCase[], indexes: readonly IndexCase[]): string[] {
  return [
    ...groups(cases).flatMap(({ name, size, ratio, compared }) =>
      [0.5, 0.95].map((share) => {
        const bar = size >= LARGE ? FASTER : FASTER_AT_SMALL;
        const what = `${name}, faster at p${100 * share}`;
        return verdict(what, ratio(share), bar, '×', compared(share), 'least');
      }),
    ),
    ...indexes.map(({ text, size, build, whole }) =>
      verdict(`${text} ${size}, index in whole searches`, build / whole, INDEX_BAR, '×', {
        ours: build,
        peer: WHOLE_SEARCH,
        theirs: whole,
        unit: 'ms',
      }),
    ),
  ];
}
