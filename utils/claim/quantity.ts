import type { TextRange } from '@/utils/text/text-model';
import type { CalendarDate } from './calendar';
import type { HintKind } from './claim';
import { quick } from './scan-text';
import type { Unit } from './units';

export interface Meaning {
  readonly value: number;
  /** Null for a bare number. */
  readonly unit: Unit | null;
  /** How exact the number is: 0.01 for "3.96", and 100 for "4000". 0 for a number that is exact. */
  readonly step: number;
  /** How exact the number may be if it is rounded: 1000 for "4000". */
  readonly coarse: number;
}

/** Returns a meaning with the exactness of its decimal digits. */
export function meaningOf(digits: number, unit: Unit | null, magnitude = 1): Meaning {
  const { step, coarse } = exactness(digits, magnitude > 1);
  return { value: digits * magnitude, unit, step: step * magnitude, coarse: coarse * magnitude };
}

/**
 * Two digits of a number count as meant, so that 4000 is not 3600. Before a magnitude, all do:
 * "4 million" can be 3.6 million.
 */
function exactness(value: number, hasMagnitude: boolean): { step: number; coarse: number } {
  const size = Math.abs(value);
  if (size === 0) return { step: 0, coarse: 0 };
  if (!Number.isInteger(size)) {
    const decimals = String(size).split('.')[1]?.length ?? 0;
    return { step: 10 ** -decimals, coarse: 10 ** -decimals };
  }
  let coarse = 1;
  while (size % (coarse * 10) === 0) coarse *= 10;
  const leading = 10 ** Math.floor(Math.log10(size) + 1e-9);
  return { step: hasMagnitude ? coarse : Math.max(1, Math.min(coarse, leading / 10)), coarse };
}

/** `nearly` is near, but not above. `tenfold` is up to ten times as much: "tens of thousands". */
export type Hedge = 'exactly' | 'near' | 'nearly' | 'above' | 'below' | 'tenfold';

/** A number in a text, with all its possible meanings. */
export interface Quantity extends TextRange {
  readonly meanings: readonly Meaning[];
  /** How the text qualifies the number. */
  readonly about: Hedge;
  /**
   * Whether the word can mean more than a number, like "one", "both" or "first". Such a number
   * counts when it is found, but is not searched for.
   */
  readonly loose: boolean;
  /**
   * Whether the number follows a name or "version", so that it identifies something and counts
   * nothing.
   */
  readonly version: boolean;
  /** Whether the next word is what a bare number counts: "14 plants". */
  readonly counting: boolean;
}

/** Makes a quantity that a text states exactly, except for `traits`. */
export function makeQuantity(
  range: TextRange,
  meanings: readonly Meaning[],
  traits: Partial<Pick<Quantity, 'about' | 'loose' | 'version' | 'counting'>> = {},
): Quantity {
  const { start, end } = range;
  return {
    start,
    end,
    meanings,
    about: 'exactly',
    loose: false,
    version: false,
    counting: false,
    ...traits,
  };
}

export function quantityKind({ meanings }: Pick<Quantity, 'meanings'>): HintKind {
  const dimension = meanings[0]?.unit?.dimension ?? '';
  if (dimension === '%' || dimension === 'points') return 'percentage';
  if (dimension.startsWith('money')) return 'money';
  if (dimension === 'time' || dimension === 'month') return 'duration';
  return dimension === 'nth' ? 'ordinal' : 'figure';
}

/**
 * Returns whether a text names a unit of the dimension somewhere, which bare numbers may then have.
 */
function namesDimension(found: readonly Quantity[], dimension: string, text: string): boolean {
  if (dimension === '%' && /%|per ?cent|pour cent/iu.test(text)) return true;
  return found.some(({ meanings }) => meanings.some(({ unit }) => unit?.dimension === dimension));
}

const SECONDS_IN_MONTH = (365.25 / 12) * 86_400;

/** The largest error of rounding, as a share of the number. */
const MOST_ROUNDED = 0.125;
const MOST_HEDGED = 0.1;
const SAME = 1e-6;

