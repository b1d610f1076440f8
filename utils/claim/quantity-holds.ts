import type { TextRange } from '@/utils/text/text-model';
import type { ComparedText } from './compared-text';
import { followsFrom } from './computed-figures';
import { type Meaning, meets, type Quantity, SAME } from './quantity';

/**
 * Returns whether a text names a unit of the dimension somewhere, which bare numbers may then have.
 */
function namesDimension(found: readonly Quantity[], dimension: string, text: string): boolean {
  if (dimension === '%' && /%|per ?cent|pour cent/iu.test(text)) return true;
  return found.some(({ meanings }) => meanings.some(({ unit }) => unit?.dimension === dimension));
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
    return followsFrom(meaning, asked, found, text);
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
 * A number from which it was computed or rounded is another number.
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

const PER_CENT = /%|per ?cent|pour cent/iu;
const RISE_OR_FALL = 0;
const FALL = 1;
/** The largest distance between "fell" and its amount, in UTF-16 units. */
const BY = 40;

/**
 * Whether the claim says that something fell by a percentage, and a cell has the amount with a minus
 * sign. `head` is the text around the cell: it must name per cent.
 */
export function isNegativeCell(
  asked: Quantity,
  claim: ComparedText,
  found: readonly Quantity[],
  head: string,
): boolean {
  const [mine] = asked.meanings;
  if (mine?.unit?.dimension !== '%' || mine.value <= 0 || !PER_CENT.test(head)) return false;
  const turn = claim.turns.findLast(
    ({ row, end }) => row === RISE_OR_FALL && end <= asked.start && asked.start - end <= BY,
  );
  return (
    turn?.side === FALL &&
    found.some(({ meanings, loose }) =>
      meanings.some(({ unit, value }) => !loose && unit === null && value === -mine.value),
    )
  );
}

const isSameAmount = (a: Meaning, b: Meaning): boolean =>
  a.unit?.dimension === b.unit?.dimension &&
  a.unit?.factor === b.unit?.factor &&
  a.unit?.offset === b.unit?.offset &&
  Math.abs(a.value - b.value) <= Math.abs(a.value) * SAME;
