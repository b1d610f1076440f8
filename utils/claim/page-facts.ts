import { type CalendarDate, PARTS } from './calendar';
import type { PageFacts, Passage } from './claim';
import { EvidenceText, evidenceText } from './evidence-text';
import type { FoundDate } from './find-dates';
import { readNumbers } from './read-numbers';
import { quick, scanText } from './scan-text';

/* What is known of a passage besides the text of its page. */

/** Returns what a page says of itself as a text, '' if nothing is known. */
export function factsText(facts: PageFacts | null | undefined): EvidenceText {
  if (!facts) return NOTHING;
  const { title, siteName, authors, publishedAt } = facts;
  return evidenceText([title, siteName ?? '', ...authors, publishedAt ?? ''].join('\n').trim());
}

const NOTHING = new EvidenceText('');

/**
 * Returns the dates that a passage need not give: those that its page gives of itself, the dates
 * that follow from them and the words of the passage, and the day of the report. A whole page gives
 * its dates itself. `told` is what the passage says, or what a whole page says near the claim.
 */
export function knownDates(
  { quote, pageText, facts }: Passage,
  today: string,
  { text, dates: said }: ToldText,
): CalendarDate[] {
  const own = factsText(facts).numbers.dates;
  const day = dayOf(facts?.publishedAt ?? null);
  const counted = day === null ? [] : datesFrom(day, scanText(text).lower, said);
  if (quote === null) return [...own, ...counted];
  const reported = readNumbers(scanText(today)).dates.flatMap(({ dates: [date] }) => date ?? []);
  const offsets = relativeYears(scanText(quote).lower);
  if (offsets.length === 0) return [...own, ...reported, ...counted];
  const told = own.length > 0 ? own : evidenceText(pageText ?? '').numbers.dates;
  return [...own, ...reported, ...counted, ...yearsFrom(told, offsets)];
}

/** Words, and the dates in them. */
export interface ToldText {
  readonly text: string;
  readonly dates: readonly FoundDate[];
}

/** The day on which a page was published, at its noon. */
function dayOf(publishedAt: string | null): Date | null {
  const [day] = /^\d{4}-\d\d-\d\d/u.exec(publishedAt ?? '') ?? [];
  const read = new Date(`${day ?? ''}T12:00:00Z`);
  return Number.isNaN(read.getTime()) ? null : read;
}

const DAY = 86_400_000;

const asDay = (day: Date): CalendarDate => ({
  year: day.getUTCFullYear(),
  month: day.getUTCMonth() + 1,
  day: day.getUTCDate(),
});

/** The months of a half-year. A month that is further away than this is not the next one. */
const AHEAD = 6;

/** Returns the dates that words can mean on a page of the given day: "Tuesday", "last month", "in July". */
function datesFrom(today: Date, lower: string, said: readonly FoundDate[]): CalendarDate[] {
  const year = today.getUTCFullYear();
  const thisMonth = today.getUTCMonth() + 1;
  const named = said.flatMap(({ dates }) => dates).filter((date) => date.year === undefined);
  const counted = named.flatMap((date): CalendarDate[] => {
    const { weekday, month, season } = date;
    if (month !== undefined) {
      const ahead = (month - thisMonth + 12) % 12;
      const past = month <= thisMonth ? year : year - 1;
      return [{ ...date, year: past }, ...(ahead <= AHEAD ? [{ ...date, year: past + 1 }] : [])];
    }
    if (season !== undefined) return [year - 1, year].map((of) => ({ ...date, year: of }));
    if (weekday === undefined) return [];
    const back = (today.getUTCDay() - weekday + 7) % 7;
    return [-back, 7 - back].map((days) => asDay(new Date(today.getTime() + days * DAY)));
  });
  const near = [...lower.matchAll(NEAR_DAY)].flatMap(({ groups = {}, index }): CalendarDate[] => {
    const { day, edge } = groups;
    const period = groups['period'] ?? groups['span'];
    const offset = OFFSETS.get(day ?? groups['way'] ?? groups['side'] ?? '') ?? 0;
    if (day !== undefined) return [asDay(new Date(today.getTime() + offset * DAY))];
    if (edge !== undefined) return [{ year, month: /^(?:end|fin)/u.test(edge) ? 12 : 1 }];
    if (period === 'year' || period === 'année' || period === 'an') {
      const before = lower.slice(Math.max(0, index - PART_REACH), index);
      const parts = [...PARTS].flatMap(([word, part]) => (before.includes(word) ? [part] : []));
      return [{ year: year + offset }, ...parts.map((part) => ({ year: year + offset, part }))];
    }
    const { year: of, month } = asDay(new Date(Date.UTC(year, today.getUTCMonth() + offset, 15)));
    return [
      { ...(of === undefined ? {} : { year: of }), ...(month === undefined ? {} : { month }) },
    ];
  });
  return [...counted, ...near];
}