/** Whether a number in the unit of `asked` is what the claim says, as exactly as it says it. */
function close(asked: Meaning, found: number, foundStep: number, about: Hedge): boolean {
  const gap = found - asked.value;
  const distance = Math.abs(gap);
  const size = Math.abs(asked.value);
  if (distance <= size * SAME) return true;
  const within = (step: number, share: number): boolean =>
    distance <= Math.min(step / 2, size * share) * (1 + SAME);
  switch (about) {
    case 'exactly':
      return foundStep < asked.step && within(asked.step, MOST_ROUNDED);
    case 'near':
      return distance <= size * 0.02 || within(asked.coarse, MOST_HEDGED);
    case 'nearly':
      return distance <= size * 0.02 || (gap < 0 && within(asked.coarse, MOST_HEDGED));
    case 'above':
      return gap > 0 && distance < Math.max(Math.min(asked.coarse, size), size * 0.1);
    case 'below':
      return gap < 0 && distance < Math.max(Math.min(asked.coarse, size / 2), size * 0.1);
    case 'tenfold':
      return gap > 0 && found < asked.value * 10;
  }
}

/** Whether two numbers of one dimension agree, whatever their units. */
function closeIn(asked: Meaning, a: Unit, found: Meaning, b: Unit, about: Hedge): boolean {
  if (a.factor === b.factor && a.offset === b.offset) {
    return close(asked, found.value, found.step, about);
  }
  const converted = (found.value * b.factor + (b.offset ?? 0) - (a.offset ?? 0)) / a.factor;
  // A converted number is as exact as one writes it.
  return close(asked, converted, 0, about);
}

/** Whether a share of one and a percentage agree: half of a group is 50 % of it. */
function sharesAgree(share: number, percentage: number, about: Hedge): boolean {
  const gap = percentage - share * 100;
  const wide = share === 0.5 ? 15 : 8;
  switch (about) {
    case 'exactly':
      return Math.abs(gap) <= 1.2;
    case 'near':
      return Math.abs(gap) <= 4;
    case 'nearly':
      return gap >= -5 && gap <= 1;
    case 'above':
      return gap > -SAME && gap <= wide;
    case 'below':
      return gap < SAME && gap >= -wide;
    case 'tenfold':
      return false;
  }
}

const inMonths = ({ value }: Meaning, unit: Unit): number =>
  unit.dimension === 'time' ? (value * unit.factor) / SECONDS_IN_MONTH : value * unit.factor;

const isLasting = ({ dimension }: Unit): boolean => dimension === 'time' || dimension === 'month';
const isPartOfHundred = ({ dimension }: Unit): boolean => /^(?:%|points?)$/u.test(dimension);

/** Dimensions that a number of the claim may have in the passage if it counts something. */
const IMPLIED = /^(?:times|bytes|length|mass|power|energy|volume|area|temperature|speed)$/u;

/** How a number of the claim and one of the passage may be compared. */
interface Comparison {
  readonly about: Hedge;
  /** Whether a bare number of the passage may have the unit of the claim. */
  readonly borrows: boolean;
  /** Whether a bare number of the claim may have the unit of the passage. */
  readonly lends: boolean;
}

