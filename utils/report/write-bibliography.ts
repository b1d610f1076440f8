import { arrangeReport } from '@/utils/model/report-tree';
import type { BookEntry } from './citation-book';
import { citationKeys } from './citation-keys';
import { gatherEvidence, sourceUrl } from './citation-target';
import { type CslItem, type CslName, cslItem, itemFields, type PlainDate } from './csl-item';
import { onePerPage, pagesOf } from './one-per-page';
import { planReport } from './plan-report';
import { reportWording } from './report-language';
import { badgeOf } from './write-entry';
import type { WriteOptions, WrittenReport } from './write-options';

/**
 * Returns what a report cites as items of CSL-JSON, in the order of first mention. Passages have the
 * keys that `writeMarkdown` uses in the style `pandoc` with the same options, and a page has one of
 * them.
 * Costs n log n.
 */
export function citedItems(report: WrittenReport, options: WriteOptions = {}): CslItem[] {
  const { content, clips, sources, pins } = report;
  const tree = arrangeReport(content, clips);
  const evidence = gatherEvidence(clips, sources, pins, content.placements, tree.clips);
  const { book } = planReport(tree, evidence, { ...options, style: 'pandoc' });
  const wording = reportWording(content.language);
  const passages = options.each === 'passage';
  const pages = onePerPage(book.entries);
  const keys = citationKeys(book.entries);
  const pageOf = pagesOf(book.entries);
  const pageKeys = keysOfPages(book.entries, keys, pageOf);
  const described = new Map(pages.map((entry) => [pageOf(entry), entry.source]));
  return (passages ? book.entries : pages).map((entry) => {
    const { source, target, number } = entry;
    const key = passages ? keys.get(number) : pageKeys.get(pageOf(entry));
    const url = passages || source === null ? target.url : sourceUrl(source, null);
    const results = new Set(book.ofClips(entry).map((each) => badgeOf(each, wording)));
    const note = passages && options.badges === true ? [...results].join('; ') : '';
    const isCitedOnly = source === null || entry.clip?.origin === 'import';
    const about = isCitedOnly ? (described.get(pageOf(entry)) ?? source) : source;
    return cslItem(key ?? '', { ...entry, source: about }, url, note);
  });
}

/**
 * Returns the key of each page: the one of its passage that was clipped first, so that no key names
 * different pages in two files, and no page has a key with a number because of its own passages.
 */
function keysOfPages(
  entries: readonly BookEntry[],
  keys: ReadonlyMap<number, string>,
  pageOf: (entry: BookEntry) => string,
): ReadonlyMap<string, string> {
  const pages = new Map(entries.map((entry) => [entry.number, pageOf(entry)]));
  // The last of equal pages stays in a map, so the oldest comes last.
  return new Map([...keys].reverse().map(([number, key]) => [pages.get(number) ?? '', key]));
}

/**
 * Writes CSL-JSON with one item on each line.
 * https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
 */
export function writeCslJson(items: readonly CslItem[]): string {
  return `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]\n`;
}

/**
 * TeX's special characters. A brace must become a command, because an unpaired brace ends the
 * field, even after a backslash.
 */
const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
};

function tex(words: string): string {
  return words.replace(/[\\{}~^$&#%_]/gu, (char) => TEX[char] ?? char);
}

function bibtexName(name: CslName): string {
  if ('literal' in name) return `{${tex(name.literal)}}`;
  const { family, given, suffix } = name;
  return [family, ...(suffix === undefined ? [] : [suffix]), given].map(tex).join(', ');
}

function isoDate({ year, month, day }: PlainDate): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const rest = month === null ? '' : `-${two(month)}${day === null ? '' : `-${two(day)}`}`;
  return `${String(year).padStart(4, '0')}${rest}`;
}

/**
 * Writes BibTeX in UTF-8 for biblatex and recent styles: `@misc` entries with `url` and `urldate`.
 * Titles and the names of organisations are in braces, so that they are neither split nor changed to
 * lower case. Persons are `Family, Given` or `Family, Suffix, Given`.
 * https://ctan.org/pkg/biblatex
 */
export function writeBibtex(items: readonly CslItem[]): string {
  return items
    .map((item) => {
      const each = itemFields(item);
      const fields: [string, string][] = [
        ['author', each.authors.map(bibtexName).join(' and ')],
        ['title', each.title === '' ? '' : `{${tex(each.title)}}`],
        ['organization', tex(each.site)],
        ['year', each.issued === null ? '' : String(each.issued.year)],
        ['date', each.issued === null ? '' : isoDate(each.issued)],
        ['url', each.url],
        ['urldate', each.accessed === null ? '' : isoDate(each.accessed)],
        ['doi', tex(each.doi)],
        ['language', tex(each.language)],
        ['note', tex(each.note)],
      ];
      const lines = fields.flatMap(([name, value]) =>
        value === '' ? [] : [`  ${name} = {${value}}`],
      );
      return `@misc{${each.key},\n${lines.join(',\n')}\n}\n`;
    })
    .join('\n');
}

function risDate({ year, month, day }: PlainDate): string {
  const two = (part: number | null) => (part === null ? '' : String(part).padStart(2, '0'));
  return `${String(year).padStart(4, '0')}/${two(month)}/${two(day)}/`;
}

/** `Family, Given, Suffix`. Without a comma a reader takes the whole as one name. */
function risName(name: CslName): string {
  if ('literal' in name) return name.literal;
  const { family, given, suffix } = name;
  return [family, given, ...(suffix === undefined ? [] : [suffix])].join(', ');
}

/**
 * Writes RIS with one field on each line, however long it is, because a broken address leads
 * nowhere. Lines end with CR and LF, as the format requires.
 * https://en.wikipedia.org/wiki/RIS_(file_format)
 */
export function writeRis(items: readonly CslItem[]): string {
  return items
    .map((item) => {
      const each = itemFields(item);
      const fields: [string, string][] = [
        ['TY', 'ELEC'],
        ['ID', each.key],
        ['TI', each.title],
        ...each.authors.map((name): [string, string] => ['AU', risName(name)]),
        ['T2', each.site],
        ['PY', each.issued === null ? '' : String(each.issued.year).padStart(4, '0')],
        ['DA', each.issued === null ? '' : risDate(each.issued)],
        ['UR', each.url],
        ['Y2', each.accessed === null ? '' : risDate(each.accessed)],
        ['DO', each.doi],
        ['LA', each.language],
        ['L2', each.archived],
        ['N1', each.note],
      ];
      const lines = fields.flatMap(([tag, value]) =>
        value === '' ? [] : [`${tag}  - ${value}\r\n`],
      );
      return `${lines.join('')}ER  - \r\n`;
    })
    .join('\r\n');
}
