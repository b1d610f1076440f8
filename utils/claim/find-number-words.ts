import { hedgeAround } from './hedges';
import {
  IMPLIED_NUMBERS,
  MULTIPLE_WORDS,
  NUMBER_VALUES,
  ORDINAL_WORDS,
  ROUND_NUMBERS,
  readNumberWords,
} from './number-words';
import { type Meaning, makeQuantity, meaningOf, type Quantity } from './quantity';
import { readTail, type Tail } from './read-tail';
import { anyOf, type Blotter, quick, type ScanText } from './scan-text';
import { hoursOfDay } from './times-of-day';
import { MAGNITUDES, MULTIPLE, NTH, SHARE, UNITS, type Unit } from './units';

const exactly = (value: number, unit: Unit | null): Meaning => ({
  value,
  unit,
  step: 0,
  coarse: 0,
});

const WORDS = quick(
  new RegExp(
    `(?<![\\p{L}\\p{N}_]|\\p{L}-)(?:${anyOf([...NUMBER_VALUES.keys(), 'a', 'an'])})(?![\\p{L}\\p{N}])(?:[ -](?:${anyOf([...NUMBER_VALUES.keys(), 'et', 'and'])})(?![\\p{L}\\p{N}]))*`,
    'gu',
  ),
);
const ROUND = quick(
  new RegExp(
    `(?<![\\p{L}\\p{N}_])(?:une|an?|la|half a) (?<round>${anyOf(ROUND_NUMBERS.keys())})(?!\\p{L})`,
    'gu',
  ),
);
/** A quick test: a text without one of these has no such number. */
const ROUND_SIGN = new RegExp(anyOf(ROUND_NUMBERS.keys()));
/** "Quatre-vingt-dix-neuf mille" has six words; no number has many more. */
const LONGEST = 12;
/** "The two sites" refers to something that the text has already counted. */
const THE_TWO = quick(/(?:^|[^\p{L}])(?:the|these|those|its|their|les|des|aux|ces|ses|leurs) $/u);
/** "A year earlier" compares two times, and is not a duration. */
const COMPARES = quick(
  /^ (?:plus tôt|plus tard|auparavant|après|avant|earlier|later|before|after|ago|on(?!\p{L}))/u,
);
/** "A typical month" is no duration. */
const TYPICAL = quick(
  /^ (?:normale?|typique|ordinaire|moyen(?:ne)?|donnée?|type|habituel(?:le)?)(?!\p{L})/u,
);
/** French counts the first day of a week twice. */
const WEEKS: ReadonlyMap<string, number> = new Map([
  ['huit jours', 1],
  ['quinze jours', 2],
]);
/** A plural word after "neuf" shows that it is a number. Otherwise it means new. */
const COUNTED = quick(/^ \p{L}+[sx](?!\p{L})/u);

/** "Tens of thousands" is any number from there up to ten times as much. */
const TENFOLDS: ReadonlyMap<string, number> = new Map([
  ['tens', 10],
  ['dizaines', 10],
  ['hundreds', 100],
  ['centaines', 100],
  ['thousands', 1000],
  ['milliers', 1000],
]);
const TENFOLD_SIGN = /(?:tens|hundreds|thousands) of |(?:dizaines|centaines|milliers) d/;
const TENFOLD = quick(
  new RegExp(
    `(?<![\\p{L}\\p{N}_])(?<some>${anyOf(TENFOLDS.keys())}) (?:of|de) (?<of>thousands|millions|billions|trillions|milliers|milliards)(?!\\p{L})`,
    'gu',
  ),
);

/** "The last month", "another century" and "la prochaine décennie" last one month, century or decade. */
const ONE_PERIOD = quick(
  /(?<!\p{L})(?:the (?:last|next|past|coming|following|previous|same)|another|a full|an entire|a whole|un autre|une autre|l[ae] (?:prochaine?|dernière?|dernier|première?|premier)|du (?:prochain|dernier|premier)) (?<period>week|month|year|decade|century|semaine|mois|année|an|décennie|siècle)(?!\p{L})/gu,
);
const ONE_PERIOD_SIGN = /(?:week|month|year|decade|century|semaine|mois|anné|an|décennie|siècle)/;

/**
 * Finds the numbers that a text gives in words. `text` is the lower-case text, with what other
 * readers have already taken blanked out.
 */