function meets(asked: Meaning, found: Meaning, { about, borrows, lends }: Comparison): boolean {
  const a = asked.unit;
  const b = found.unit;
  if (a !== null && b !== null) {
    if (a.dimension === b.dimension || (isPartOfHundred(a) && isPartOfHundred(b))) {
      if (a.dimension !== 'share') return closeIn(asked, a, found, b, about);
      return sharesAgree(asked.value, found.value * 100, about);
    }
    if (a.dimension === 'share' && b.dimension === '%') {
      return sharesAgree(asked.value, found.value, about);
    }
    if (a.dimension === '%' && b.dimension === 'share') {
      return (
        Math.abs(asked.value - found.value * 100) < 0.5 || close(asked, found.value * 100, 0, about)
      );
    }
    // Five times as much is 400 % more.
    if (a.dimension === 'times' && b.dimension === '%')
      return asked.value > 1 && close(asked, found.value / 100 + 1, 0, about);
    if (a.dimension === '%' && b.dimension === 'times')
      return found.value > 1 && close(asked, (found.value - 1) * 100, 0, about);
    if (isLasting(a) && isLasting(b)) {
      return Math.abs(inMonths(asked, a) / inMonths(found, b) - 1) < 0.02;
    }
    return false;
  }
  if (!close(asked, found.value, found.step, about)) return false;
  if (a === null && b === null) return true;
  // In a table or a list, a page often gives numbers without their unit.
  if (a !== null) return borrows || !/^(?:%|share|nth|times|time|month|money)/u.test(a.dimension);
  return b !== null && (IMPLIED.test(b.dimension) || (lends && b.dimension !== 'nth'));
}

/**
 * Returns whether the numbers `found` of `text` include the one asked for, or one that it is a
 * rounding of. A bare number counts as a percentage or a sum if the text mentions percent or that
 * currency, and as a sum from a thousand on.
 */
export function quantityHolds(asked: Quantity, found: readonly Quantity[], text: string): boolean {
  return asked.meanings.some((meaning) => {
    const dimension = meaning.unit?.dimension ?? '';
    const large = dimension.startsWith('money') && meaning.value >= 1000;
    const borrows =
      large ||
      (/^(?:%|point|money)/u.test(dimension) && namesDimension(found, dimension, text)) ||
      (dimension === 'times' && meaning.value >= 2);
    if (
      found.some(
        ({ meanings, counting, version }) =>
          // "The second" may be called "Kestrel 2".
          (version && dimension === 'nth' && meanings[0]?.value === meaning.value) ||
          meanings.some((other) =>
            meets(meaning, other, {
              about: asked.about,
              borrows: borrows && !counting,
              lends: !asked.counting && !asked.version,
            }),
          ),
      )
    )
      return true;
    return (
      (dimension.startsWith('point') && isDifference(meaning, found)) ||
      (/^(?:%|share)$/u.test(dimension) && isPart(meaning, asked.about, found)) ||
      (dimension === '%' && isGrowth(meaning, asked.about, found, text)) ||
      (meaning.unit === null && isRest(meaning, found, text)) ||
      (meaning.unit === null && isCount(meaning, found)) ||
      isRate(meaning, asked.about, found) ||
      (dimension === 'times' && isMultiple(meaning, asked.about, found)) ||
      (dimension === 'month' && (isSpan(meaning, found, text) || isAge(meaning, found, text))) ||
      isComputed(meaning, asked.about, found)
    );
  });
}

const LINE_STARTS = /(?:^|\n)[ \t(]*$/u;
const LIST_MARK_ENDS = /^[.)](?:\s|$)/u;

/** Whether a number counts the items of a list: "4. Depots". */
const isListMark = (text: string, { start, end }: TextRange): boolean =>
  LIST_MARK_ENDS.test(text.slice(end, end + 2)) &&
  LINE_STARTS.test(text.slice(Math.max(0, start - 4), start));

/**
 * Returns whether the number asked for stands among the numbers `found` of `text`, with its unit.
 * Numbers that it follows from, or that it is a rounding of, are other numbers.
 */
export function isNumberAmong(asked: Quantity, found: readonly Quantity[], text: string): boolean {
  return found.some(
    (other) =>
      !other.loose &&
      (asked.version || !other.version) &&
      !isListMark(text, other) &&
      asked.meanings.some((mine) => other.meanings.some((theirs) => isSameAmount(mine, theirs))),
  );
}

/**
 * Returns the number of a cell that is the one asked for without its unit, as in a table with the unit
 * in its heading; null if there is none.
 */
