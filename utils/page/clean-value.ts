/** The maximum length of a metadata field, so that no page can fill the database. */
export const MAX_VALUE = 1_000;

/**
 * Cleans a line of text that a page states about itself: limits its length, collapses white space,
 * and removes control characters, bidi controls (which would reorder the text beside it) and lone
 * surrogates. Returns null if nothing is left.
 */
export function cleanLine(value: unknown, max: number = MAX_VALUE): string | null {
  if (typeof value !== 'string') return null;
  const line = value
    .slice(0, max * 4)
    .toWellFormed()
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]/gu, ' ')
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  if (line === '') return null;
  return line.length <= max
    ? line
    : `${line
        .slice(0, max - 1)
        .replace(/[\uD800-\uDBFF]$/u, '')
        .trimEnd()}…`;
}

/** Cleans a name. An address or a lone "By" is not a name. */
export function cleanName(value: unknown): string | null {
  const line = cleanLine(value, 200);
  if (line === null || /^https?:\/\//iu.test(line) || !/\p{L}/u.test(line)) return null;
  const name = line.replace(/^(?:by|par|von|de|por|di)(?:\s*:)?\s+(?=\p{Lu})/iu, '').trim();
  return name === '' ? null : name;
}

const DATE =
  /^[+-]?\d{4,6}(?:-\d{2}(?:-\d{2})?)?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$/iu;

/** Cleans a year, a date or a time. Returns ISO 8601 for other unambiguous spellings. */
export function cleanDate(value: unknown): string | null {
  const line = cleanLine(typeof value === 'number' ? String(value) : value, 64);
  if (line === null) return null;
  if (DATE.test(line)) return line;
  const slashed = /^(\d{4})\/(\d{1,2})(?:\/(\d{1,2}))?$/u.exec(line);
  if (slashed !== null) {
    const parts = [slashed[1], slashed[2]?.padStart(2, '0'), slashed[3]?.padStart(2, '0')];
    return parts.filter((part) => part !== undefined).join('-');
  }
  // In "25 March 2025" and "Tue, 25 Mar 2025 10:00:00 GMT" a word distinguishes the day from the
  // month.
  if (!/[a-z]{3}/iu.test(line) || !/\d{4}/u.test(line)) return null;
  const time = Date.parse(/GMT|UTC|Z$|[+-]\d{2}:?\d{2}$/u.test(line) ? line : `${line} UTC`);
  if (Number.isNaN(time)) return null;
  const iso = new Date(time).toISOString();
  return /\d:\d/u.test(line) ? iso : iso.slice(0, 10);
}

/** Returns a BCP 47 tag in its canonical case, or null. Accepts `en_GB`. */
export function cleanLanguage(value: unknown): string | null {
  const line = cleanLine(value, 35)?.replaceAll('_', '-');
  if (line === undefined || line === '') return null;
  try {
    return Intl.getCanonicalLocales(line)[0] ?? null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Returns an http(s) address without credentials and fragment, resolved against `base`. */
export function cleanHttpUrl(value: unknown, base: string): string | null {
  if (typeof value !== 'string' || value.length > 4_096 || value.trim() === '') return null;
  if (!URL.canParse(value.trim(), base)) return null;
  const url = new URL(value.trim(), base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (url.username !== '' || url.password !== '') return null;
  url.hash = '';
  return url.href;
}

/**
 * Returns a DOI in lower case without its resolver or scheme (DOI Handbook: names are
 * case-insensitive).
 */
export function cleanDoi(value: unknown): string | null {
  const line = cleanLine(value, 300);
  if (line === null) return null;
  const match = /(?:^|doi:\s*|doi\.org\/)(10\.\d{4,9}\/[^\s"<>]+)$/iu.exec(line);
  return match?.[1]?.replace(/(?<![.,;)])[.,;)]+$/u, '').toLowerCase() ?? null;
}

/**
 * Returns the letters and figures of a text in lower case, without spaces and other signs. So the
 * same words are equal in the page and in a clip of it.
 */
export function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
}
