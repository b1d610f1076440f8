import type { StatementId } from '@/utils/model/ids';
import type { Citation } from '@/utils/model/report-content';
import type { ReportTree } from '@/utils/model/report-tree';
import type { CitationBook } from './citation-book';
import { hostOf } from './citation-target';
import type { NoteWords, Target } from './citations/found';
import { type SpelledNumber, withMarks } from './citations/text-citations';
import type { KeptBytes } from './kept-bytes';
import { namedEntry } from './mark-leads';
import type { PhrasingContent } from './markup/mdast';
import { entryNumber } from './read-references';
import { entriesIn } from './source-entries';
import type { ReplacedLists } from './source-list';
import { writableLine, writeNodes } from './write-nodes';

/*
 * The words of an entry can name another entry by its number, as in "[4] Measured in March; see [1]".
 * A new list gives that entry another number, and in other styles it is gone. So its number becomes
 * the new one, or else the name of the source. This is never a link: an entry with a link is a source
 * of each sentence that cites the entry.
 */

/** A placeholder for a mark whose new number is not known yet. No valid text has these signs. */
const WAITING = /\uFDD2(\d{1,9})\uFDD3/gu;
const BRACKETS = /\[[^[\]]{1,200}\]|【[^【】]{1,200}】/gu;
const NOTE = /\[\^([^[\]\s]{1,200})\](?!:)/gu;
/** What stands before the own number of an entry; the first cell of a row, which can be that number. */
const LEAD = /^[ \t>]*(?:\|[^|]*\||(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)/u;

interface EntryMarksOptions {
  /** Whether a numbered list replaces the lists of the report. */
  readonly isNumbered: boolean;
  /** Whether the export keeps the report’s own lists of sources, with their numbers. */
  readonly keepsLists: boolean;
  /** Whether the export replaces those footnotes of the file that cite sources. */
  readonly replacesNotes: boolean;
  readonly replaced: ReplacedLists;
  /** The new numbers of entries without a page. Each key is `statement id` and old number. */
  readonly plainNumbers: ReadonlyMap<string, number>;
}

/** Spells the numbers by which the words of entries and notes name others. */
export class EntryMarks {
  readonly #waiting: { readonly mark: string; readonly from: StatementId }[] = [];
  readonly #byHref = new Map<string, Citation>();
  #citedNotes: ReadonlySet<string> | null = null;

  constructor(
    readonly tree: ReportTree,
    readonly bytes: KeptBytes,
    readonly options: EntryMarksOptions,
  ) {}

  /** Must be called with each citation that has an entry in the book. */
  cite(citation: Citation): void {
    const { href } = citation;
    if (href !== null && !this.#byHref.has(href)) this.#byHref.set(href, citation);
  }

  /**
   * Spells the numbers in the words of a note or entry. If numbers change, it leaves placeholders,
   * which `settle` replaces.
   */
  inWords(words: NoteWords, from: StatementId): NoteWords {
    const { before, after } = words;
    return { ...words, before: this.inNodes(before, from), after: this.inNodes(after, from) };
  }

  /** Spells the numbers in some nodes, as `inWords` does. */
  inNodes(nodes: readonly PhrasingContent[], from: StatementId): PhrasingContent[] {
    return withTexts(nodes, (text) =>
      this.options.isNumbered
        ? text
            .replace(/[\uFDD2\uFDD3]/gu, '')
            .replace(BRACKETS, (mark) => `\uFDD2${this.#waiting.push({ mark, from }) - 1}\uFDD3`)
        : this.#spelled(text, from, null),
    );
  }

  /** Replaces the placeholders in a complete book with the new numbers of its entries. */
  settle(book: CitationBook): void {
    if (this.#waiting.length === 0) return;
    book.reword((nodes) =>
      withTexts(nodes, (text) =>
        text.replace(WAITING, (_, at) => {
          const waiting = this.#waiting[Number(at)];
          return waiting === undefined ? '' : this.#spelled(waiting.mark, waiting.from, book);
        }),
      ),
    );
  }

  /**
   * Spells the numbers in the Markdown of an entry that stays where it is. `isStart`: whether `text`
   * is the start of the entry, where its own number stands.
   */
  inMarkdown(text: string, from: StatementId, book: CitationBook, isStart: boolean): string {
    if (!text.includes('[') && !text.includes('【')) return text;
    const lines = text.split(/(?<=\n)/u).map((line, at) => {
      const lead = at > 0 || isStart ? (LEAD.exec(line)?.[0].length ?? 0) : 0;
      const number = at > 0 || isStart ? (entryNumber(line.slice(lead))?.length ?? 0) : 0;
      const own = lead + number;
      return line.slice(0, own) + this.#spelled(line.slice(own), from, book, escaped);
    });
    return lines.join('');
  }

  #spelled(
    text: string,
    from: StatementId,
    book: CitationBook | null,
    spell = (name: string) => name,
  ): string {
    const written = (named: SpelledNumber | null) =>
      named?.isName === true ? { ...named, words: spell(named.words) } : named;
    const withoutNotes = text.replace(NOTE, (mark, label: string) => {
      const pages = this.#isGone(label) ? this.bytes.pagesOf(`^${label}`, from) : [];
      const named = pages.length === 0 ? null : written(this.#page(pages, book));
      if (named === null) return mark;
      return named.isName ? named.words : `[${named.words}]`;
    });
    // A text that names notes of the file names no entries of a list.
    if (withoutNotes !== text) return withoutNotes;
    return withMarks(text, (number) => written(this.#entry(number, from, book)));
  }

  #isGone(note: string): boolean {
    if (!this.options.replacesNotes) return false;
    this.#citedNotes ??= new Set(
      [...this.tree.citations.values()].flatMap(({ raw }) =>
        Array.from((raw ?? '').matchAll(NOTE), ([, label = '']) => label.toLowerCase()),
      ),
    );
    return this.#citedNotes.has(note.toLowerCase());
  }

  /** Returns what replaces the number of an entry; null if the number stays. */
  #entry(number: number, from: StatementId, book: CitationBook | null): SpelledNumber | null {
    const { isNumbered, keepsLists, replaced, plainNumbers } = this.options;
    if (keepsLists) return null;
    const pages = this.bytes.pagesOf(number, from);
    const item = namedEntry(this.tree, from, number);
    if (pages.length === 0) {
      const other = item === undefined ? undefined : plainNumbers.get(`${item.id} ${number}`);
      return other === undefined ? null : { words: String(other), isName: false };
    }
    if (isNumbered && pages.some(({ href }) => this.#byHref.has(href)))
      return this.#page(pages, book);
    const rest = item === undefined ? null : replaced.restOf(item);
    const left = rest && item ? entriesIn({ ...item.statement, ...rest }, 0) : null;
    const stays =
      item !== undefined &&
      !replaced.has(item) &&
      (left === null || left.some((entry) => entry.number === number));
    return stays ? null : this.#page(pages, book);
  }

  #page(pages: readonly Target[], book: CitationBook | null): SpelledNumber {
    const cited = pages.flatMap(({ href }) => this.#byHref.get(href) ?? []);
    if (this.options.isNumbered && book !== null && cited.length > 0) {
      const numbers = new Set(cited.map((citation) => book.citation(citation).entry.number));
      return { words: [...numbers].join(', '), isName: false };
    }
    const names = pages.map(
      ({ title, label, href }) => writableLine(title || label) || hostOf(href),
    );
    return { words: names.join(', '), isName: true };
  }
}

/** Returns the nodes with each text in them changed, also inside emphasis. */
function withTexts(
  nodes: readonly PhrasingContent[],
  change: (text: string) => string,
): PhrasingContent[] {
  return nodes.map((node) => {
    if (node.type === 'text') return { ...node, value: change(node.value) };
    if (node.type !== 'emphasis' && node.type !== 'strong') return node;
    return { ...node, children: withTexts(node.children, change) };
  });
}

function escaped(value: string): string {
  return writeNodes({ type: 'paragraph', children: [{ type: 'text', value }] });
}