export function bareNumberAmong(
  asked: Quantity,
  found: readonly Quantity[],
  text: string,
): TextRange | null {
  const isBare = ({ meanings }: Quantity) =>
    meanings.some(
      ({ unit, value }) =>
        unit === null && asked.meanings.some((mine) => mine.unit !== null && mine.value === value),
    );
  const isCell = ({ start, end }: TextRange) =>
    /(?:^|\n)[ \t]*$/u.test(text.slice(Math.max(0, start - 4), start)) &&
    /^[ \t]*(?:\n|$)/u.test(text.slice(end, end + 4));
  return found.find((other) => !other.loose && isBare(other) && isCell(other)) ?? null;
}

const isSameAmount = (a: Meaning, b: Meaning): boolean =>
  a.unit?.dimension === b.unit?.dimension &&
  a.unit?.factor === b.unit?.factor &&
  a.unit?.offset === b.unit?.offset &&
  Math.abs(a.value - b.value) <= Math.abs(a.value) * SAME;

/** Whether a share is that of one number in the next, or what one has more: $700 of $1,200. */
function isPart(asked: Meaning, about: Hedge, found: readonly Quantity[]): boolean {
  if (found.length > MOST_COMPARED) return false;
  const share = asked.unit?.dimension === 'share' ? asked.value : asked.value / 100;
  return found.some(({ meanings: [one] }, at) => {
    return found.slice(at + 1, at + MOST_ADDED).some(({ meanings: [next] }) => {
      if (one === undefined || next === undefined) return false;
      if (!isAmount(one) || one.unit?.dimension !== next.unit?.dimension) return false;
      const [small, large] = [one.value, next.value].toSorted((a, b) => a - b);
      if (small === undefined || large === undefined || small < LEAST_COMPARED) return false;
      if (sharesAgree(share, (small / large) * 100, about)) return true;
      // Half as many again: from 500 to 750.
      return (
        asked.unit?.dimension === 'share' && sharesAgree(share, (large / small - 1) * 100, about)
      );
    });
  });
}

/** Between the two amounts of "from 20 to 40 ships". */
const UP_TO = quick(/^[^.;\d]{0,20}(?<!\p{L})(?:to|à) (?:[^\p{L}\d ] ?)?$/iu);

/** Whether a percentage is what one amount is more or less than the one before: from 20 to 25 is 25 %. */
function isGrowth(asked: Meaning, about: Hedge, found: readonly Quantity[], text: string): boolean {
  return found.some(({ end, meanings: [from] }, at) => {
    const next = found[at + 1];
    const [to] = next?.meanings ?? [];
    if (next === undefined || from === undefined || to === undefined) return false;
    if (!isAmount(from) || from.unit?.dimension !== to.unit?.dimension || from.value <= 0)
      return false;
    const growth = Math.abs(to.value / from.value - 1) * 100;
    return close(asked, growth, 0, about) && UP_TO.test(text.slice(end, next.start));
  });
}

const INCLUDING = quick(
  /^[^.;\d]{0,40}(?<!\p{L})(?:including|dont|of (?:them|which|whom)|parmi lesquel(?:le)?s)(?!\p{L})[^.;\d]{0,20}$/iu,
);

/** Whether a number is what remains: of 19, including 17 foreigners, two are none. */
function isRest(asked: Meaning, found: readonly Quantity[], text: string): boolean {
  return found.some((all, at) => {
    const part = found[at + 1];
    const [one] = all.meanings;
    const [some] = part?.meanings ?? [];
    if (part === undefined || one === undefined || some === undefined) return false;
    return (
      one.value - some.value === asked.value && INCLUDING.test(text.slice(all.end, part.start))
    );
  });
}

