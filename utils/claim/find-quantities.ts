import {
  IMPLIED_NUMBERS,
  NUMBER_VALUES,
  ORDINAL_WORDS,
  ROUND_NUMBERS,
  readNumberWords,
} from './number-words';
import type { Meaning, Quantity } from './quantity';
import { DIGITS, readNumber } from './read-number';
import { readTail } from './read-tail';
import { anyOf, type Blotter, type ScanText } from './scan-text';
import { CURRENCY_MARKS, UNITS, type Unit } from './units';

const FRONT = '(?<![\\p{L}\\p{N}_])';
const NUMBER = new RegExp(
  `(?<![\\p{L}\\p{N}_]|\\p{L}-|\\p{N}[.,])(?:(?<nth>n°|nº|no\\.|№|#|numéro|number) ?)?(?<cur>(?:${CURRENCY_MARKS}) ?)?(?<num>${DIGITS})`,
  'gu',
);
const ONE = '(?:un|une|one|a|an)';
const FRACTION = new RegExp(
  [
    `${FRONT}(?<half>moitié|half)(?![\\p{L}-])`,
    `${FRONT}(?<part>(?:la|les|le) )?(?<top>${ONE}|deux|two|trois|three|quatre|four|le)[ -](?<bottom>tiers|thirds?|quarts?|quarters?|cinquièmes?|fifths?|dixièmes?|tenths?)(?!\\p{L})`,
  ].join('|'),
  'gu',
);
const BOTTOMS: readonly (readonly [RegExp, number])[] = [
  [/^(?:tiers|thirds?)$/u, 3],
  [/^(?:quarts?|quarters?)$/u, 4],
  [/^(?:cinquièmes?|fifths?)$/u, 5],
  [/^(?:dixièmes?|tenths?)$/u, 10],
];
const WORDS = new RegExp(
  `(?<![\\p{L}\\p{N}_]|\\p{L}-)(?:${anyOf([...NUMBER_VALUES.keys(), 'a', 'an'])})(?:[ -](?:${anyOf([...NUMBER_VALUES.keys(), 'et', 'and'])})(?![\\p{L}\\p{N}]))*(?![\\p{L}\\p{N}])`,
  'gu',
);
const ROUND = new RegExp(
  `${FRONT}(?:${ONE}|la|half a) (?<round>${anyOf(ROUND_NUMBERS.keys())})(?!\\p{L})`,
  'gu',
);
const IMPLIED = new RegExp(`${FRONT}(?:${anyOf(IMPLIED_NUMBERS.keys())})(?!\\p{L})`, 'gu');
const ORDINAL = new RegExp(`${FRONT}(?:${anyOf(ORDINAL_WORDS.keys())})(?!\\p{L})`, 'gu');

