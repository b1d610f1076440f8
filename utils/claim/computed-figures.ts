import type { CalendarDate } from './calendar';
import {
  close,
  type Hedge,
  inMonths,
  isLasting,
  type Meaning,
  MOST_HEDGED,
  type Quantity,
  SAME,
  SENTENCE_END,
  sharesAgree,
} from './quantity';
import { quick } from './scan-text';

/* Figures that a passage does not have, but that follow from those that it has. */

/**
 * Returns whether a figure follows from the numbers `found` of `text`: as a sum, a difference, a
 * share, a multiple, a rate, what remains, or the time between two years. Two numbers of a row nearly
 * always differ by another one of a report, so a difference needs words for it in the claim.
 */
export function followsFrom(
  asked: Meaning,
  { about, isChange }: Pick<Quantity, 'about' | 'isChange'>,
  found: readonly Quantity[],
  text: string,
): boolean {
  const dimension = asked.unit?.dimension ?? '';
  return (
    (dimension.startsWith('point') && isDifference(asked, found)) ||
    (/^(?:%|share)$/u.test(dimension) && isPart(asked, about, found)) ||
    (dimension === '%' && isGrowth(asked, about, found, text)) ||
    (asked.unit === null && isRest(asked, found, text)) ||
    (asked.unit === null && isCount(asked, found)) ||
    isRate(asked, about, found) ||
    (dimension === 'times' && isMultiple(asked, about, found)) ||
    (dimension === 'month' && (isSpan(asked, found, text) || isAge(asked, found, text))) ||
    isComputed(asked, { about, isChange }, found)
  );
}

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

/** Whether a number is an age without the word "years": "under 18", "65 and over". */
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
function isComputed(
  asked: Meaning,
  { about, isChange }: Pick<Quantity, 'about' | 'isChange'>,
  found: readonly Quantity[],
): boolean {
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
      return fits(sum) || (isChange && index === 0 && fits(Math.abs(first - next)));
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