const UNTIL = /^ ?(?:to|until|till|through|and|à|au|et|jusqu'(?:en|à)|-|–) ?$/iu;

export const SENTENCE_END = /[.!?…;]\s|\n/u;

/** Whether a duration is that from one time to the next, or that of two times after each other. */
function isSpan(asked: Meaning, found: readonly Quantity[], text: string): boolean {
  const { value, unit } = asked;
  if (unit === null) return false;
  return found.some((first, at) => {
    const next = found[at + 1];
    const [from] = first.meanings;
    const [to] = next?.meanings ?? [];
    if (next === undefined || from === undefined || to === undefined) return false;
    const isYears = unit.factor === 12 && isYearLike(from) && isYearLike(to);
    if (isYears && to.value - from.value === value && UNTIL.test(text.slice(first.end, next.start)))
      return true;
    const lasts = (meaning: Meaning | undefined): meaning is Meaning =>
      meaning?.unit?.dimension === 'month' && meaning.unit.factor === unit.factor;
    // A sum may stand between the two times, but no end of a sentence.
    return (
      lasts(from) &&
      found.slice(at + 1, at + 3).some(({ meanings: [other], start }) => {
        if (!lasts(other) || from.value + other.value !== value) return false;
        return !SENTENCE_END.test(text.slice(first.end, start));
      })
    );
  });
}

/** The highest number of dates whose distances are compared. Of many dates, two always fit. */
const MOST_DATES = 4;

/** Whether a time is that between two dates: from May 2014 to May 2015, twelve months. */
export function isBetweenDates(
  { meanings: [asked] }: Quantity,
  dates: readonly CalendarDate[],
): boolean {
  if (asked === undefined || asked.unit === null || !isLasting(asked.unit)) return false;
  const dated = dates.filter(({ year }) => year !== undefined);
  if (dated.length > MOST_DATES) return false;
  const months = inMonths(asked, asked.unit);
  return dated.some((from, at) =>
    dated.slice(at + 1).some((to) => {
      const hasMonths = from.month !== undefined && to.month !== undefined;
      const years = Math.abs((from.year ?? 0) - (to.year ?? 0));
      if (!hasMonths) return years > 0 && years * 12 === months;
      const apart = ((to.year ?? 0) - (from.year ?? 0)) * 12 + (to.month ?? 0) - (from.month ?? 0);
      return apart !== 0 && Math.abs(apart) === months;
    }),
  );
}

const AGED = quick(/(?<!\p{L})(?:age|ages|aged|under|over|turned|turning) $/iu);
const OR_OLDER = /^ (?:and|or) (?:older|over|younger|under|above|up)(?!\p{L})/u;
/** The highest age of a person. A higher number is no age. */
const OLDEST = 120;

/** Whether years are an age that stands without its unit: "under 18", "65 and over". */
function isAge({ value, unit }: Meaning, found: readonly Quantity[], text: string): boolean {
  if (unit?.factor !== 12 || value > OLDEST) return false;
  return found.some(
    (other) => other.meanings.some((each) => each.value === value) && isAgeAt(other, text),
  );
}

/** Whether a number is an age without its unit. */
export const isAgeAt = ({ start, end, meanings }: Quantity, text: string): boolean =>
  meanings.some(({ unit }) => unit === null) &&
  (AGED.test(text.slice(Math.max(0, start - 10), start)) ||
    OR_OLDER.test(text.slice(end, end + 16)));

const isYearLike = ({ value, unit }: Meaning): boolean =>
  unit === null && Number.isInteger(value) && value >= 1500 && value < 2100;

/** The maximum number of amounts that people add. */
const MOST_ADDED = 4;
/** A smaller number is the sum or difference of others by chance. */
const LEAST_COMPUTED = 20;
/** The largest error of a computed amount that is not exact, as a share of it. */
const MOST_COMPUTED = 0.02;

/** Returns an amount in the main unit of its currency: 0.45 for 45 cents. */
const inUnits = ({ value, unit }: Meaning): number => value * (unit?.factor ?? 1);

/**
 * Whether an amount is the sum of amounts that follow each other, what two of them differ by, or
 * a share of one of them, such as two thirds or 40 %.
 */
function isComputed(asked: Meaning, about: Hedge, found: readonly Quantity[]): boolean {
  if (found.length > MOST_COMPARED || !isAmount(asked)) return false;
  const isLarge = asked.value >= LEAST_COMPUTED;
  if (!isLarge && Number.isInteger(asked.value)) return false;
  const dimension = asked.unit?.dimension;
  const known = found.filter(({ loose, version }) => !loose && !version);
  const amounts = known.flatMap(({ meanings: [one] }) =>
    one !== undefined && isAmount(one) && one.unit?.dimension === dimension ? [inUnits(one)] : [],
  );
  const shares = known.flatMap(({ meanings: [one] }) => {
    const share = one?.unit?.dimension;
    if (one === undefined || (share !== 'share' && share !== '%')) return [];
    return [share === '%' ? one.value / 100 : one.value];
  });
  const sought = inUnits(asked);
  const error = Math.abs(sought) * (about === 'exactly' ? SAME : MOST_COMPUTED);
  const fits = (value: number): boolean => Math.abs(value - sought) <= error;
  return amounts.some((first, at) => {
    if (shares.some((share) => fits(share * first))) return true;
    let sum = first;
    return amounts.slice(at + 1, at + MOST_ADDED).some((next, index) => {
      sum += next;
      return fits(sum) || (index === 0 && fits(Math.abs(first - next)));
    });
  });
}

/** Whether a number is what at least three counts that follow each other make together: 6 + 3 + 3 + 1. */
function isCount({ value }: Meaning, found: readonly Quantity[]): boolean {
  if (found.length > MOST_COMPARED || !Number.isInteger(value) || value <= MOST_ADDED) return false;
  const counts = found.flatMap(({ meanings: [one], version }) =>
    one?.unit === null && !version && Number.isInteger(one.value) ? [one.value] : [],
  );
  return counts.some((first, at) => {
    let sum = first;
    return counts.slice(at + 1, at + MOST_ADDED + 1).some((next, index) => {
      sum += next;
      return index > 0 && sum === value;
    });
  });
}

/** Whether two numbers near each other have that ratio: 11 % is twice 5.5 %, and 5.5 % half of it. */
function isMultiple(asked: Meaning, about: Hedge, found: readonly Quantity[]): boolean {
  if (found.length > MOST_COMPARED) return false;
  const known = found.flatMap(({ meanings: [one], loose, version }) =>
    one === undefined || loose || version || one.value < LEAST_COMPARED ? [] : [one],
  );
  const error = about === 'exactly' ? MOST_COMPUTED : MOST_HEDGED;
  const value = Math.max(asked.value, 1 / asked.value);
  return known.some((one, at) =>
    known.slice(at + 1, at + MOST_ADDED).some((next) => {
      if (one.unit?.dimension !== next.unit?.dimension) return false;
      const [small, large] = [inUnits(one), inUnits(next)].toSorted((a, b) => a - b);
      return small !== undefined && Math.abs((large ?? 0) / small / value - 1) <= error;
    }),
  );
}

/** Whether an amount is what one gives per unit of the next: 200 requests in 20 seconds are ten. */
function isRate(asked: Meaning, about: Hedge, found: readonly Quantity[]): boolean {
  if (asked.unit !== null) return false;
  return found.some(({ meanings: [all] }, at) => {
    const [per] = found[at + 1]?.meanings ?? [];
    if (all?.unit !== null || per === undefined || per.unit === null || per.value <= 1)
      return false;
    return isLasting(per.unit) && close(asked, all.value / per.value, 0, about);
  });
}

/** In a long text, two numbers have any share by chance. */
const MOST_COMPARED = 12;
const LEAST_COMPARED = 3;
const isAmount = ({ unit }: Meaning): boolean =>
  unit === null || unit.dimension.startsWith('money');

/** Whether two percentages that follow each other differ by the points: from 40 to 43 by 3. */
function isDifference(asked: Meaning, found: readonly Quantity[]): boolean {
  let before: number | null = null;
  for (const { meanings } of found) {
    const percentage = meanings.find(({ unit }) => unit?.dimension === '%')?.value;
    if (percentage === undefined) continue;
    if (before !== null && Math.abs(Math.abs(percentage - before) - Math.abs(asked.value)) < 0.051)
      return true;
    before = percentage;
  }
  return false;
}
