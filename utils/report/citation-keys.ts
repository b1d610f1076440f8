import { splitPersonName } from '@/utils/text/person-name';
import type { BookEntry } from './citation-book';
import { hostOf } from './citation-target';

/** Reduces words to letters that Pandoc, BibTeX and file names accept. */
function plain(words: string): string {
  return words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/gu, 'oe')
    .replace(/æ/gu, 'ae')
    .replace(/ß/gu, 'ss')
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim();
}

/** Words that are too frequent to identify a page. */
const FILLERS = new Set([
  ...['the', 'and', 'for', 'with', 'from', 'how', 'why', 'what', 'this', 'that', 'are', 'its'],
  ...['les', 'des', 'une', 'sur', 'dans', 'par', 'pour', 'aux', 'est', 'qui', 'que', 'ses', 'son'],
]);

function who({ source, target }: BookEntry): string {
  const [author = ''] = source?.authors ?? [];
  const person = splitPersonName(author, source?.siteName ?? '');
  // An organisation is named in full: the last word of "European Central Bank" names none.
  const name = person === null ? joined(author) : plain(person.family).split(' ').at(-1);
  if (name !== undefined && name !== '') return name;
  const site = joined(source?.siteName ?? '');
  if (site !== '') return site;
  const host = hostOf(source?.url ?? target.url ?? '').replace(/^www\./u, '');
  return joined(host.split('.').slice(0, -1).join('') || host);
}

/** Returns a name without its spaces, at most 20 characters of it. */
function joined(name: string): string {
  return plain(name).replaceAll(' ', '').slice(0, 20);
}

function baseKey(entry: BookEntry): string {
  const year = /\b\d{4}\b/u.exec(entry.source?.publishedAt ?? '')?.[0] ?? '';
  const words = plain(entry.source?.title ?? entry.target.label).split(' ');
  const word = words.find((each) => each.length > 2 && !FILLERS.has(each)) ?? '';
  const name = who(entry);
  // A title that is only the name of the site.
  const about = words.length === 1 && word === name ? '' : word.slice(0, 20);
  const key = `${name}${year}${about}`;
  return /^[a-z]/u.test(key) ? key : `s${key}`;
}

/**
 * Returns a readable key for each entry, by its number: author or site, year, and a word of the title, like
 * `field2025river`. Equal keys are numbered by the times of their clips, so that a key stays the
 * same when something is cited later. In the order of these times. Costs n log n.
 */
export function citationKeys(entries: readonly BookEntry[]): ReadonlyMap<number, string> {
  const keys = new Map<number, string>();
  const counts = new Map<string, number>();
  const used = new Set<string>();
  const byAge = [...entries].sort((a, b) =>
    a.clipId === b.clipId ? a.number - b.number : a.clipId < b.clipId ? -1 : 1,
  );
  for (const entry of byAge) {
    const base = baseKey(entry);
    let count = counts.get(base) ?? 0;
    let key: string;
    do {
      count += 1;
      key = count === 1 ? base : `${base}-${count}`;
    } while (used.has(key));
    counts.set(base, count);
    used.add(key);
    keys.set(entry.number, key);
  }
  return keys;
}
