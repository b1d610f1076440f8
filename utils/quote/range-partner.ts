import type { TextQuoteSelector } from '@/utils/model/evidence';
import type { TextRange } from '@/utils/text/text-model';
import { countsOnlyWithMagnitude } from './figure-tail';
import { NUMBER_WORDS } from './figure-words';
import { foldStrictly } from './strict-fold';

/**
 * The other end of a range of figures that a quote leaves out, in UTF-16 units of the page's text.
 */
export interface RangePartner extends TextRange {
  readonly side: 'before' | 'behind';
}

const JOINED = '(?: (?:to|or|through|à|ou|bis|oder|hasta|tot) | ?[\\-\\u2010-\\u2014] ?)';
const IN_WORDS = [...NUMBER_WORDS].filter((word) => !countsOnlyWithMagnitude(word)).join('|');
/** A figure, in digits or in words, with what is written close to it: "$5", "5 %", "5 euros". */
const FIGURE = `(?:[~≈<>≤≥]?(?:\\p{Sc} ?)?\\p{Nd}[\\p{Nd}.,\\u00A0\\u202F]*(?<=\\p{Nd})|(?<![\\p{L}\\p{M}])(?:${IN_WORDS})(?![\\p{L}\\p{M}]))`;
const BEHIND = new RegExp(`^${JOINED}(?<figure>${FIGURE})(?:[%‰°]|[\\u00A0 ]?\\p{Sc})?`, 'iu');
const BEFORE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?<figure>${FIGURE})(?: ?[%‰°\\p{Sc}]| \\p{L}{1,10})?${JOINED}$`,
  'iu',
);
const ENDS = new RegExp(`(?<figure>${FIGURE})(?: ?[%‰°\\p{Sc}]| \\p{L}{1,10})?$`, 'iu');
const STARTS = new RegExp(`^(?<figure>${FIGURE})`, 'iu');
const YEAR = /^(?:1[5-9]|20)\d\d$/u;
const REACH = 64;

/** "grew in 2019 to 30" is not a range, "from 2019 to 2021" is. */
function isRange(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && YEAR.test(a) === YEAR.test(b);
}

function startsLike(text: string, partner: string): boolean {
  const wanted = foldStrictly(partner).lower.trim();
  return foldStrictly(text.trimStart().slice(0, 2 * partner.length + 8)).lower.startsWith(wanted);
}

function endsLike(text: string, partner: string): boolean {
  const wanted = foldStrictly(partner).lower.trim();
  return foldStrictly(text.trimEnd().slice(-2 * partner.length - 8)).lower.endsWith(wanted);
}

/**
 * Returns the part of a range that a passage leaves out, for example " to 10" after "costs 5".
 * Returns null if there is none, or if it was already there when the quote was captured, as the
 * selector's prefix and suffix show. A quote without recorded surroundings counts as cut.
 */
export function missingRangePartner(
  text: string,
  place: TextRange,
  { prefix, suffix }: Pick<TextQuoteSelector, 'prefix' | 'suffix'>,
): RangePartner | null {
  const passage = text.slice(place.start, place.end);
  const behind = BEHIND.exec(text.slice(place.end, place.end + REACH));
  const last = behind === null ? null : ENDS.exec(passage.slice(-REACH));
  if (behind !== null && isRange(last?.groups?.['figure'], behind.groups?.['figure'])) {
    if (!startsLike(suffix, behind[0])) {
      return { side: 'behind', start: place.end, end: place.end + behind[0].length };
    }
  }
  const before = BEFORE.exec(text.slice(Math.max(0, place.start - REACH), place.start));
  const first = before === null ? null : STARTS.exec(passage.slice(0, REACH));
  if (before !== null && isRange(before.groups?.['figure'], first?.groups?.['figure'])) {
    if (!endsLike(prefix, before[0])) {
      return { side: 'before', start: place.start - before[0].length, end: place.start };
    }
  }
  return null;
}
