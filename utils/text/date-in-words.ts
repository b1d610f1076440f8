/** The names of each month in English, French, German and Spanish, without accents. */
const MONTHS = [
  'january jan janvier janv januar enero ene',
  'february feb fevrier fevr fev februar febrero',
  'march mar mars marz marzo',
  'april apr avril avr abril abr',
  'may mai mayo',
  'june jun juin juni junio',
  'july jul juillet juil juli julio',
  'august aug aout agosto ago',
  'september sept sep septembre septiembre',
  'october oct octobre oktober okt octubre',
  'november nov novembre noviembre',
  'december dec decembre dezember dez diciembre dic',
].map((names) => names.split(' '));
const MONTH = '(?<month>\\p{L}{3,10})\\.?';
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th|er|\\.)?';
const WORDS = [
  new RegExp(
    `(?<!\\d)${DAY}\\s(?:de\\s)?${MONTH},?(?:\\s(?:de\\s)?(?<year>\\d{4})(?!\\d))?`,
    'giu',
  ),
  new RegExp(`(?<!\\p{L})${MONTH}\\s${DAY}(?!\\d)(?:,?\\s(?<year>\\d{4})(?!\\d))?`, 'giu'),
];
const FIGURES = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/u;
/** The longest line that is read, in UTF-16 units. A longer text can be about any day. */
const MAX_LINE = 120;

/**
 * Returns the day that a short line names, as an ISO date: "2026-09-14" for "By Ann Field, 14
 * September 2026". If the line has a day and a month but no year, returns ''. If the line has no date,
 * returns null, and also if it is a sentence: a sentence can be about any day.
 */
export function dateInLine(line: string): string | null {
  if (line.length > MAX_LINE) return null;
  const spaced = line.replace(/\s+/gu, ' ').trim();
  const isSentence = (date: string) => /[.!?]$/u.test(spaced) && spaced.length > date.length + 2;
  const figures = FIGURES.exec(spaced)?.[0];
  if (figures !== undefined) return isSentence(figures) ? null : figures;
  for (const { 0: date, groups } of WORDS.flatMap((pattern) => [...spaced.matchAll(pattern)])) {
    const month = monthOf(groups?.['month'] ?? '');
    const day = Number(groups?.['day']);
    if (month === null || day < 1 || day > 31 || isSentence(date)) continue;
    const year = groups?.['year'];
    const two = (part: number) => String(part).padStart(2, '0');
    return year === undefined ? '' : `${year}-${two(month)}-${two(day)}`;
  }
  return null;
}

/** Returns the number of a month, 1–12; null for a word that is none, such as "Mayor". */
export function monthOf(word: string): number | null {
  const plain = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const at = MONTHS.findIndex((names) => names.includes(plain));
  return at < 0 ? null : at + 1;
}
