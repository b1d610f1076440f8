import type { CalendarDate } from './calendar';
import type { PageFacts, Passage } from './claim';
import { EvidenceText, evidenceText } from './evidence-text';
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
 * Returns the dates that a passage need not give: those that its page gives of itself, the years
 * that follow from them, and the day of the report. A whole page gives its dates itself.
 */
export function knownDates({ quote, pageText, facts }: Passage, today: string): CalendarDate[] {
  const own = factsText(facts).numbers.dates;
  if (quote === null) return [...own];
  const reported = readNumbers(scanText(today)).dates.flatMap(({ dates: [date] }) => date ?? []);
  const offsets = relativeYears(scanText(quote).lower);
  if (offsets.length === 0) return [...own, ...reported];
  const told = own.length > 0 ? own : evidenceText(pageText ?? '').numbers.dates;
  return [...own, ...reported, ...yearsFrom(told, offsets)];
}

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
