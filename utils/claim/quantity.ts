import type { TextRange } from '@/utils/text/text-model';
import type { HintKind } from './claim';
import type { Unit } from './units';

export interface Meaning {
  readonly value: number;
  /** Null for a bare number. */
  readonly unit: Unit | null;
}

/** A number in a text, with all its possible meanings. */
export interface Quantity extends TextRange {
  readonly meanings: readonly Meaning[];
  /** How the text qualifies the number. */
  readonly about: 'exactly' | 'near' | 'above' | 'below';
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
  if (dimension === '%') return 'percentage';
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

function close(asked: number, found: number, about: Quantity['about']): boolean {
  const gap = found - asked;
  const size = Math.abs(asked);
  if (Math.abs(gap) <= size * 1e-6) return true;
  if (about === 'near') return Math.abs(gap) <= size * 0.02;
  if (about === 'above') return gap > 0 && gap <= size * 0.05;
  return about === 'below' && gap < 0 && -gap <= size * 0.05;
}

function meets(
  asked: Meaning,
  found: Meaning,
  about: Quantity['about'],
  borrows: boolean,
): boolean {
  const a = asked.unit;
  const b = found.unit;
  if (a === null && b === null) return close(asked.value, found.value, about);
  if (a !== null && b !== null) {
    if (a.dimension === b.dimension) {
      return close(asked.value * a.factor, found.value * b.factor, about);
    }
    // Half of a group is 50 % of it.
    if (a.dimension === 'share' && b.dimension === '%') {
      return Math.abs(asked.value * 100 - found.value) < 0.5;
    }
    if (a.dimension === '%' && b.dimension === 'share') {
      return Math.abs(asked.value - found.value * 100) < 0.5;
    }
    if (a.dimension === 'time' && b.dimension === 'month') {
      return (
        Math.abs((asked.value * a.factor) / (found.value * b.factor * SECONDS_IN_MONTH) - 1) < 0.02
      );
    }
    if (a.dimension === 'month' && b.dimension === 'time') {
      return (
        Math.abs((asked.value * a.factor * SECONDS_IN_MONTH) / (found.value * b.factor) - 1) < 0.02
      );
    }
    return false;
  }
  if (!close(asked.value, found.value, about)) return false;
  if (a !== null) {
    // In a table or a list, a page often gives numbers without their unit.
    return borrows || !/^(?:%|share|nth|times|time|month|money)/u.test(a.dimension);
  }
  return (
    b !== null &&
    /^(?:times|bytes|length|mass|power|energy|volume|area|temperature)$/u.test(b.dimension)
  );
}

/**
 * Returns whether the numbers `found` of `text` include the one asked for. A bare number counts as
 * a percentage or a sum if the text mentions percent or that currency, and as a sum from a thousand
 * on.
 */
export function quantityHolds(asked: Quantity, found: readonly Quantity[], text: string): boolean {
  return asked.meanings.some((meaning) => {
    const dimension = meaning.unit?.dimension ?? '';
    const large = dimension.startsWith('money') && meaning.value >= 1000;
    const borrows =
      large ||
      (/^(?:%|money)/u.test(dimension) && namesDimension(found, dimension, text)) ||
      (dimension === 'times' && meaning.value >= 2);
    return found.some(({ meanings, counting }) =>
      meanings.some((other) => meets(meaning, other, asked.about, borrows && !counting)),
    );
  });
}