export function findNumberWords(scan: ScanText, blotter: Blotter, text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of ROUND_SIGN.test(text) ? text.matchAll(ROUND) : []) {
    const value = ROUND_NUMBERS.get(match.groups?.['round'] ?? '') ?? 0;
    const start = match.index;
    const { end, magnitude, unit } = readTail(scan, start + match[0].length, false, false);
    // "Une quinzaine" is thirteen as well as sixteen.
    const coarse = value * magnitude;
    const meanings = [{ ...meaningOf(value, unit, magnitude), coarse }];
    found.push(makeQuantity({ start, end }, meanings, { about: 'near' }));
    blotter.take(start, end);
  }
  for (const match of TENFOLD_SIGN.test(text) ? text.matchAll(TENFOLD) : []) {
    const { some = '', of = '' } = match.groups ?? {};
    const start = match.index;
    const { end, unit } = readTail(scan, start + match[0].length, false, false);
    const value = (TENFOLDS.get(some) ?? 0) * (MAGNITUDES.get(of) ?? 1000);
    found.push(makeQuantity({ start, end }, [exactly(value, unit)], { about: 'tenfold' }));
    blotter.take(start, end);
  }
  for (const match of text.matchAll(WORDS)) {
    const parts = [...match[0].matchAll(/\p{L}+/gu)];
    let at = 0;
    while (at < parts.length) {
      const next = parts.slice(at, at + LONGEST);
      const words = next.map(([word]) => word);
      const isArticle = words[0] === 'a' || words[0] === 'an';
      const read = isArticle ? { value: 1, used: 1 } : readNumberWords(words);
      at += read?.used ?? 1;
      const first = next[0];
      const last = next[(read?.used ?? 1) - 1];
      if (read === null || first === undefined || last === undefined) continue;
      const start = match.index + first.index;
      const end = match.index + last.index + last[0].length;
      if (!blotter.isFree(start, end)) continue;
      const tail = readTail(scan, end, false, false);
      const counts = tail.magnitude > 1 || tail.unit !== null;
      if (isArticle && !counts) continue;
      if (
        words[0] === 'neuf' &&
        read.used === 1 &&
        !counts &&
        !COUNTED.test(text.slice(end, end + 24))
      ) {
        continue;
      }
      const before = text.slice(Math.max(0, start - 7), start);
      const loose =
        (read.value <= 1 && !isCountingOne(isArticle, tail, text)) ||
        (read.value === 2 && !counts && THE_TWO.test(before));
      const meanings = [
        meaningOf(read.value + tail.minutes, tail.unit, tail.magnitude),
        ...tail.others.map(({ unit, magnitude }) => meaningOf(read.value, unit, magnitude)),
      ];
      const hours = hoursOfDay(read.value, tail, text);
      meanings.push(...hours);
      const weeks = WEEKS.get(text.slice(start, tail.end));
      if (weeks !== undefined) meanings.push(meaningOf(weeks * 7, tail.unit));
      found.push(
        makeQuantity({ start, end: tail.end }, meanings, { loose, counting: hours.length > 0 }),
      );
      blotter.take(start, tail.end);
    }
  }
  for (const match of ONE_PERIOD_SIGN.test(text) ? text.matchAll(ONE_PERIOD) : []) {
    const { period = '' } = match.groups ?? {};
    const start = match.index;
    const end = start + match[0].length;
    if (!blotter.isFree(start, end)) continue;
    found.push(
      makeQuantity({ start, end }, [meaningOf(1, UNITS.get(period) ?? null)], { loose: true }),
    );
  }
  return found;
}

const DECADE = 120;

/**
 * Returns whether "one" is a number and not an article: before a magnitude, or before a longer unit
 * of time.
 */
function isCountingOne(isArticle: boolean, tail: Tail, text: string): boolean {
  const { unit } = tail;
  // "A year" is often any year, but "a century" is a time that is meant.
  if (isArticle && (unit?.dimension !== 'month' || unit.factor < DECADE)) return false;
  if (tail.magnitude > 1) return !isArticle;
  const lasts =
    unit?.dimension === 'month' ||
    (unit?.dimension === 'time' && unit.factor >= 3600 && unit.factor !== 86_400);
  const after = text.slice(tail.end, tail.end + 12);
  return lasts && !COMPARES.test(after) && !TYPICAL.test(after);
}

const AUXILIARY =
  'will|would|to|could|should|may|might|must|shall|not|va|vont|de|pour|doit|doivent|devraient?|pourraient?';
