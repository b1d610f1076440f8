import { type CalendarDate, contradicts } from './calendar';
import { contentWords } from './closest-sentence';
import type { ComparedText } from './compared-text';
import { isAgeAt } from './computed-figures';
import type { EvidenceText, FoundNumbers } from './evidence-text';
import type { Meaning, Quantity } from './quantity';
import { quantityHolds } from './quantity-holds';
import { MULTIPLE, SHARE } from './units';

/*
 * Whether a passage has something that stands where an item of the claim should stand. Who copies a
 * figure wrongly leaves the right one behind. Who counts, knows or says in another way what the
 * passage implies leaves nothing behind.
 */

/** The least number that nobody has counted by hand. A smaller one may be the author’s own count. */
const SMALL = 20;

/** Returns what a number measures, so that two of them can stand for each other. */
function familyOf({ unit }: Meaning): string {
  if (unit === null) return '';
  const { dimension } = unit;
  if (/^(?:%|points?|share|times)$/u.test(dimension)) return 'ratio';
  if (dimension === 'time' || dimension === 'month') return 'lasting';
  return dimension.startsWith('money') ? 'money' : dimension;
}

const countsTimes = ({ unit }: Meaning): boolean =>
  unit?.dimension === 'times' && unit !== MULTIPLE;
const isNth = ({ unit }: Meaning): boolean => unit?.dimension === 'nth';

/** Whether a figure says too much to be a count or a guess of the reader: "6.4 %", "1,350". */
export function isPrecise({ meanings: [first] }: Quantity): boolean {
  if (first === undefined || first.unit === SHARE) return false;
  const size = Math.abs(first.value);
  if (!Number.isInteger(size)) return true;
  return size >= SMALL && /[1-9]0*[1-9]/.test(size.toPrecision(12).replace('.', ''));
}

const isSmallCount = ({ meanings: [first] }: Quantity): boolean =>
  first !== undefined && first.unit === null && first.value < SMALL;

/** Maximum number of words from a number of the passage to what it counts. */
const BEFORE_COUNTED = 3;
/** Maximum length of these words, in UTF-16 units. */
const NEAR_NUMBER = 60;

const counted = (text: string, { end }: Quantity): readonly string[] =>
  contentWords(text.slice(end, end + NEAR_NUMBER)).map(({ stem }) => stem);

/**
 * Whether a figure that the passage lacks is precise, or stands where the passage has another one: a
 * figure for the same measure or count that the claim does not mention, or the same number of
 * something else.
 */
export function isFigureOpposed(
  asked: Quantity,
  claim: ComparedText,
  evidence: EvidenceText,
  { isPage, quantities, dates }: FoundNumbers & { readonly isPage: boolean },
): boolean {
  if (isPrecise(asked)) return true;
  const others = claim.numbers.quantities.filter(
    ({ start, end }) => start !== asked.start || end !== asked.end,
  );
  // "Four" of "one in four" is a share.
  const share = others.find(
    ({ start, end, meanings: [first] }) =>
      first?.unit === SHARE && start <= asked.start && asked.end <= end,
  );
  const meanings = [...asked.meanings, ...(share?.meanings ?? [])];
  const families = new Set(meanings.map(familyOf));
  // "Four visits" may stand for "four times".
  if (meanings.some(countsTimes)) families.add('');
  const isLike = (each: Meaning): boolean =>
    families.has(familyOf(each)) || (families.has('') && countsTimes(each));
  const values = meanings.map(({ value }) => value);
  const [noun] = counted(claim.text, asked);
  const isRival = (found: Quantity): boolean => {
    if (found.meanings.some(({ value }) => values.includes(value))) return true;
    if (found.version) return meanings.some(isNth);
    // "One" and "both" count nothing, but "half" and "a decade" measure.
    const measured = found.loose
      ? found.meanings.filter(({ unit }) => unit !== null)
      : found.meanings;
    if (!measured.some(isLike)) return false;
    // A whole page has small counts of anything.
    if (isPage && isSmallCount(asked)) return false;
    return !others.some((other) => quantityHolds(other, [found], ''));
  };
  const isCounted = (found: Quantity): boolean =>
    noun !== undefined &&
    found.meanings.some(isLike) &&
    !found.loose &&
    counted(evidence.text, found).slice(0, BEFORE_COUNTED).includes(noun);
  const isAge = (found: Quantity): boolean =>
    !isPage && families.has('lasting') && isAgeAt(found, evidence.text);
  if (quantities.some(isRival)) return true;
  if (evidence.read.quantities.some((found) => isCounted(found) || isAge(found))) return true;
  // Two years give a duration, and two sums a share.
  const given = families.has('lasting')
    ? dates.flatMap(({ year }) => year ?? [])
    : families.has('ratio')
      ? quantities.flatMap(({ meanings: [first] }) =>
          first !== undefined && familyOf(first) === 'money' ? [first.value] : [],
        )
      : [];
  return !isPage && new Set(given).size > 1;
}

const isInEra = ({ year, decade, century }: CalendarDate): boolean =>
  year !== undefined || decade !== undefined || century !== undefined;

/** Whether a date that is nowhere says a day or a year, or the text has another time for it. */
export function isDateOpposed(
  asked: readonly CalendarDate[],
  found: readonly CalendarDate[],
): boolean {
  return (
    asked.every(({ year, day }) => year !== undefined || day !== undefined) ||
    contradicts(asked, found) ||
    (asked.some(isInEra) && found.some(isInEra))
  );
}
