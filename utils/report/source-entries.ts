import type { StatementId } from '@/utils/model/ids';
import type { Statement } from '@/utils/model/report-content';
import type { ContentItem, StatementItem } from '@/utils/model/report-tree';
import { judgeAddress } from './citations/found';
import { addressesIn, trimAddress } from './citations/written-address';
import { parseMarkdown } from './markup/parse-blocks';
import { entryLines, entryNumber, rowNumber } from './read-references';
import { behindLeadingTitle, listTitle, namesOtherNote } from './read-wording';

/** An entry of a list of sources in the report, which can be a line or a row of a statement. */
export interface SourceEntry {
  /** Null if it has none. */
  readonly number: number | null;
  /** Its text as a statement stores it, without its number. */
  words: string;
  /** Whether the source stands with others in one line behind a title, as in `**Sources:** A • B`. */
  readonly isInLine?: boolean;
}

/** What a statement has in a list of sources. */
export interface ListedStatement {
  readonly entries: readonly SourceEntry[];
  /** The entry above that it continues. It is then in the same item of the list. */
  readonly continues: SourceEntry | null;
}

/** Marks of Markdown around a title in a line of its own. */
const MARKS = /[*_#]+/gu;
const NO_SCHEME = /www\.[^\s<>]+/giu;
const CITATION = /\[\[cite:/u;
/** The signs between sources in one line. "·" and "|" count only between blanks, because names contain them. */
const BULLET = /•|\s[·|]\s/u;

/** Whether a statement is the title of a list of sources, `**Sources:**`. */
export function isTitleLine({ statement, citations }: StatementItem): boolean {
  const { kind, marker, text } = statement;
  if (kind !== 'sources' || marker !== '' || citations.length > 0 || text.length > 100)
    return false;
  return listTitle(titleOfLine(text)) !== null;
}

/** Returns the words of such a line. */
export function titleOfLine(text: string): string {
  return text.replace(MARKS, '').trim();
}

/** Returns the labels that Markdown defines; null if it has anything else. `^1` is that of a note. */
export function definedLabels(markdown: string): readonly string[] | null {
  if (!/^\s*\[[^\]]+\]:/u.test(markdown)) return null;
  const labels: string[] = [];
  for (const node of parseMarkdown(markdown).children) {
    if (node.type !== 'definition' && node.type !== 'footnoteDefinition') return null;
    const label = node.label?.toLowerCase() ?? node.identifier;
    labels.push(node.type === 'definition' ? label : `^${label}`);
  }
  return labels;
}

/** Whether an entry names a source in words alone, for example a book, and no page. */
export function isPlain({ words }: SourceEntry): boolean {
  if (CITATION.test(words) || !/[\p{L}\p{N}]/u.test(words)) return false;
  const named = (words.match(NO_SCHEME) ?? []).map((host) => `http://${trimAddress(host)}`);
  const written = addressesIn(words).map(({ href }) => href);
  return ![...named, ...written].some((href) => judgeAddress(href) === 'page');
}

/** Whether an entry has citations, of its statement or of one that continues it. */
export function hasCitation({ words }: SourceEntry): boolean {
  return CITATION.test(words);
}

/**
 * Reads the entries in the content of a section. Items are numbered as the reader of a file numbers
 * them. Linear.
 */
export function listedStatements(
  content: readonly ContentItem[],
): ReadonlyMap<StatementId, ListedStatement> {
  const found = new Map<StatementId, ListedStatement>();
  let last = 0;
  let latest: SourceEntry | undefined;
  for (const item of content) {
    if (item.kind !== 'statement') continue;
    const { statement } = item;
    if (isTitleLine(item)) {
      last = 0;
      latest = undefined;
      continue;
    }
    if (statement.kind !== 'sources' && statement.kind !== 'item') {
      latest = undefined;
      continue;
    }
    // The label of a definition, as in `[^1]: …`, is not the number of an entry.
    if (definedLabels(statement.text) !== null) {
      found.set(statement.id, { entries: [], continues: null });
      continue;
    }
    if (statement.depth > 0 && latest !== undefined) {
      latest.words += `\n\n${statement.text}`;
      found.set(statement.id, { entries: [], continues: latest });
      continue;
    }
    // The front matter of a file is no entry of a list.
    if (statement.text.startsWith('---')) continue;
    const entries = entriesIn(statement, last);
    last = entries.at(-1)?.number ?? last;
    latest = entries.at(-1);
    found.set(statement.id, { entries, continues: null });
  }
  return found;
}

/** Returns the entries of a statement. `last` is the number before its first one. */
export function entriesIn({ kind, marker, text }: Statement, last: number): SourceEntry[] {
  if (kind === 'sources' && marker === '') {
    const rows = tableRows(text);
    if (rows.length > 0) return rows;
    const lines = entryLines(text);
    if (lines.length > 0) {
      return lines.map(({ from, number }, at) => ({
        number,
        words: text.slice(from, lines[at + 1]?.start ?? text.length).trimEnd(),
      }));
    }
    const listed = behindLeadingTitle(text);
    if (listed !== null) {
      const parts = listed.split(BULLET).map((part) => part.trim());
      const words = parts.filter((part) => CITATION.test(part)).length > 1 ? parts : [listed];
      return words
        .filter((part) => part !== '')
        .map((part) => ({ number: null, words: part, isInLine: true }));
    }
  }
  const own = entryNumber(text);
  if (own !== null) return [{ number: own.number, words: text.slice(own.length) }];
  const written = /^\d{1,9}/u.exec(marker)?.[0];
  if (written === undefined) return [{ number: null, words: text }];
  // Markdown numbers the items itself if every item is written as 1.
  return [{ number: Math.max(Number(written), last + 1), words: text }];
}

function tableRows(text: string): SourceEntry[] {
  if (!text.includes('|')) return [];
  return text.split('\n').flatMap((line) => {
    const cells = line.split(/(?<!\\)\|/u).map((cell) => cell.trim());
    const [first = '', ...others] = cells[0] === '' ? cells.slice(1) : cells;
    const number = rowNumber(first);
    const words = others.filter((cell) => cell !== '').join(', ');
    return number === null ? [] : [{ number, words }];
  });
}

/** Returns how many notes and entries of a statement name others by their numbers. Linear. */
export function countNoteNames(statement: Statement): number {
  const { kind, text } = statement;
  if (!namesOtherNote(text)) return 0;
  if (definedLabels(text) !== null) {
    return text.split(/\n(?=\[\^[^\]\n]+\]:)/u).filter(namesOtherNote).length;
  }
  if (kind !== 'sources') return 0;
  return entriesIn(statement, 0).filter(({ words }) => namesOtherNote(words)).length;
}

/** Returns a statement's text without the lines and rows whose pages the text cites by number. */
export function withoutPages({ text, marker }: Statement): string {
  if (marker !== '') return text;
  const isKept = (words: string) => {
    const entry = { number: null, words };
    return isPlain(entry) || hasCitation(entry);
  };
  if (tableRows(text).length > 0) {
    const rows = text.split('\n');
    return rows.filter((row) => tableRows(row).every(({ words }) => isKept(words))).join('\n');
  }
  const lines = entryLines(text);
  const kept = lines.flatMap(({ start, from }, at) => {
    const end = lines[at + 1]?.start ?? text.length;
    return isKept(text.slice(from, end)) ? [text.slice(start, end)] : [];
  });
  return lines.length === 0 ? text : (text.slice(0, lines[0]?.start) + kept.join('')).trimEnd();
}