const DIVISORS = 'deux|trois|quatre|cinq|six|sept|huit|neuf|dix';
const MULTIPLES = quick(
  new RegExp(
    [
      // "Doubled", but not "doubled down", "doubled as a school" and "doublé de cuir".
      "(?<![\\p{L}\\p{N}_-])(?<verb>halved|halving|(?:doubl|tripl|trebl|quadrupl)(?:ed|ing)|(?:doubl|tripl|quadrupl)ée?s?)(?![\\p{L}-]| (?:down|as|up|back|de|par)(?!\\p{L})| d')",
      `(?<=(?<!\\p{L})(?:${AUXILIARY}) )(?<bare>halve|double|triple|treble|quadruple|doubler|tripler|quadrupler)(?![\\p{L}-])`,
      '(?<![\\p{L}\\p{N}_-])(?<compared>half|twice|thrice|double|triple|quadruple)(?= (?:as (?:many|much|big|large|high|long|fast|often|likely|expensive|heavy|far|wide|tall|old|good|strong)|what|the (?:number|amount|rate|size|price|cost|level|share|figure|average|volume))(?!\\p{L}))',
      `(?<!\\p{L})(?<by>divis|multipli)(?:er|ée?s?|e|ent) par (?<divisor>${DIVISORS})(?!\\p{L})`,
    ].join('|'),
    'gu',
  ),
);
/** A quick test: a text without one of these has no such word. */
const MULTIPLE_SIGN = /hal[fv]|doubl|tripl|trebl|quadrupl|twice|thrice|divis|multipli/;

/** Finds words that say how many times as much something is or becomes. */
export function findMultiples(blotter: Blotter, text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of MULTIPLE_SIGN.test(text) ? text.matchAll(MULTIPLES) : []) {
    const { verb, bare, compared, by, divisor = '' } = match.groups ?? {};
    const start = match.index;
    const end = start + match[0].length;
    if (!blotter.isFree(start, end)) continue;
    const number = NUMBER_VALUES.get(divisor) ?? 1;
    const word = verb ?? bare ?? compared ?? '';
    const value = MULTIPLE_WORDS.get(word) ?? (by === 'divis' ? 1 / number : number);
    const meanings = [meaningOf(value, MULTIPLE)];
    // Halved is also half less.
    if (value === 1 / 2) meanings.push(exactly(value, SHARE));
    const hedge = hedgeAround(text, start, end);
    found.push(
      makeQuantity({ start, end }, meanings, { about: hedge === 'exactly' ? 'near' : hedge }),
    );
    blotter.take(start, end);
  }
  return found;
}

