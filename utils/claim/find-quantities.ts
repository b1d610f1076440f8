import { findDigits } from './find-digits';
import { findFractions, findMultiples, findNumberWords, findOrdinals } from './find-number-words';
import { type Meaning, makeQuantity, type Quantity, SENTENCE_END } from './quantity';
import { type Blotter, quick, type ScanText } from './scan-text';
import { SHARE } from './units';

/**
 * Finds the numbers of a text in English or French, in order, outside of what `blotter` has as
 * taken, and marks what it reads. Linear.
 */
export function findQuantities(scan: ScanText, blotter: Blotter): Quantity[] {
  const found = [
    ...findMultiples(blotter, blotter.over(scan.lower)),
    ...findFractions(scan, blotter, blotter.over(scan.lower)),
    ...findDigits(scan, blotter, blotter.over(scan.lower)),
    ...findNumberWords(scan, blotter, blotter.over(scan.lower)),
    ...findOrdinals(blotter, blotter.over(scan.lower)),
  ].sort((a, b) => a.start - b.start);
  return [
    ...leftOutUnits(scan.lower, shareUnits(scan.lower, found)),
    ...partsOf(scan.lower, found),
  ];
}

const CONNECTS =
  /^[ ]?(?:x|×|by|sur|-|–|—|to|à|et|and|or|ou|vs\.?|contre|against|,)[ ]?(?:de |~)?$/u;

/** Gives both numbers of "10 to 20%" and "$10–20 million" the unit and the magnitude of one. */
function shareUnits(lower: string, quantities: readonly Quantity[]): Quantity[] {
  const out = [...quantities];
  for (let at = out.length - 2; at >= 0; at--) {
    const one = out[at];
    const next = out[at + 1];
    if (one === undefined || next === undefined || one.version || one.end > next.start) continue;
    if (!CONNECTS.test(lower.slice(one.end, next.start))) continue;
    const mine = one.meanings[0];
    const theirs = next.meanings[0];
    if (mine === undefined || theirs === undefined || theirs.unit?.dimension === 'nth') continue;
    const magnitude = magnitudeOf(lower.slice(next.start, next.end));
    if (mine.unit === null && (theirs.unit !== null || magnitude > 1)) {
      const large = magnitudeOf(lower.slice(one.start, one.end)) > 1;
      const more = one.meanings.map((meaning) =>
        scaled(meaning, large ? 1 : magnitude, theirs.unit),
      );
      out[at] = { ...one, meanings: [...more, ...one.meanings] };
    } else if (mine.unit?.dimension.startsWith('money') === true) {
      if (theirs.unit === null) {
        const { unit } = mine;
        out[at + 1] = {
          ...next,
          meanings: [...next.meanings.map((each) => scaled(each, 1, unit)), ...next.meanings],
        };
      }
      if (magnitude > 1 && magnitudeOf(lower.slice(one.start, one.end)) === 1) {
        const more = one.meanings.map((each) => scaled(each, magnitude, each.unit));
        out[at] = { ...one, meanings: [...more, ...one.meanings] };
      }
    }
  }
  return out;
}

const scaled = (
  { value, step, coarse }: Meaning,
  magnitude: number,
  unit: Meaning['unit'],
): Meaning => ({
  value: value * magnitude,
  unit,
  step: step * magnitude,
  coarse: coarse * magnitude,
});

/** Words before a number that repeats the unit of the number before it. */
const AGAIN = quick(
  /(?<!\p{L})(?:contre|against|from|to|vs\.?|versus|than|over|with|après|à|de|puis|then|et|and|que|or|ou)(?: (?:seulement|only|just|some|about|environ|près de|nearly))? $/u,
);
/** Words after such a number, as in "a billion, and 1.4 more". */
const AGAIN_BEFORE_END =
  /^ (?:de plus|de moins|more|less|additional|supplémentaires?)(?=[\s.,;:)]|$)/u;
/** The text behind a number at the end of a clause: "38.4 million, where 36.2 had been promised." */
const ENDS_CLAUSE = /^(?:[ \u00a0\u202f]?[;:)]|[.,](?!\d)|$)/u;
/** The longest text between the two numbers. */
const AGAIN_REACH = 80;

