import type { TextRange } from '@/utils/text/text-model';
import {
  CAPITAL_MONTHS,
  type CalendarDate,
  FULL_MONTHS,
  MONTHS,
  PARTS,
  SEASONS,
  WEEKDAYS,
} from './calendar';
import { ORDINAL_WORDS } from './number-words';
import { anyOf, type Blotter, quick, type ScanText } from './scan-text';

export interface FoundDate extends TextRange {
  /** The possible dates: `05/06/2024` has two meanings. */
  readonly dates: readonly CalendarDate[];
}

const DAY = '(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th|er|ᵉʳ)?';
const YEAR = '(?:1[0-9]|20|21)\\d\\d(?!\\d|[.,]\\d)';
/** The full stop behind a whole name ends the sentence. */
const isShortened = (month: string): boolean => !FULL_MONTHS.has(month) && month !== 'may';
const [SHORTENED, WHOLE] = [true, false].map((short) =>
  anyOf([...MONTHS.keys()].filter((month) => isShortened(month) === short)),
);
const MONTH = `(?:(?:${SHORTENED})(?!\\p{L})\\.?|(?:${WHOLE})(?!\\p{L}))`;
const PART = `(?:${anyOf(PARTS.keys())})`;
const JOINT = '[ ]?(?:-|–|—|to|au|à|et|and|&|,|or|ou)[ ]?(?:le |the )?';
const FRONT = '(?<![\\p{L}\\p{N}])';
const WORD_END = '(?![\\p{L}\\p{N}])';
const COUNTED: ReadonlyMap<string, number> = new Map(
  [
    ['premier', 'première', 'first', '1er', '1re', '1st'],
    ['deuxième', 'second', 'seconde', '2e', '2ème', '2d', '2nd'],
    ['troisième', 'third', '3e', '3ème', '3rd'],
    ['quatrième', 'dernier', 'fourth', 'final', '4e', '4ème', '4th'],
  ].flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
);
const DECADE_WORDS: ReadonlyMap<string, number> = new Map([
  ['vingt', 20],
  ['twenties', 20],
  ['trente', 30],
  ['thirties', 30],
  ['quarante', 40],
  ['forties', 40],
  ['cinquante', 50],
  ['fifties', 50],
  ['soixante', 60],
  ['sixties', 60],
  ['soixante-dix', 70],
  ['seventies', 70],
  ['quatre-vingt', 80],
  ['quatre-vingts', 80],
  ['eighties', 80],
  ['quatre-vingt-dix', 90],
  ['nineties', 90],
]);
/** In words: the ninth century, the twenty-first. */
const CENTURIES: ReadonlyMap<string, number> = new Map([
  ...ORDINAL_WORDS,
  ...[
    ['thirteenth', 'treizième'],
    ['fourteenth', 'quatorzième'],
    ['fifteenth', 'quinzième'],
    ['sixteenth', 'seizième'],
    ['seventeenth', 'dix-septième'],
    ['eighteenth', 'dix-huitième'],
    ['nineteenth', 'dix-neuvième'],
    ['twentieth', 'vingtième'],
    ['twenty-first', 'vingt et unième', 'vingt-et-unième'],
  ].flatMap((names, index) => names.map((name) => [name, index + 13] as const)),
]);
const NTH_CENTURY = anyOf(CENTURIES.keys());
const NTH = `(?:${anyOf(COUNTED.keys())})`;

interface Shape {
  readonly pattern: RegExp;
  /** A quick test: a text without a match of it has no match of the slower pattern. */
  readonly sign: RegExp;
  read(groups: Record<string, string | undefined>): CalendarDate[];
}

function shape(sign: RegExp, source: string, read: Shape['read']): Shape {
  return { sign, pattern: quick(new RegExp(source, 'gu')), read };
}

const A_DIGIT = /\d/;
const A_YEAR = /(?:1\d|20|21)\d\d/;
const A_WEEKDAY = new RegExp(anyOf(WEEKDAYS.keys()));
const A_MONTH = new RegExp(anyOf(MONTHS.keys()));

const monthOf = (word = ''): number => MONTHS.get(word.replace(/\.$/u, '')) ?? 0;
const number = (digits = ''): number => Number.parseInt(digits, 10);

/** Adds to a date what its text leaves out. */
function dated(
  parts: { readonly [Key in keyof CalendarDate]: CalendarDate[Key] | undefined },
): CalendarDate {
  return Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined && !Number.isNaN(value)),
  );
}

