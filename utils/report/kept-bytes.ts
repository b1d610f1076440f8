import type { CitationId, SectionId, StatementId } from '@/utils/model/ids';
import type { Citation, Section } from '@/utils/model/report-content';
import type { ReportTree, StatementItem } from '@/utils/model/report-tree';
import { withNoteWords } from './citation-target';
import { findCitations } from './citations/find-citations';
import type { NoteWords, Target } from './citations/found';
import type { ReferenceTable } from './citations/reference-table';
import { type MarkWords, markWords, numbersIn, pandocWords } from './citations/text-citations';
import { isLedHeading, movableMarks, titleOf, withoutMarks } from './heading-marks';
import { hasWords } from './note-words';
import { parsePiece } from './read-piece';
import { ReportPieces } from './read-pieces';
import { readingOrder } from './reading-order';

/*
 * A report that was imported from a file stores the bytes of the file beside the parsed content,
 * and an export writes these bytes back. Somebody who shares a report can change the bytes: they
 * can hold words that no reviewer saw, or a link to a page that nobody checked. So an export keeps
 * bytes only if they mean the same as the report, and writes everything else from the parsed
 * content.
 */

/** What may stand between two blocks of a file: empty lines, indents and quote marks (`>`). */
const LAYOUT = /^[\s>]*$/u;
/** The indent and the quote marks (`>`) at the start of a line. */
const LINE_START = /^[ \t>]+/gmu;
const MARKER = /^(?:[-*+]|\d{1,9}[.)])?$/u;
const OUTER_MARKERS = /^(?:(?:[-*+]|\d{1,9}[.)]) )+$/u;
const FENCE = /^---[ \t]*$/u;
const CLOSING_FENCE = /^(?:---|\.\.\.)[ \t]*$/u;
/** Without characters that can have another meaning in Markdown, HTML or an escape sequence. */
const PLAIN_LABEL = /^[^\\[\]()<>&*_~`!\n]+$/u;
const PLAIN_ADDRESS = /^[^\s()<>\\&]+$/u;
/** An offset that is larger than the offset of every entry in a reference list. */
const NOWHERE = 2 ** 40;
/** What a glued number needs before it. */
const SENTENCE = 'Words.';
const BRACKETS = /\[(\^?[^[\]]{1,999})\]/gu;

/** Citations that share the same bytes, and the text of the statement that contains them. */
interface Group {
  readonly citations: Citation[];
  readonly statementId: StatementId | null;
  readonly text: string;
}

/** Decides which bytes of a report's file an export may keep. */
export class KeptBytes {
  #references: ReferenceTable | null = null;
  #items: ReadonlyMap<CitationId, StatementItem> | null = null;
  /** The groups of the last statement, because statements are written one by one. */
  #last: { readonly item: StatementItem; readonly groups: ReadonlyMap<CitationId, Group> } | null =
    null;
  /** The last group with its result. */
  #judgedLast: { readonly group: Group; readonly isSame: boolean } | null = null;
  /** Results by bytes, labels and addresses, because a note can be cited many times. */
  readonly #judged = new Map<string, boolean>();
  /** Where each block is among the lists, if the report has several with the same numbers. */
  #positions: ReadonlyMap<SectionId | StatementId, number> | null = null;

  /** The pages that a mark in the file names, by the mark's bytes and position. */
  readonly #named = new Map<string, readonly Target[]>();

  /** `whole`: the report of which `tree` is a section; it has the notes and lists. */
  constructor(
    readonly tree: ReportTree,
    readonly whole: ReportTree = tree,
  ) {}

  /** Returns the bytes between two blocks, or '' if they are more than layout. */
  gap(bytes: string): string {
    return LAYOUT.test(bytes) ? bytes : '';
  }

  /**
   * Returns the bytes before the first block or after the last block, or '' if they are neither
   * layout nor a metadata block.
   */
  edge(bytes: string): string {
    return LAYOUT.test(bytes) || isMetadata(bytes) ? bytes : '';
  }

  /**
   * Returns the bytes of a heading, or null if their meaning differs. Marks in them are kept only
   * `asWritten`.
   */
  section({ id, raw, level, title }: Section, asWritten: boolean): string | null {
    if (raw === null || raw === `${'#'.repeat(level)} ${title}`) return raw;
    const nodes = this.#parse(raw);
    const [node] = nodes;
    if (node === undefined || titleOf(nodes, level) === null) return null;
    const references = this.#readReferences();
    const position = this.#positions?.get(id) ?? NOWHERE;
    const span = { start: 0, end: raw.length };
    const found = findCitations(
      { source: raw, node, ...span, offset: NOWHERE, position },
      references,
    );
    if (!asWritten && isLedHeading(found)) return null;
    const marks = movableMarks(found, raw);
    if (!asWritten && marks.length > 0) return null;
    // A heading that is nothing but a mark keeps it as its title.
    const alone = titleOf(this.#parse(withoutMarks(raw, marks, span)), level);
    return (alone || titleOf(nodes, level)) === title ? raw : null;
  }

  /** Returns the bytes of a statement with its citations, or null if the words differ. Linear. */
  statement(item: StatementItem): string | null {
    const { raw, marker } = item.statement;
    if (raw === null || !MARKER.test(marker)) return null;
    const said = wordsOf(raw);
    const spelled = wordsOf(this.#spelled(item));
    // The bytes of an inner list item include the markers of outer items that have no other
    // content.
    const isInner = marker !== '' && said.endsWith(spelled);
    const outer = isInner ? said.slice(0, said.length - spelled.length) : said;
    return said === spelled || (isInner && OUTER_MARKERS.test(outer)) ? raw : null;
  }

  /**
   * Whether an import of the citation's bytes gives a citation with the same label and address.
   * Parses at most once for the same bytes.
   */
  citation(citation: Citation): boolean {
    const group = this.#groupOf(citation);
    if (this.#judgedLast?.group === group) return this.#judgedLast.isSame;
    const isSame = this.#judge(group);
    this.#judgedLast = { group, isSame };
    return isSame;
  }

  #judge(group: Group): boolean {
    const { citations, text, statementId } = group;
    const [first] = citations;
    if (first === undefined || !first.raw) return false;
    if (citations.length === 1 && isPlainLink(first.raw, first.label, first.href ?? ''))
      return true;
    const said = citations.map(({ label, href }) => [label, href]);
    const leadsBy = first.raw.includes('](http') ? null : this.#positionOf(statementId);
    const key = JSON.stringify([first.raw, this.#isHtml(text), said, leadsBy]);
    const known = this.#judged.get(key);
    if (known !== undefined) return known;
    const isSame = this.#saysSame(group);
    this.#judged.set(key, isSame);
    return isSame;
  }

  /** Returns the citations that have the same mark in the file, with this one. */
  sharing(citation: Citation): readonly Citation[] {
    return this.#groupOf(citation).citations;
  }

  /**
   * Returns the words around the link in the note or entry that a citation leads to, or in its own
   * mark, as the report has them now; null if there are none.
   */
  noteWords(citation: Citation): NoteWords | null {
    const group = this.#groupOf(citation);
    const [first] = group.citations;
    const raw = first?.raw ?? '';
    if (raw === '' || raw.includes('](http') || /^<?https?:/u.test(raw)) return null;
    const at = group.citations.findIndex(({ id }) => id === citation.id);
    if (first?.style === 'pandoc') {
      const words = this.citation(citation) ? pandocWords(raw) : [];
      return words.length === group.citations.length ? (words[at] ?? null) : null;
    }
    const key = JSON.stringify([
      raw,
      this.#isHtml(group.text),
      this.#positionOf(group.statementId),
    ]);
    const named = this.#named.get(key) ?? this.#targetsOf(group) ?? [];
    this.#named.set(key, named);
    const target = named.length === group.citations.length ? named[at] : undefined;
    const words = target?.href === citation.href ? (target.words ?? null) : null;
    const mark = first === undefined ? null : markWords(first);
    // The words are about all sources of the mark, so the last of its citations gets them.
    const isMarked = mark !== null && at === group.citations.length - 1 && this.citation(citation);
    return isMarked ? withMark(words, mark, citation) : words;
  }

  /** Whether the mark of a citation has words that no reviewer may have seen. */
  hidesWords(citation: Citation): boolean {
    if (citation.style !== 'pandoc' || this.noteWords(citation) !== null) return false;
    return pandocWords(citation.raw ?? '').some(({ before, after }) =>
      hasWords([...before, ...after]),
    );
  }

  /**
   * Returns the numbers in a mark that lead to no page, as the 2 of `[1, 2]` if entry 2 is a book.
   * They are no citations.
   */
  plainNumbers(citation: Citation): readonly number[] {
    const raw = citation.raw?.replace(/<\/?sup>/gu, '') ?? '';
    const isOther = /\p{L}/u.test(raw) && markWords(citation) === null;
    const numbers = isOther ? [] : numbersIn(raw);
    if (numbers.length < 2) return [];
    const references = this.#readReferences();
    const position = this.#positionOf(this.#groupOf(citation).statementId);
    return numbers.filter((number) => references.number(number, position)?.targets.length === 0);
  }

  /** Returns the pages of the entry with a number, or of the note `^1`, as a statement names it. */
  pagesOf(name: number | `^${string}`, from: StatementId): readonly Target[] {
    const references = this.#readReferences();
    const named =
      typeof name === 'number'
        ? references.number(name, this.#positionOf(from))
        : references.footnote(name.slice(1));
    return named?.targets ?? [];
  }

  #saysSame(group: Group): boolean {
    const { citations } = group;
    const targets = this.#targetsOf(group);
    return (
      targets !== null &&
      targets.length === citations.length &&
      targets.every(({ href, label }, at) => {
        const citation = citations[at];
        return href === citation?.href && label === citation.label;
      })
    );
  }

  /** Returns what the bytes of a group name if they are exactly one citation; otherwise null. */
  #targetsOf({ citations, text, statementId }: Group): readonly Target[] | null {
    const [first] = citations;
    if (first === undefined || !first.raw) return null;
    const before = first.style === 'glued-number' ? SENTENCE : '';
    const raw = before + first.raw;
    const [block, ...others] = this.#parse(raw);
    if (block === undefined || others.length > 0) return null;
    // The parser reads no Markdown inside an HTML block.
    const node = this.#isHtml(text) ? { type: 'html' as const, value: raw } : block;
    const references = this.#readReferences();
    const position = this.#positionOf(statementId);
    const place = { source: raw, node, start: 0, end: raw.length, offset: NOWHERE, position };
    const [found, ...more] = findCitations(place, references).citations;
    if (found === undefined || more.length > 0) return null;
    const isWhole = found.start === before.length && found.end === raw.length;
    return isWhole ? found.targets : null;
  }

  #positionOf(statementId: StatementId | null): number {
    this.#readReferences();
    if (statementId === null) return NOWHERE;
    return this.#positions?.get(statementId) ?? NOWHERE;
  }

  /** Returns the citation that has the bytes, and the citations after it that share these bytes. */
  #groupOf(citation: Citation): Group {
    this.#items ??= this.#itemsOfCitations();
    const item = this.#items.get(citation.id);
    if (item === undefined) return { citations: [citation], statementId: null, text: '' };
    if (this.#last?.item !== item) this.#last = { item, groups: groupsIn(item) };
    return (
      this.#last.groups.get(citation.id) ?? { citations: [citation], statementId: null, text: '' }
    );
  }

  #itemsOfCitations(): Map<CitationId, StatementItem> {
    const items = new Map<CitationId, StatementItem>();
    for (const step of readingOrder(this.tree, true)) {
      if (step.type !== 'item' || step.item.kind !== 'statement') continue;
      for (const { id } of step.item.citations) items.set(id, step.item);
    }
    return items;
  }

  #isHtml(text: string): boolean {
    return text.trimStart().startsWith('<') && this.#parse(text)[0]?.type === 'html';
  }

  #parse(source: string) {
    const references = source.includes('[') ? this.#readReferences() : null;
    const stubs = new Set<string>();
    if (references?.hasLabels === true) {
      for (const [whole, label = ''] of source.matchAll(BRACKETS)) {
        if (references.isDefined(label)) stubs.add(whole.replace(/\s+/gu, ' '));
      }
    }
    return parsePiece(source, [...stubs], true) ?? [];
  }

  /** Reads the notes, link definitions and source lists in the visible text of the report. */
  #readReferences(): ReferenceTable {
    if (this.#references !== null) return this.#references;
    const { preamble, finalBytes } = this.whole.content;
    const parts = [this.edge(preamble)];
    const positions = new Map<SectionId | StatementId, number>();
    let length = 0;
    let counted = 0;
    for (const step of readingOrder(this.whole, true)) {
      for (; counted < parts.length; counted += 1) length += (parts[counted]?.length ?? 0) + 2;
      if (step.type === 'section') {
        const { id, level, title } = step.node.section;
        positions.set(id, length);
        parts.push(`${'#'.repeat(level)} ${title}`);
      }
      if (step.type !== 'item' || step.item.kind !== 'statement') continue;
      positions.set(step.item.statement.id, length);
      parts.push(this.statement(step.item) ?? this.#spelled(step.item));
    }
    const pieces = new ReportPieces([...parts, this.edge(finalBytes)].join('\n\n'));
    pieces.references.keepsWords = true;
    for (const _ of pieces.collect());
    this.#references = pieces.references;
    if (this.#references.hasSeveralLists) this.#positions = positions;
    return pieces.references;
  }

  /** Returns a statement with the bytes of its citations, but without the layout of the file. */
  #spelled({ statement, segments }: StatementItem): string {
    const words = segments.map((segment) =>
      segment.type === 'text'
        ? segment.text
        : (this.whole.citations.get(segment.citationId)?.raw ?? ''),
    );
    return `${statement.marker} ${words.join('')}`;
  }
}

function groupsIn(item: StatementItem): Map<CitationId, Group> {
  const { text, id: statementId } = item.statement;
  const groups = new Map<CitationId, Group>();
  let group: Group = { citations: [], statementId, text };
  for (const each of item.citations) {
    if (each.raw !== '') group = { citations: [], statementId, text };
    group.citations.push(each);
    groups.set(each.id, group);
  }
  return groups;
}

/** Puts the words of a mark such as `[see 3, p. 2]` beside the link, inside those of its entry. */
function withMark(words: NoteWords | null, mark: MarkWords, { label }: Citation): NoteWords {
  // The page stands behind the title, so that it is no page of what a remark names.
  const own = words && withNoteWords({ label, url: null }, words).words;
  const nodes = (value: string) => (value === '' ? [] : [{ type: 'text' as const, value }]);
  const after = own && hasWords(own.after) ? own.after : [];
  return {
    before: [...nodes(mark.before), ...(own?.before ?? [])],
    after: [...nodes(mark.after), ...after],
  };
}

/** Whether the bytes are exactly one metadata block. It is not part of the text. */
function isMetadata(bytes: string): boolean {
  const [first = '', ...rest] = bytes
    .replace(/^\uFEFF+/u, '')
    .trim()
    .split(/\r?\n/u);
  return (
    FENCE.test(first) && rest.findIndex((line) => CLOSING_FENCE.test(line)) === rest.length - 1
  );
}

function isPlainLink(raw: string, label: string, href: string): boolean {
  if (!PLAIN_LABEL.test(label) || !PLAIN_ADDRESS.test(href)) return false;
  return raw === `([${label}](${href}))` || raw === `[${label}](${href})`;
}

/** Removes the layout. Two texts with equal results look the same to a reader. */
function wordsOf(markdown: string): string {
  return markdown.replace(LINE_START, '').replace(/\s+/gu, ' ').trim();
}
