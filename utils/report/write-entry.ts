import { leavesOutImage, type Source } from '@/utils/model/evidence';
import { accessTime, type BookEntry, type CitationBook, type ListedEntry } from './citation-book';
import { sourceUrl } from './citation-target';
import type { NoteWords } from './citations/found';
import type { PhrasingContent } from './markup/mdast';
import { writableUrl } from './markup/writable-url';
import { bytesOf, withinWords, wordsOf } from './note-words';
import { onePerPage, pagesOf } from './one-per-page';
import { type ReportWording, writtenDay } from './report-language';
import { linkNode, mergeTexts, writableLine } from './write-nodes';
import type { WriteOptions } from './write-options';

/** The details after a citation or in its entry. */
export type Details = Pick<WriteOptions, 'accessDates' | 'badges'>;

/**
 * Returns the author, the site and the date of a page. The date is in the report's language, and no
 * name is repeated. Leaves out what the words of a note already say.
 */
function aboutSource(source: Source, wording: ReportWording, said = ''): string[] {
  const day = source.publishedAt?.slice(0, 10) ?? '';
  const parts = [...source.authors, source.siteName ?? '', day].map(writableLine);
  return [...new Set(parts)]
    .filter((part) => part !== '' && !said.includes(part))
    .map((part) => (part === day ? writtenDay(day, wording) : part));
}

function accessDate(entry: BookEntry, details: Details, wording: ReportWording): string[] {
  const time = details.accessDates === true ? accessTime(entry) : null;
  return time === null ? [] : [wording.accessed(writtenDay(time, wording))];
}

/** Says in the report's language what the latest check found, or that there was no check. */
export function badgeOf({ check, clip }: BookEntry, wording: ReportWording): string {
  const found = wording.verdicts[check?.verdict ?? 'never'];
  const isImage = check !== null && clip !== null && leavesOutImage(check.verdict, clip);
  return isImage ? `${found}, ${wording.imageLeftOut}` : found;
}

function archivedLink({ archived }: BookEntry, wording: ReportWording): PhrasingContent[] {
  const url = archived === null ? null : writableUrl(archived.url);
  if (archived === null || url === null) return [];
  return [linkNode(wording.archived(writtenDay(archived.takenAt, wording)), url)];
}

/** Joins parts with a separator, and merges adjacent texts. */
function joined(parts: readonly (string | PhrasingContent)[], between: string): PhrasingContent[] {
  const out: PhrasingContent[] = [];
  const text = (value: string) => {
    const last = out.at(-1);
    if (last?.type === 'text') last.value += value;
    else out.push({ type: 'text', value });
  };
  parts.forEach((part, index) => {
    if (index > 0) text(between);
    if (typeof part === 'string') text(part);
    else if (part.type === 'text') text(part.value);
    else out.push(part);
  });
  return out;
}

/** Returns `Title` as a link, or as text if no link may be written. */
function titleNode(label: string, url: string | null): string | PhrasingContent {
  return url === null ? label : linkNode(label, url);
}

/**
 * Returns the text of a note or a numbered reference: `[Title](url), Author, Site, date, accessed 3
 * March 2025, cited passage found word for word, [archived copy of 4 March 2025](url)`. The words
 * of a note in the file are around it; what they say already is not repeated.
 */
export function entryNodes(
  entry: ListedEntry,
  details: Details,
  wording: ReportWording,
): PhrasingContent[] {
  if ('own' in entry) return [...entry.words];
  const { rest = [] } = entry;
  return mergeTexts([
    ...ownNodes(entry, details, wording, rest.length > 0),
    ...rest.flatMap(({ joint, entry: other }, at): PhrasingContent[] => [
      { type: 'text', value: joint },
      ...ownNodes(other, details, wording, at < rest.length - 1),
    ]),
  ]);
}

/** Returns the words of an entry without those of the others in its note. */
function ownNodes(
  entry: BookEntry,
  details: Details,
  wording: ReportWording,
  goesOn: boolean,
): PhrasingContent[] {
  const { target, source } = entry;
  const { words } = target;
  const said = words === undefined ? '' : wordsOf([...words.before, ...words.after]);
  const about = (source === null ? [] : aboutSource(source, wording, said)).filter(
    (part) => !said.includes(part) && (words === undefined || part !== target.label),
  );
  const link = joined([titleNode(target.label, target.url), ...about], ', ');
  const remarks = [
    ...[
      ...accessDate(entry, details, wording),
      ...(details.badges === true ? [badgeOf(entry, wording)] : []),
    ].filter((part) => !said.includes(part)),
    ...archivedLink(entry, wording),
  ];
  const reference = withinWords(link, words, goesOn ? 'aside' : 'sentence');
  if (remarks.length === 0) return reference;
  const closing = words === undefined ? '' : closingOf(words, reference);
  return [
    ...withoutLast(reference, closing.length),
    { type: 'text', value: ', ' },
    ...joined(remarks, ', '),
    { type: 'text', value: closing },
  ];
}