const ROMAN: ReadonlyMap<string, number> = new Map([
  ['i', 1],
  ['v', 5],
  ['x', 10],
]);

/** Returns the value of a number in Roman digits up to XXXIX. */
function romanValue(digits: string): number {
  const values = Array.from(digits, (digit) => ROMAN.get(digit) ?? 0);
  return values.reduce(
    (sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value),
    0,
  );
}

const isDay = (day: number, month: number): boolean =>
  day >= 1 && day <= 31 && month >= 1 && month <= 12;

/** The most certain shape first. What one shape has read, no other reads. */
const SHAPES: readonly Shape[] = [
  shape(
    /\d-\d\d-\d\d/,
    '(?<![\\d-])(?<y>\\d{4})-(?<m>\\d\\d)-(?<d>\\d\\d)(?![\\d-])',
    ({ y, m, d }) =>
      isDay(number(d), number(m)) ? [{ year: number(y), month: number(m), day: number(d) }] : [],
  ),
  shape(
    /\d[/.]\d{1,2}[/.](?:19|20)\d/,
    '(?<![\\d/.])(?<a>\\d{1,2})(?<sep>[/.])(?<b>\\d{1,2})\\k<sep>(?<y>(?:19|20)\\d\\d)(?![\\d/])',
    ({ a, b, y }) =>
      [
        { year: number(y), month: number(b), day: number(a) },
        { year: number(y), month: number(a), day: number(b) },
      ].filter(({ day, month }) => isDay(day, month)),
  ),
  shape(
    /\d\/(?:19|20)\d/,
    '(?<![\\d/.,])(?<m>0?[1-9]|1[0-2])/(?<y>(?:19|20)\\d\\d)(?![\\d/])',
    ({ m, y }) => [{ year: number(y), month: number(m) }],
  ),
  // "14 March 2025", and the "3 and 4" of "3 and 4 March"
  shape(
    A_DIGIT,
    `${FRONT}(?<d>${DAY})(?:${JOINT}(?<e>${DAY}))? (?:of |de )?(?<m>${MONTH})(?:,? (?:of |de )?(?<y>${YEAR}))?`,
    ({ d, e, m, y }) => [
      dated({ day: number(d), month: monthOf(m), year: number(y) }),
      ...(e === undefined ? [] : [dated({ day: number(e), month: monthOf(m), year: number(y) })]),
    ],
  ),
  // "March 14, 2025" and "March 3–5"
  shape(
    A_DIGIT,
    `${FRONT}(?<m>${MONTH}) (?<d>${DAY})(?![\\d%]|[.,]\\d)(?:[ ]?(?:-|–|to|and) ?(?<e>${DAY})(?!\\d|[.,]\\d))?(?:(?:,| of)? (?<y>${YEAR}))?`,
    ({ d, e, m, y }) => [
      dated({ day: number(d), month: monthOf(m), year: number(y) }),
      ...(e === undefined ? [] : [dated({ day: number(e), month: monthOf(m), year: number(y) })]),
    ],
  ),
  shape(
    A_MONTH,
    `${FRONT}(?:(?<p>${PART})[ -](?:of |de |du mois de |in )?)?(?<r>last |this past )?(?<m>${MONTH})(?<s> dernier(?!\\p{L}))?(?:,? (?:of |de )?(?<y>${YEAR}))?`,
    ({ p, r, s, m, y }) => {
      const date = dated({ part: PARTS.get(p ?? ''), month: monthOf(m), year: number(y) });
      const isRelative = date.year === undefined && (r ?? s) !== undefined;
      return [isRelative ? { ...date, relative: true } : date];
    },
  ),
  shape(
    /[qtsh][1-4]/,
    `${FRONT}(?<c>q|t|s|h)(?<n>[1-4])(?:[ -]?(?:of |de |fy ?)?(?<y>${YEAR}))?${WORD_END}`,
    ({ c, n, y }) => {
      const half = c === 's' || c === 'h';
      if (half && (y === undefined || number(n) > 2)) return [];
      return [dated({ [half ? 'half' : 'quarter']: number(n), year: number(y) })];
    },
  ),
  shape(
    /trimestre|quarter|semestre|half/,
    `${FRONT}(?<n>${NTH})[ -](?:(?<q>trimestre|quarter)|(?<h>semestre|half(?=[ -](?:of|year))))(?:[ -]year)?(?:,? (?:of |de l'année |de )?(?:the year )?(?<y>${YEAR}))?`,
    ({ n, q, y }) => {
      const nth = COUNTED.get(n ?? '') ?? 0;
      if (q === undefined && nth > 2 && n !== 'dernier') return [];
      return [
        dated(
          q === undefined
            ? { half: Math.min(nth, 2), year: number(y) }
            : { quarter: nth, year: number(y) },
        ),
      ];
    },
  ),
  // "the early 1990s", "la fin des années 1980"
  shape(
    /années \d|\d0s/,
    `${FRONT}(?:(?<p>${PART})[ -](?:of |des )?(?:the )?)?(?:années (?<y>(?:1\\d|20)?\\d0)(?!\\d)|(?<z>(?:1\\d|20)\\d0)s${WORD_END})`,
    ({ p, y, z }) => {
      const year = number(y ?? z);
      return [dated({ part: PARTS.get(p ?? ''), decade: year < 100 ? 1900 + year : year })];
    },
  ),
  // "XIXe siècle", "the late nineteenth century"
  shape(
    /siècle|century|centuries/,
    `${FRONT}(?:(?<p>${PART})[ -](?:of |du )?(?:the )?)?(?:(?<r>[ivx]+)(?:e|ᵉ|ème|er)?|(?<n>\\d{1,2})(?:e|ᵉ|ème|er|st|nd|rd|th)|(?<w>${NTH_CENTURY}))[ -](?:siècles?|century|centuries)${WORD_END}`,
    ({ p, r, n, w }) => {
      const century = r === undefined ? (CENTURIES.get(w ?? '') ?? number(n)) : romanValue(r);
      return century >= 1 && century <= 21 ? [dated({ part: PARTS.get(p ?? ''), century })] : [];
    },
  ),
  shape(A_WEEKDAY, `${FRONT}(?<w>${anyOf(WEEKDAYS.keys())})(?!\\p{L})`, ({ w }) => {
    const weekday = WEEKDAYS.get(w ?? '');
    return weekday === undefined ? [] : [{ weekday }];
  }),
  // "'91"
  shape(
    /'\d\d(?!\d)/,
    "(?<![\\p{L}\\p{N}])'(?<y>\\d\\d)(?![\\p{L}\\p{N}'%]|[.,]\\d| %)",
    ({ y }) => [{ year: 1900 + number(y) }, { year: 2000 + number(y) }],
  ),
  // "années soixante", "the sixties"
  shape(
    /années |ties/,
    `${FRONT}(?:années (?<n>${anyOf(DECADE_WORDS.keys())})|the (?<e>${anyOf(DECADE_WORDS.keys())}))${WORD_END}`,
    ({ n, e }) => [{ decade: 1900 + (DECADE_WORDS.get(n ?? e ?? '') ?? 0) }],
  ),
  shape(
    new RegExp(anyOf(SEASONS.keys())),
    `${FRONT}(?<s>${anyOf(SEASONS.keys())})(?: of| de)? (?<y>${YEAR})`,
    ({ s, y }) => [dated({ season: SEASONS.get(s ?? ''), year: number(y) })],
  ),
  shape(
    A_YEAR,
    `${FRONT}(?<p>${PART})[ -](?:of |de |in |de l'année )?(?<y>${YEAR})${WORD_END}`,
    ({ p, y }) => [dated({ part: PARTS.get(p ?? ''), year: number(y) })],
  ),
  shape(
    A_YEAR,
    `(?<![\\p{L}\\p{N}.,\\p{Sc}+/]|\\p{L}-|[\\d] )(?<y>(?:1[5-9]|20)\\d\\d)(?![\\d\\p{L}%]|[.,/]\\d|-?\\p{L}|[ ]?[%€$£°])`,
    ({ y }) => [{ year: number(y) }],
  ),
];
const YEAR_ALONE = SHAPES.length - 1;
const MONTH_ALONE = 5;
const MONTH_SHAPES: ReadonlySet<number> = new Set([3, 4, MONTH_ALONE]);
const ANY_MONTH = quick(new RegExp(`${FRONT}${MONTH}`, 'u'));
const QUARTER_SIGN = 6;