/** The longest text from "late" to "last year", in UTF-16 units. */
const PART_REACH = 16;

const OFFSETS: ReadonlyMap<string, number> = new Map([
  ['yesterday', -1],
  ['hier', -1],
  ['tomorrow', 1],
  ['demain', 1],
  ['last', -1],
  ['dernier', -1],
  ['dernière', -1],
  ['next', 1],
  ['prochain', 1],
  ['prochaine', 1],
]);

/** Words for a day, a month or a year near that of a text. */
const NEAR_DAY = quick(
  /(?<!\p{L})(?:(?<day>yesterday|today|tonight|tomorrow|this morning|hier|aujourd'hui|demain|ce matin|ce soir)|(?<way>last|this|next) (?<period>month|year)|(?<edge>(?:beginning|start|end) of the year|(?:début|fin) de l'année)|(?:ce|cette|le|l') ?(?<span>mois|année|an)(?: (?<side>dernière?|prochaine?))?)(?!\p{L})/gu,
);

/** Returns the years that "last year" and "three years ago" can be, on a page of these dates. */
function yearsFrom(dates: readonly CalendarDate[], offsets: readonly number[]): CalendarDate[] {
  const years = new Set(dates.flatMap(({ year }) => year ?? []));
  return [...years].flatMap((year) => offsets.map((offset) => ({ year: year + offset })));
}

/** Words for the year before or after that of a text, or a number of years from it. */
const RELATIVE = quick(
  /(?<!\p{L})(?:(?<before>last year|(?:a|one) year (?:ago|earlier|before)|l'an (?:dernier|passé)|l'année (?:dernière|passée|précédente)|il y a un an|un an (?:plus tôt|auparavant))|(?<after>next year|(?:a|one) year later|l'an prochain|l'année (?:prochaine|suivante)|dans un an|un an plus tard)|(?:il y a )?(?<count>\p{L}{3,9}|\d{1,3}) (?:years?|ans) (?<way>ago|earlier|before|later|from now|plus tôt|auparavant|plus tard)|il y a (?<french>\p{L}{3,9}|\d{1,3}) ans)(?!\p{L})/gu,
);
const COUNTS: ReadonlyMap<string, number> = new Map(
  [
    ['two', 'deux'],
    ['three', 'trois'],
    ['four', 'quatre'],
    ['five', 'cinq'],
    ['six', 'six'],
    ['seven', 'sept'],
    ['eight', 'huit'],
    ['nine', 'neuf'],
    ['ten', 'dix'],
  ].flatMap((words, at) => words.map((word) => [word, at + 2] as const)),
);
const LATER = /^(?:later|from now|plus tard)$/u;

/**
 * Returns how many years before or after its own year a text in lower case speaks of: −1 for "last
 * year". Linear.
 */
function relativeYears(lower: string): number[] {
  return [...lower.matchAll(RELATIVE)].flatMap(({ groups = {} }) => {
    const { before, after, count, french, way = '' } = groups;
    if (before !== undefined) return [-1];
    if (after !== undefined) return [1];
    const word = count ?? french ?? '';
    const years = COUNTS.get(word) ?? Number.parseInt(word, 10);
    if (Number.isNaN(years)) return [];
    return [LATER.test(way) ? years : -years];
  });
}