/** A full stop that ends no abbreviation. */
const LAST_STOP = /(?<!\.|\.\s?\p{L}|(?<!\p{L})(?:al|etc|sqq?|ff|p|[eé]d))\.$/u;

/** Returns the full stop of a reference, and the parentheses that open before its link. */
function closingOf({ before, after }: NoteWords, reference: readonly PhrasingContent[]): string {
  const last = reference.at(-1);
  if (last?.type !== 'text' || bytesOf(after).trim() === '') return '';
  const [stop = ''] = LAST_STOP.exec(last.value) ?? [];
  const [closers = ''] = /(?<!\))\)*$/u.exec(last.value.slice(0, -stop.length || undefined)) ?? [];
  const count = (parenthesis: string) => bytesOf(before).split(parenthesis).length;
  const opened = Math.max(0, count('(') - count(')'));
  return `${closers.slice(0, opened)}${stop}`;
}

/** Returns nodes without the last `count` characters of their last text. */
function withoutLast(nodes: readonly PhrasingContent[], count: number): PhrasingContent[] {
  const last = nodes.at(-1);
  if (last?.type !== 'text' || count === 0) return [...nodes];
  return [...nodes.slice(0, -1), { ...last, value: last.value.slice(0, -count).trimEnd() }];
}

/**
 * Returns a page in the list of sources: `[Title](url), Author, Site, date`. Links to its passages
 * that nothing else in the export has follow the title: `([passage](url), [passage](url))`.
 */
function sourceNodes(
  entry: BookEntry,
  passages: readonly string[],
  details: Details,
  wording: ReportWording,
): PhrasingContent[] {
  const { source, target } = entry;
  if (source === null) return [];
  const label = writableLine(source.title) || target.label;
  const links = passages.map((url) => linkNode(wording.passage, url));
  const rest = [
    ...aboutSource(source, wording),
    ...accessDate(entry, details, wording),
    ...archivedLink(entry, wording),
  ];
  return mergeTexts([
    ...joined([titleNode(label, sourceUrl(source, null))], ''),
    ...(links.length === 0 ? [] : joined([' (', ...joined(links, ', '), ')'], '')),
    ...(rest.length === 0 ? [] : joined(['', ...rest], ', ')),
  ]);
}

/**
 * Returns what follows a citation without an entry of its own in parentheses; often nothing. If
 * there is a list of sources, it has the access dates and archived copies.
 */
export function asideNodes(
  entry: BookEntry,
  details: Details & { readonly listed: boolean },
  wording: ReportWording,
): PhrasingContent[] {
  const parts = [
    ...(details.listed ? [] : accessDate(entry, details, wording)),
    ...(details.badges === true ? [badgeOf(entry, wording)] : []),
    ...(details.listed ? [] : archivedLink(entry, wording)),
  ];
  return parts.length === 0 ? [] : joined(['(', ...joined(parts, ', '), ')'], '');
}

/**
 * Returns the list of sources: each page once, in the order of first mention, and then the sources
 * without a page, with the numbers by which the text may name them.
 */
export function closingSources(
  { entries, plain, onlyListed }: Pick<CitationBook, 'entries' | 'plain' | 'onlyListed'>,
  details: Details,
  wording: ReportWording,
): PhrasingContent[][] {
  const cited = [...entries, ...onlyListed].filter(({ source }) => source !== null);
  const pageOf = pagesOf(cited);
  const passages = Map.groupBy(onlyListed, pageOf);
  const passagesOf = (entry: BookEntry): string[] => {
    const page = entry.source === null ? null : sourceUrl(entry.source, null);
    const urls = (passages.get(pageOf(entry)) ?? []).flatMap(({ target }) => target.url ?? []);
    return [...new Set(urls)].filter((url) => url !== page);
  };
  return [
    ...onePerPage(cited).map((entry) => sourceNodes(entry, passagesOf(entry), details, wording)),
    ...plain.map(({ own, words }) =>
      joined([...(own === null ? [] : [`[${own}] `]), ...words], ''),
    ),
  ];
}