const FRACTION = quick(
  new RegExp(
    [
      '(?<![\\p{L}\\p{N}_])(?<joined>half|quarter)[- ](?<of>century|decade)(?!\\p{L})',
      '(?<![\\p{L}\\p{N}_])(?<half>moitié|half)(?![\\p{L}-])',
      '(?<![\\p{L}\\p{N}_])(?<top>un|une|one|an?|le|deux|two|trois|three|quatre|four)[ -](?<bottom>tiers|thirds?|quarts?|quarters?|cinquièmes?|fifths?|sixièmes?|sixths?|septièmes?|sevenths?|huitièmes?|eighths?|neuvièmes?|ninths?|dixièmes?|tenths?|vingtièmes?|twentieths?)(?!\\p{L})',
      "(?<![\\p{L}\\p{N}_/.,])(?<part>\\d{1,2})/(?<parts>\\d{1,2})(?![\\p{N}/.,]\\d|\\d)(?= (?:of|de|des|du)(?!\\p{L})| d')",
    ].join('|'),
    'gu',
  ),
);
/** A quick test: a text without one of these has no fraction. */
const FRACTION_SIGN = /moitié|half|tiers|third|quart|ième|ths?\b|\d\/\d/;
const BOTTOMS: readonly (readonly [RegExp, number])[] = [
  [/^(?:tiers|thirds?)$/u, 3],
  [/^(?:quarts?|quarters?)$/u, 4],
  [/^(?:cinquièmes?|fifths?)$/u, 5],
  [/^(?:sixièmes?|sixths?)$/u, 6],
  [/^(?:septièmes?|sevenths?)$/u, 7],
  [/^(?:huitièmes?|eighths?)$/u, 8],
  [/^(?:neuvièmes?|ninths?)$/u, 9],
  [/^(?:dixièmes?|tenths?)$/u, 10],
  [/^(?:vingtièmes?|twentieths?)$/u, 20],
];
/** After "a third" or "un quart", these words show a share, not the third of a row. */
const OF = /^ (?:d[eu']|of|the|la |les |its|their|ses|leurs|fewer|less|more|moins|plus)/u;
const BY =
  /(?:^|\P{L})(?:by|d'|de|only|just|about|nearly|almost|barely|seule?|seulement|environ|presque|à peine) $/u;
/** The length of the longest of these words and what is around it, in UTF-16 units. */
const BY_REACH = 12;

/** "Half a million", "three quarters of a trillion", "un demi-siècle", "trois quarts d'heure" */
const OF_A =
  /^(?:(?: of)? an?(?= )| d'(?=heure|année|kilo|euro|hectare)| de(?= (?:siècle|milliard|million|litre)))/u;

/** Finds the fractions that a text gives in words, as shares of one or of a larger unit. */
export function findFractions(scan: ScanText, blotter: Blotter, text: string): Quantity[] {
  const found: Quantity[] = [];
  if (!FRACTION_SIGN.test(text)) return found;
  for (const match of text.matchAll(FRACTION)) {
    const { half, top = '', bottom = '', part, parts: whole, joined, of = '' } = match.groups ?? {};
    const start = match.index;
    const end = start + match[0].length;
    if (joined !== undefined) {
      const size = joined === 'half' ? 0.5 : 0.25;
      found.push(
        makeQuantity({ start, end }, [exactly(size, UNITS.get(of) ?? null)], { loose: true }),
      );
      blotter.take(start, end);
      continue;
    }
    if (part !== undefined) {
      const share = Number(part) / Number(whole);
      if (!(share > 0 && share < 1)) continue;
      found.push(makeQuantity({ start, end }, [exactly(share, SHARE)]));
      blotter.take(start, end);
      continue;
    }
    const before = text.slice(Math.max(0, start - BY_REACH), start);
    const isShare = OF.test(text.slice(end, end + 7)) || BY.test(before);
    const one = !/^(?:deux|two|trois|three|quatre|four)$/u.test(top);
    if (half === undefined && one && top !== 'one' && !isShare) continue;
    const parts = BOTTOMS.find(([pattern]) => pattern.test(bottom))?.[1] ?? 2;
    const value = (one ? 1 : (NUMBER_VALUES.get(top) ?? 1)) / parts;
    const loose = half !== undefined && !isShare;
    const unitOf = wholeAfter(scan, end);
    if (unitOf !== null) {
      const { magnitude, unit } = unitOf;
      const meanings = [{ ...meaningOf(value, unit, magnitude), coarse: value * magnitude }];
      found.push(makeQuantity({ start, end: unitOf.end }, meanings, { about: 'near' }));
      blotter.take(start, unitOf.end);
      continue;
    }
    found.push(makeQuantity({ start, end }, [exactly(value, SHARE)], { loose }));
    blotter.take(start, end);
  }
  return found;
}

/** Returns the unit or the magnitude that a fraction is of. */
function wholeAfter(scan: ScanText, end: number): Tail | null {
  const article = OF_A.exec(scan.lower.slice(end, end + 8));
  if (article === null) return null;
  const tail = readTail(scan, end + article[0].length, false, false);
  const counts = tail.magnitude > 1 || tail.unit !== null;
  return counts ? tail : null;
}

const FRONT = '(?<![\\p{L}\\p{N}_])';
const ORDINAL = quick(new RegExp(`${FRONT}(?:${anyOf(ORDINAL_WORDS.keys())})(?!\\p{L})`, 'gu'));
const IMPLIED = quick(new RegExp(`${FRONT}(?:${anyOf(IMPLIED_NUMBERS.keys())})(?!\\p{L})`, 'gu'));
/**
 * "First" and "premier" have many meanings. One of these words after them shows that they mean a
 * rank.
 */
const RANK = quick(/^ (?:place|rang|position|rank|spot)(?!\p{L})/u);
/**
 * "Second" can also be a unit of time. One of these words before it shows that it is an ordinal.
 */
const DEFINITE = /(?:the|le|la|au|du|its) $/u;

/**
 * Finds the ordinals that a text gives in words, and words that imply a number, for example "both".
 */
export function findOrdinals(blotter: Blotter, text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(ORDINAL)) {
    const start = match.index;
    const end = start + match[0].length;
    if (!blotter.isFree(start, end)) continue;
    const value = ORDINAL_WORDS.get(match[0]) ?? 0;
    const before = text.slice(Math.max(0, start - 5), start);
    const isRank = RANK.test(text.slice(end, end + 12));
    // "A fifth" may be a share that the table of fractions does not have.
    const doubtful = value === 1 || (value === 2 && !DEFINITE.test(before)) || / a $/u.test(before);
    found.push(makeQuantity({ start, end }, [exactly(value, NTH)], { loose: doubtful && !isRank }));
    blotter.take(start, end);
  }
  for (const match of text.matchAll(IMPLIED)) {
    const value = IMPLIED_NUMBERS.get(match[0]) ?? 0;
    const start = match.index;
    const meanings = [null, UNITS.get('x') ?? null].map((unit) => exactly(value, unit));
    found.push(makeQuantity({ start, end: start + match[0].length }, meanings, { loose: true }));
  }
  return found;
}