/**
 * In "8,1 % contre 7,2", "8,1 % alors qu'il en fallait 7,2" and "il en fallait 7,2, mais elle est à
 * 8,1 %", also gives 7.2 the unit and the magnitude of 8.1.
 */
function leftOutUnits(lower: string, quantities: readonly Quantity[]): Quantity[] {
  let before: Quantity | null = null;
  let amount: Quantity | null = null;
  return quantities.map((quantity, at) => {
    const { meanings, start, end, counting, version } = quantity;
    const isMore = AGAIN_BEFORE_END.test(lower.slice(end, end + 18));
    const isBare = meanings.every(({ unit }) => unit === null) && (!counting || isMore) && !version;
    if (!isBare) {
      before = quantity;
      if (meanings[0]?.unit?.dimension.startsWith('money') === true) amount = quantity;
      return quantity;
    }
    const endsClause = ENDS_CLAUSE.test(lower.slice(end, end + 2));
    const isAgain = isMore || AGAIN.test(lower.slice(Math.max(0, start - 24), start));
    // A sum grows by sums, also if a time stands between the two.
    const former = isMore ? (amount ?? before) : before;
    const known = [former, endsClause ? quantities[at + 1] : null].find((other) => {
      const dimension = other?.meanings[0]?.unit?.dimension ?? 'nth';
      if (!other || dimension === 'nth') return false;
      const between = lower.slice(Math.min(end, other.end), Math.max(start, other.start));
      if (between.length > AGAIN_REACH || (other.start < end && start < other.end)) return false;
      if (isAgain && other === former) return true;
      return endsClause && !SENTENCE_END.test(between);
    });
    const unit = known?.meanings[0]?.unit ?? null;
    if (!known || unit === null) return quantity;
    const own = magnitudeOf(lower.slice(start, end));
    const magnitude = own > 1 ? 1 : magnitudeOf(lower.slice(known.start, known.end));
    return {
      ...quantity,
      meanings: [...meanings, ...meanings.map((each) => scaled(each, magnitude, unit))],
    };
  });
}

const PART_OF = quick(
  /^(?: [\p{L}'-]+){0,5} ?(?:[ (](?:of|out of|in|sur|des|parmi|de|on|in every))(?: (?!(?:et|and|ou|or|to|à) )[\p{L}'-]+){0,3} $/u,
);
/** The longest text between the two numbers. */
const PART_REACH = 60;

/** "50 of the 200 wells" and "one in five" are also shares. They count when they are found. */
function partsOf(lower: string, quantities: readonly Quantity[]): Quantity[] {
  const shares: Quantity[] = [];
  for (const [at, part] of quantities.entries()) {
    const whole = quantities[at + 1];
    if (whole === undefined) break;
    const some = part.meanings[0];
    const all = whole.meanings[0];
    if (some === undefined || all === undefined) continue;
    const isSame =
      some.unit?.dimension === all.unit?.dimension && some.unit?.factor === all.unit?.factor;
    if (!isSame || /^(?:%|points?|share|nth)$/u.test(some.unit?.dimension ?? '')) continue;
    if (some.value <= 0 || some.value >= all.value) continue;
    const between = lower.slice(part.end, whole.start);
    if (between.length > PART_REACH || !PART_OF.test(between)) continue;
    const meanings = [{ value: some.value / all.value, unit: SHARE, step: 0, coarse: 0 }];
    shares.push(makeQuantity({ start: part.start, end: whole.end }, meanings, { loose: true }));
  }
  return shares;
}

function magnitudeOf(words: string): number {
  if (/milliard|billion|\d ?(?:bn|mds?|b(?!\p{L}))/u.test(words)) return 1e9;
  if (/million|\d ?(?:mn|m(?:[€$£]|$))/u.test(words)) return 1e6;
  if (/trillion|\d ?tn/u.test(words)) return 1e12;
  return /\d ?(?:k|thousand|mille)(?!\p{L})/u.test(words) ? 1e3 : 1;
}