/** After a number of four digits, a plural word is what it counts: "2048 adults". */
const COUNTED_WORD = quick(/^ (?:[\p{Ll}'-]{2,}[sx])(?!\p{L})/u);
const SMALL_WORDS = quick(
  /^ (?:was|has|is|as|its|this|us|plus|dans|mais|sous|puis|sans|les|des|ces|ses|vers|dès|nos|vos|aux|deux|after|versus|lors|alors|pas|depuis|près|très|sales|ventes)(?!\p{L})/u,
);
const MAY =
  /(?:in|of|since|until|by|early|late|mid-?|last|next|this|and|to|from|between|before|after|through|during) $/u;

function isMonthThere(scan: ScanText, start: number, month: string, alone: boolean): boolean {
  const name = month.replace(/\.$/u, '');
  const at = scan.lower.indexOf(name, start);
  const capital = /\p{Lu}/u.test(scan.plain.charAt(at));
  if (CAPITAL_MONTHS.has(name) && !capital) return false;
  if (!alone) return true;
  if (!FULL_MONTHS.has(name) && name !== 'may') return false;
  const before = scan.lower.slice(Math.max(0, at - 9), at);
  if (name === 'may' || name === 'march') return MAY.test(before);
  // "Mars" is also the planet and the god. As a month at the start of a sentence it has its year
  // beside it.
  return name !== 'mars' || !capital;
}

function isRead(
  scan: ScanText,
  index: number,
  match: RegExpExecArray | RegExpMatchArray,
  start: number,
): boolean {
  const { m, y, d } = match.groups ?? {};
  const end = start + match[0].length;
  if (index === YEAR_ALONE) {
    const after = scan.lower.slice(end, end + 24);
    return !COUNTED_WORD.test(after) || SMALL_WORDS.test(after);
  }
  if (index === QUARTER_SIGN) return /\p{Lu}/u.test(scan.plain.charAt(start));
  if (m === undefined || /^\d/u.test(m)) return true;
  const alone = y === undefined && d === undefined && match.groups?.['p'] === undefined;
  if (!isMonthThere(scan, start, m, alone)) return false;
  // In French, the day stands before the month. So "in mars 12 ..." has no French date.
  return (
    index !== MONTH_ALONE - 1 ||
    !/^(?:mars|mai|juin|août|juillet|avril|janvier|février|octobre|décembre|septembre|novembre)$/u.test(
      m,
    )
  );
}

/** Words between two dates where the second gives the first its month or year. */
const LEADS_ON =
  /^[ ]?(?:-|–|—|to|au|à|et|and|or|ou|,|until|through|jusqu'au)[ ]?(?:le |the |en |in )?$/u;

const takesYear = ({ year, decade, century, weekday }: CalendarDate): boolean =>
  [year, decade, century, weekday].every((part) => part === undefined);

function inherit(scan: ScanText, found: FoundDate[]): FoundDate[] {
  const out = [...found];
  for (let at = out.length - 2; at >= 0; at--) {
    const one = out[at];
    const next = out[at + 1];
    if (one === undefined || next === undefined) continue;
    const year = next.dates[0]?.year;
    if (year === undefined || !LEADS_ON.test(scan.lower.slice(one.end, next.start))) continue;
    out[at] = {
      ...one,
      dates: one.dates.map((date) => (takesYear(date) ? { ...date, year } : date)),
    };
  }
  return out;
}

/**
 * Finds the dates of a text in English or French, in order, and marks what it has read as taken. A
 * year alone counts from 1500 on. Linear.
 */
export function findDates(scan: ScanText, blotter: Blotter): FoundDate[] {
  const found: FoundDate[] = [];
  if (!/\d|\p{L}{3}/u.test(scan.lower)) return found;
  const hasMonth = ANY_MONTH.test(scan.lower);
  for (const [index, { pattern, sign, read }] of SHAPES.entries()) {
    if (!sign.test(scan.lower)) continue;
    // Most texts name no month, and three shapes would search for one at every word.
    if (!hasMonth && MONTH_SHAPES.has(index)) continue;
    for (const match of scan.lower.matchAll(pattern)) {
      const { index: start } = match;
      const end = start + match[0].length;
      if (!blotter.isFree(start, end) || !isRead(scan, index, match, start)) continue;
      const dates = read(match.groups ?? {});
      if (dates.length === 0) continue;
      const [first, second] = dates;
      // A span of days is two dates. A date with two meanings is one.
      if (match.groups?.['e'] !== undefined && first !== undefined && second !== undefined) {
        found.push({ start, end, dates: [first] }, { start, end, dates: [second] });
      } else found.push({ start, end, dates });
      blotter.take(start, end);
    }
  }
  return inherit(
    scan,
    found.sort((a, b) => a.start - b.start || a.end - b.end),
  );
}
