import { NUMBER_VALUES } from './number-words';
import { makeQuantity, type Quantity } from './quantity';
import type { Blotter } from './scan-text';
import { SHARE } from './units';

const FRACTION = new RegExp(
  [
    '(?<![\\p{L}\\p{N}_])(?<half>moitié|half)(?![\\p{L}-])',
    '(?<![\\p{L}\\p{N}_])(?<top>un|une|one|an?|le|deux|two|trois|three|quatre|four)[ -](?<bottom>tiers|thirds?|quarts?|quarters?|cinquièmes?|fifths?|dixièmes?|tenths?)(?!\\p{L})',
  ].join('|'),
  'gu',
);
/** A quick test: a text without one of these has no fraction. */
const SIGN = /moitié|half|tiers|third|quart|cinquième|fifth|dixième|tenth/;
const BOTTOMS: readonly (readonly [RegExp, number])[] = [
  [/^(?:tiers|thirds?)$/u, 3],
  [/^(?:quarts?|quarters?)$/u, 4],
  [/^(?:cinquièmes?|fifths?)$/u, 5],
  [/^(?:dixièmes?|tenths?)$/u, 10],
];
/** After "a third" or "un quart", these words show a share, not the third of a row. */
const OF = /^ (?:d[eu']|of|the|la |les |fewer|less|more|moins|plus)/u;
const BY = /(?:^|\P{L})(?:by|d'|de) $/u;

/** Finds the fractions that a text gives in words, as shares of one. */
export function findFractions(blotter: Blotter, text: string): Quantity[] {
  const found: Quantity[] = [];
  if (!SIGN.test(text)) return found;
  for (const match of text.matchAll(FRACTION)) {
    const { half, top = '', bottom = '' } = match.groups ?? {};
    const start = match.index;
    const end = start + match[0].length;
    const before = text.slice(Math.max(0, start - 4), start);
    const isShare = OF.test(text.slice(end, end + 7)) || BY.test(before);
    const one = !/^(?:deux|two|trois|three|quatre|four)$/u.test(top);
    if (half === undefined && one && top !== 'one' && !isShare) continue;
    const parts = BOTTOMS.find(([pattern]) => pattern.test(bottom))?.[1] ?? 2;
    const value = (one ? 1 : (NUMBER_VALUES.get(top) ?? 1)) / parts;
    const loose = half !== undefined && !isShare;
    found.push(makeQuantity({ start, end }, [{ value, unit: SHARE }], { loose }));
    blotter.take(start, end);
  }
  return found;
}
