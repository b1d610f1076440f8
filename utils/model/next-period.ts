/**
 * Returns the title of a periodical's next issue: the month in the title, with its year, becomes
 * the next one ("Watch, March 2025", "veille-2025-03"). Returns null if the title names no month.
 * Months are recognised by their names in `language` (BCP 47) and in English.
 */
export function nextPeriodTitle(title: string, language: string): string | null {
  return nextIsoMonth(title) ?? nextNamedMonth(title, language) ?? nextNamedMonth(title, 'en');
}

/** The last match, because a title may begin with the year of something else. */
const ISO_MONTH = /(?<!\d|\d-)(\d{4})-(0[1-9]|1[0-2])(?![\d-])/gu;

function nextIsoMonth(title: string): string | null {
  const found = [...title.matchAll(ISO_MONTH)].at(-1);
  if (found === undefined) return null;
  const [whole, year, month] = found;
  const next = after(Number(year), Number(month) - 1);
  const words = `${next.year.toString()}-${(next.month + 1).toString().padStart(2, '0')}`;
  return title.slice(0, found.index) + words + title.slice(found.index + whole.length);
}

function nextNamedMonth(title: string, language: string): string | null {
  const names = monthNames(language);
  const pattern = new RegExp(
    `(?<![\\p{L}])(${names.join('|')})(\\P{L}{1,3}|\\s+de\\s+)(\\d{4})(?!\\d)`,
    'giu',
  );
  const found = [...title.matchAll(pattern)].at(-1);
  if (found === undefined) return null;
  const [whole, name = '', between = '', year] = found;
  const month = names.findIndex((known) => known.toLowerCase() === name.toLowerCase());
  const next = after(Number(year), month);
  const words = casedLike(names[next.month] ?? '', name);
  const issue = words + between + next.year.toString();
  return title.slice(0, found.index) + issue + title.slice(found.index + whole.length);
}

function after(year: number, month: number): { year: number; month: number } {
  return month === 11 ? { year: year + 1, month: 0 } : { year, month: month + 1 };
}

function monthNames(language: string): string[] {
  const format = formatOf(language);
  return Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2025, month, 15)));
}

function formatOf(language: string): Intl.DateTimeFormat {
  const options = { month: 'long', timeZone: 'UTC' } as const;
  try {
    return new Intl.DateTimeFormat(language, options);
  } catch {
    // A report from elsewhere may name a language that is not a language tag.
    return new Intl.DateTimeFormat('en', options);
  }
}

function casedLike(name: string, model: string): string {
  if (model === model.toLowerCase()) return name.toLowerCase();
  if (model.length > 1 && model === model.toUpperCase()) return name.toUpperCase();
  return name.charAt(0).toUpperCase() + name.slice(1);
}
