import type { TextRange } from '@/utils/text/text-model';
import type { HintKind } from './claim';
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
  /** Whether the text says that something changed or differs by it: "rose by 14", "14 more". */
  readonly isChange: boolean;
}

/** Makes a quantity that a text states exactly, except for `traits`. */
export function makeQuantity(
  range: TextRange,
  meanings: readonly Meaning[],
  traits: Partial<Pick<Quantity, 'about' | 'loose' | 'version' | 'counting' | 'isChange'>> = {},
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
    isChange: false,
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

const SECONDS_IN_MONTH = (365.25 / 12) * 86_400;

/** The largest error of rounding, as a share of the number. */
const MOST_ROUNDED = 0.125;
export const MOST_HEDGED = 0.1;
export const SAME = 1e-6;

/** Whether a number in the unit of `asked` is what the claim says, as exactly as it says it. */
export function close(asked: Meaning, found: number, foundStep: number, about: Hedge): boolean {
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
export function sharesAgree(share: number, percentage: number, about: Hedge): boolean {
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

export const inMonths = ({ value }: Meaning, unit: Unit): number =>
  unit.dimension === 'time' ? (value * unit.factor) / SECONDS_IN_MONTH : value * unit.factor;

export const isLasting = ({ dimension }: Unit): boolean =>
  dimension === 'time' || dimension === 'month';
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

export function meets(
  asked: Meaning,
  found: Meaning,
  { about, borrows, lends }: Comparison,
): boolean {
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

/** The end of a sentence or of a line. */
export const SENTENCE_END = /[.!?…;]\s|\n/u;