const NEAR =
  /(?:près d[eu']|environ|autour de|quelque|presque|[~≈±]|about|around|nearly|almost|roughly|some|approximately|approx\.|circa|près des) ?$/u;
const ABOVE =
  /(?:plus d[e']|au moins|more than|over|at least|above|exceeding|dépasse|supérieur[es]* à|passe|passed) ?$/u;
const BELOW = /(?:moins d[e']|less than|fewer than|under|below|jusqu'à|up to|inférieur[es]* à) ?$/u;

const NTH: Unit = { dimension: 'nth', factor: 1 };
const SHARE: Unit = { dimension: 'share', factor: 1 };

function hedgeBefore(lower: string, start: number): Quantity['about'] {
  const before = lower.slice(Math.max(0, start - 20), start);
  if (NEAR.test(before)) return 'near';
  if (ABOVE.test(before)) return 'above';
  return BELOW.test(before) ? 'below' : 'exactly';
}

/** Words that open sentences before a number and name nothing. */
const NO_NAME = new Set(
  'les le la des un une en au aux il elle ils elles quelque quelques environ près plus moins selon sur dans de du ces ses nos the a an in of on at some about around over nearly almost roughly more less only both between entre from with for by its their et and ou or mais but à avec pour par depuis since after before après avant dont soit total january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday'.split(
    ' ',
  ),
);

function isVersionAt(scan: ScanText, start: number): boolean {
  const before = /(?<![\p{L}\p{N}])([\p{L}][\p{L}\p{N}.'-]*)[ -]$/u.exec(
    scan.plain.slice(Math.max(0, start - 32), start),
  );
  const word = before?.[1];
  if (word === undefined) return false;
  const lower = word.toLowerCase();
  if (
    /^(?:versions?|v|release|série|series|chapter|chapitre|article|phase|type|windows)$/u.test(
      lower,
    )
  )
    return true;
  const firstOfSentence = /(?:^|[.!?:;\n«“"(]\s*)$/u.test(
    scan.plain.slice(0, start - word.length - 1).slice(-4),
  );
  if (!/\p{Lu}/u.test(word) || NO_NAME.has(lower) || NUMBER_VALUES.has(lower)) return false;
  return !(firstOfSentence && /^\p{Lu}\p{Ll}+(?:ent|s|x)?$/u.test(word) && lower.length < 4);
}

const sign = (scan: ScanText, start: number): number =>
  /(?:^|[\s(])-$|(?:^|[\s(])(?:minus|moins) $/u.test(
    scan.lower.slice(Math.max(0, start - 8), start),
  )
    ? -1
    : 1;

function digitQuantities(scan: ScanText, blotter: Blotter, text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const { num = '', cur, nth } = match.groups ?? {};
    const start = match.index;
    const at = start + match[0].length;
    // The minutes of "1 h 30".
    if (start < (found.at(-1)?.end ?? 0)) continue;
    // A version of three numbers, an address.
    if (/^[.,]\d/u.test(text.slice(at, at + 2))) continue;
    const tail = readTail(scan, at, true, cur !== undefined);
    if (tail.isName) continue;
    const before = cur === undefined ? undefined : UNITS.get(cur.trim());
    const unit = before ?? tail.unit ?? (nth === undefined ? null : NTH);
    const numStart = at - num.length;
    const factor = sign(scan, numStart);
    const meanings: Meaning[] = readNumber(num).map((value) => ({
      value: factor * (value + tail.minutes) * tail.magnitude,
      unit,
    }));
    const { other } = tail;
    if (other !== null)
      meanings.push(
        ...readNumber(num).map((value) => ({ value: value * other.magnitude, unit: other.unit })),
      );
    const version = unit === null && tail.magnitude === 1 && isVersionAt(scan, start);
    found.push({
      start,
      end: tail.end,
      meanings,
      about: hedgeBefore(scan.lower, start),
      loose: false,
      version,
    });
    blotter.take(start, tail.end);
  }
  return found;
}

function fractions(blotter: Blotter, text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(FRACTION)) {
    const { half, top = '', bottom = '' } = match.groups ?? {};
    const start = match.index;
    const end = start + match[0].length;
    const after = text.slice(end, end + 6);
    const ofSomething = /^ (?:d[eu']|of|the|la |les )/u.test(after);
    const one = /^(?:un|une|one|a|an|le)$/u.test(top);
    if (half === undefined && one && top !== 'one' && !ofSomething) continue;
    if (half === undefined && /^(?:an?|un) (?:tiers|third)$/u.test(match[0]) && !ofSomething)
      continue;
    const value =
      half !== undefined
        ? 0.5
        : (one ? 1 : (NUMBER_VALUES.get(top) ?? 1)) /
          (BOTTOMS.find(([pattern]) => pattern.test(bottom))?.[1] ?? 1);
    const loose = half !== undefined && !ofSomething;
    found.push({
      start,
      end,
      meanings: [{ value, unit: SHARE }],
      about: 'exactly',
      loose,
      version: false,
    });
    blotter.take(start, end);
  }
  return found;
}

function wordQuantities(scan: ScanText, blotter: Blotter, text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(ROUND)) {
    const value = ROUND_NUMBERS.get(match.groups?.['round'] ?? '') ?? 0;
    const start = match.index;
    const tail = readTail(scan, start + match[0].length, false, false);
    found.push({
      start,
      end: tail.end,
      meanings: [{ value: value * tail.magnitude, unit: tail.unit }],
      about: 'near',
      loose: false,
      version: false,
    });
    blotter.take(start, tail.end);
  }
  for (const match of text.matchAll(WORDS)) {
    let start = match.index;
    const parts = [...match[0].matchAll(/[\p{L}]+/gu)];
    let at = 0;
    while (at < parts.length) {
      const words = parts.slice(at).map(([word]) => word);
      const article = words[0] === 'a' || words[0] === 'an';
      const read = article ? { value: 1, used: 1 } : readNumberWords(words);
      const first = parts[at];
      if (read === null || first === undefined) {
        at += 1;
        continue;
      }
      const last = parts[at + read.used - 1];
      start = match.index + first.index;
      const end = match.index + (last === undefined ? 0 : last.index + last[0].length);
      at += read.used;
      if (!blotter.isFree(start, end)) continue;
      const tail = readTail(scan, end, false, false);
      const counts = tail.magnitude > 1 || tail.unit !== null;
      if (article && !counts) continue;
      if (
        words[0] === 'neuf' &&
        read.used === 1 &&
        !counts &&
        !/^ \p{L}+[sx](?!\p{L})/u.test(text.slice(end, end + 24))
      )
        continue;
      const duration =
        tail.unit?.dimension === 'month' ||
        (tail.unit?.dimension === 'time' &&
          tail.unit.factor >= 3600 &&
          tail.unit.factor !== 86_400);
      const loose = read.value <= 1 && (article || !(tail.magnitude > 1 || (duration && !article)));
      const value = read.value * tail.magnitude;
      const known =
        value === 2 &&
        tail.unit === null &&
        THE_TWO.test(text.slice(Math.max(0, start - 7), start));
      found.push({
        start,
        end: tail.end,
        meanings: [{ value, unit: tail.unit }],
        about: hedgeBefore(scan.lower, start),
        loose: loose || known,
        version: false,
      });
      blotter.take(start, tail.end);
    }
  }
  return found;
}

/** Of "the two sites" the sentence has told before. */
const THE_TWO = /(?:^|[^\p{L}])(?:the|these|those|its|their|les|des|aux|ces|ses|leurs) $/u;

/** Behind "first" and "premier", which are said of anything, these tell a rank. */
const RANK_AFTER = /^ (?:place|rang|position|rank|spot)(?!\p{L})/u;

function ordinals(blotter: Blotter, text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(ORDINAL)) {
    const start = match.index;
    const end = start + match[0].length;
    if (!blotter.isFree(start, end)) continue;
    const value = ORDINAL_WORDS.get(match[0]) ?? 0;
    const before = text.slice(Math.max(0, start - 5), start);
    const ranked = RANK_AFTER.test(text.slice(end, end + 12));
    const loose =
      !ranked && (value === 1 || (value === 2 && !/(?:the|le|la|au|du|its) $/u.test(before)));
    found.push({
      start,
      end,
      meanings: [{ value, unit: NTH }],
      about: 'exactly',
      loose,
      version: false,
    });
    blotter.take(start, end);
  }
  for (const match of text.matchAll(IMPLIED)) {
    const value = IMPLIED_NUMBERS.get(match[0]) ?? 0;
    const meanings = [null, UNITS.get('x') ?? null].map((unit) => ({ value, unit }));
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      meanings,
      about: 'exactly',
      loose: true,
      version: false,
    });
  }
  return found;
}

const CONNECTS = /^[ ]?(?:-|–|—|to|à|et|and|or|ou|vs\.?|contre|against|,)[ ]?(?:de |~)?$/u;

/** "10 to 20%" and "$10–20 million": what one of the two says of both. */
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
      const more = one.meanings.map(({ value }) => ({
        value: large ? value : value * magnitude,
        unit: theirs.unit,
      }));
      out[at] = { ...one, meanings: [...more, ...one.meanings] };
    } else if (mine.unit?.dimension.startsWith('money') === true) {
      if (theirs.unit === null) {
        const { unit } = mine;
        out[at + 1] = {
          ...next,
          meanings: [...next.meanings.map(({ value }) => ({ value, unit })), ...next.meanings],
        };
      }
      if (magnitude > 1 && magnitudeOf(lower.slice(one.start, one.end)) === 1) {
        const more = one.meanings.map(({ value, unit }) => ({ value: value * magnitude, unit }));
        out[at] = { ...one, meanings: [...more, ...one.meanings] };
      }
    }
  }
  return out;
}

function magnitudeOf(words: string): number {
  if (/\d ?(?:mille |thousand )?(?:milliards?|billions?|bn|mds?|b(?!\p{L}))/u.test(words))
    return 1e9;
  if (/\d ?(?:millions?|mn|m(?:[€$£]|$))/u.test(words)) return 1e6;
  if (/\d ?(?:trillions?|tn)/u.test(words)) return 1e12;
  return /\d ?(?:k|thousand|mille)(?!\p{L})/u.test(words) ? 1e3 : 1;
}

/**
 * The numbers of a text in English or French, in its order, without what `blotter` has as read;
 * marks what it reads. Linear.
 */
export function findQuantities(scan: ScanText, blotter: Blotter): Quantity[] {
  const fromFractions = fractions(blotter, blotter.over(scan.lower));
  const fromDigits = digitQuantities(scan, blotter, blotter.over(scan.lower));
  const fromWords = wordQuantities(scan, blotter, blotter.over(scan.lower));
  const fromOrdinals = ordinals(blotter, blotter.over(scan.lower));
  const all = [...fromFractions, ...fromDigits, ...fromWords, ...fromOrdinals];
  return shareUnits(
    scan.lower,
    all.sort((a, b) => a.start - b.start),
  );
}
