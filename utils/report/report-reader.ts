import type { StatementId } from '@/utils/model/ids';
import type { StatementKind } from '@/utils/model/report-content';
import { escapeStatementText } from '@/utils/model/statement-text';
import { MAX_NAME, shorten } from '@/utils/text/shorten';
import type {
  ImportedReport,
  ImportedSection,
  ImportedStatement,
  LeftAlone,
} from '../model/imported-report';
import { CitationCollector } from './citation-collector';
import { metadataField } from './citations/bibliography';
import { findCitations } from './citations/find-citations';
import type { Findings, FoundCitation } from './citations/found';
import { plainWords } from './citations/plain-words';
import type { ReferenceTable } from './citations/reference-table';
import { findToolMarks } from './damage/tool-marks';
import { findDamage } from './find-damage';
import { headingMarks, marksAtEnd, movableMarks, titleOf, withoutMarks } from './heading-marks';
import { isCitedSentence } from './list-entry';
import { description } from './note-words';
import { OpenSections } from './open-sections';
import type { EvidenceOptions } from './read-evidence';
import { type LeafBlock, leafBlocks } from './read-piece';
import type { ParsedPiece, ReportPieces } from './read-pieces';
import { hangingCaption, showsSomething, statementTextOf, wordsBetween } from './read-statement';
import {
  guessLanguage,
  isCaption,
  leadingTitle,
  listTitle,
  namesLink,
  opensSourceList,
  titleIn,
} from './read-wording';
import { asPartOf } from './share-words';
import { lineEndsIn, SourceBytes } from './source-bytes';

const QUOTED_IN_LIST = 200;
/** An approximate check of BCP 47. */
const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/iu;

export interface ReaderOptions extends EvidenceOptions {
  /** BCP 47, for a report that does not show its language clearly. */
  readonly language?: string;
}

/** Builds a report from its pieces, in order: their content and their citations. */
export class ReportReader {
  readonly #bytes: SourceBytes;
  readonly #pieces: ReportPieces;
  readonly #references: ReferenceTable;
  readonly #options: ReaderOptions;
  readonly #collected: CitationCollector;
  readonly #sections: ImportedSection[] = [];
  readonly #statements: ImportedStatement[] = [];
  readonly #leftAlone: LeftAlone[] = [];
  readonly #open = new OpenSections();
  #afterImage = false;
  /** The element that hides the next blocks. */
  #hiddenBy: string | null = null;
  #listed = 0;
  #words = '';

  constructor(text: string, pieces: ReportPieces, options: ReaderOptions) {
    this.#bytes = new SourceBytes(text);
    this.#pieces = pieces;
    this.#references = pieces.references;
    this.#options = options;
    this.#collected = new CitationCollector(options);
  }

  get citations(): number {
    return this.#collected.citations.length;
  }

  piece(piece: ParsedPiece): void {
    const { start, end, nodes } = piece;
    const source = this.#bytes.slice(start, end);
    if (nodes === null) {
      this.#unparsed(source, start, piece.why);
      return;
    }
    for (const block of leafBlocks(nodes, source)) {
      if (block.type === 'heading') this.#heading(block, source, start);
      else if (block.type === 'definition') this.#statement(block, source, start, 'sources', []);
      else this.#prose(block, source, start);
      this.#afterImage = block.type === 'statement' && showsSomething(block, source);
    }
  }

  /** Keeps text unchanged that is not read. */
  #unparsed(source: string, offset: number, why: LeftAlone['why'] | 'metadata'): void {
    const from = /^(?:[ \t]*(?:\r\n|\n|\r))*/u.exec(source)?.[0].length ?? 0;
    const to = source.trimEnd().length;
    if (to <= from) return;
    const raw = source.slice(from, to);
    const kind = why === 'metadata' ? 'sources' : 'other';
    const { line } = this.#add(kind, offset + from, offset + to, '', 0, (id) => ({
      text: escapeStatementText(raw.replace(/\r\n?/gu, '\n')),
      id,
    }));
    if (why !== 'metadata') this.#leftAlone.push({ line, text: raw.slice(0, QUOTED_IN_LIST), why });
  }

  #heading(block: LeafBlock, source: string, offset: number): void {
    const { node } = block;
    if (node.type !== 'heading') return;
    const level = node.depth;
    const found = findCitations({ source, ...block, offset }, this.#references);
    const marks = headingMarks(found, source);
    const titleEnd = this.#titleEnd(block, source, level, marks);
    const { raw, gapBefore, line } = this.#bytes.take(offset + block.start, offset + titleEnd);
    const inside = movableMarks(found, source).filter(({ end }) => end <= titleEnd);
    const words = withoutMarks(source, inside, { start: block.start, end: titleEnd });
    const alone =
      words === source.slice(block.start, block.end) ? null : this.#titleOf(words, level);
    const title = asPartOf(raw, alone || plainWords(node));
    this.#open.close(level);
    const section: ImportedSection = {
      id: this.#options.newId<'section'>(),
      parentId: this.#open.id,
      level,
      title,
      raw,
      gapBefore,
    };
    this.#open.open(section);
    this.#sections.push(section);
    for (const { start, end } of found.citations) {
      if (start >= titleEnd) continue;
      const text = source.slice(start, end).slice(0, QUOTED_IN_LIST);
      this.#leftAlone.push({ line, text, why: 'in-heading' });
    }
    for (const { start, end } of findToolMarks(raw)) {
      this.#leftAlone.push({ line, text: raw.slice(start, end).trim(), why: 'in-heading' });
    }
    if (titleEnd < block.end) {
      const start = marksAtEnd(source, marks, block.end);
      const below: LeafBlock = { ...block, kind: 'caption', start, bodyStart: start };
      const behind = found.citations.filter((one) => one.start >= start);
      this.#statement(below, source, offset, 'caption', behind);
    }
    this.#listLeftAlone(found, source, block, line);
  }

  /** Returns where a title ends that has marks behind it and is a heading without them, too. */
  #titleEnd(
    { start, end }: LeafBlock,
    source: string,
    level: number,
    marks: ReturnType<typeof headingMarks>,
  ): number {
    const from = marksAtEnd(source, marks, end);
    if (from === end) return end;
    const words = source.slice(start, from).trimEnd();
    return this.#titleOf(words, level) ? start + words.length : end;
  }

  #titleOf(source: string, level: number): string | null {
    return titleOf(this.#pieces.parseAlone(source), level);
  }

  #prose(block: LeafBlock, source: string, offset: number): void {
    const found = findCitations(
      {
        source,
        node: block.node,
        start: block.bodyStart,
        end: block.end,
        offset,
        hiddenBy: this.#hiddenBy,
      },
      this.#references,
    );
    this.#hiddenBy = found.hiddenBy;
    const { citations } = found;
    const isWords = block.kind === 'paragraph' || block.kind === 'item';
    const split = isWords ? hangingCaption(source, block, found) : null;
    const firstLine = this.#bytes.lineAt(offset + block.start);
    if (split !== null) {
      const before = source.slice(block.bodyStart, split).trimEnd();
      const end = block.bodyStart + before.length;
      const above = { ...block, end };
      const below: LeafBlock = {
        ...block,
        kind: 'caption',
        start: split,
        bodyStart: split,
        marker: '',
      };
      const kind = this.#kindOf(above, source, offset, citations);
      this.#statement(
        above,
        source,
        offset,
        kind,
        citations.filter((one) => one.end <= end),
      );
      this.#statement(
        below,
        source,
        offset,
        'caption',
        citations.filter((one) => one.start >= split),
      );
    } else {
      const kind = this.#kindOf(block, source, offset, citations);
      this.#statement(block, source, offset, kind, citations);
    }
    this.#listLeftAlone(found, source, block, firstLine);
  }

  #kindOf(
    block: LeafBlock,
    source: string,
    offset: number,
    citations: readonly FoundCitation[],
  ): StatementKind {
    const { kind, bodyStart, end } = block;
    if (kind !== 'paragraph' && kind !== 'item' && kind !== 'table') return kind;
    const { hasNamed, closingFrom } = this.#references;
    const list = this.#open.list ?? 'notes';
    const isSentence =
      kind === 'table'
        ? list === 'notes' && !hasNamed
        : isCitedSentence(source, block, citations, list);
    const at = offset + block.start;
    // The first row of a table has the names of its columns, so it is no entry.
    const entryAt = kind === 'table' ? offset + end - 1 : at;
    const entry = this.#references.entryAt(entryAt);
    const isLed = hasNamed && entry?.isNote !== true;
    if (entry !== null && (isLed || !isSentence)) return 'sources';
    const opening = source.slice(bodyStart, Math.min(end, bodyStart + 200));
    if (kind === 'paragraph' && opensSourceList(opening)) {
      this.#open.openList('sources');
      return 'sources';
    }
    const isListed = this.#open.list !== null || at >= closingFrom;
    if (isListed && citations.length > 0 && !isSentence) return 'sources';
    if (kind === 'table') return kind;
    if (citations.length > 0) {
      const lead = leadingTitle(opening);
      if (lead === 'sources' && kind === 'item' && block.depth > 0) return kind;
      // Several such lines each name the sources of what is above them, and are no list.
      if (lead === 'sources' && kind === 'paragraph' && this.#references.sourceLines > 1)
        return 'caption';
      if (lead === 'sources' || (lead === 'notes' && !isSentence)) return 'sources';
    }
    if (kind === 'item') return kind;
    const words = wordsBetween(source, bodyStart, end, citations);
    const title = words.length < 80 ? listTitle(plainWords(block.node)) : null;
    if (title !== null) {
      this.#open.openList(title);
      return 'sources';
    }
    return isCaption(words, this.#afterImage ? 'after-image' : 'elsewhere') ? 'caption' : kind;
  }

  #statement(
    block: LeafBlock,
    source: string,
    offset: number,
    kind: StatementKind,
    citations: readonly FoundCitation[],
  ): void {
    const { marker, depth } = block;
    this.#add(kind, offset + block.start, offset + block.end, marker, depth, (id) => {
      const listed =
        kind === 'sources'
          ? citations.map((one) => titledEntry(one, block, source, citations))
          : citations;
      const placed = listed.map((found) => this.#collected.place(found, source, id));
      if (kind === 'sources') for (const { ids } of placed) this.#listed += ids.length;
      const span = { start: Math.min(block.bodyStart, block.end), end: block.end };
      if (this.#words.length < 50_000) {
        this.#words += ` ${wordsBetween(source, span.start, span.end, citations)}`;
      }
      return { id, text: statementTextOf(source, block, span, placed) };
    });
  }

  #listLeftAlone(found: Findings, source: string, block: LeafBlock, firstLine: number): void {
    for (const { start, end, why, about = '', part } of found.leftAlone) {
      const line = firstLine + lineEndsIn(source.slice(block.start, start));
      const text = source.slice(start, end).slice(0, QUOTED_IN_LIST);
      const details = { ...(about === '' ? {} : { about }), ...(part && { part }) };
      this.#leftAlone.push({ line, text, why, ...details });
    }
  }

  #add(
    kind: StatementKind,
    start: number,
    end: number,
    marker: string,
    depth: number,
    write: (id: StatementId) => { readonly id: StatementId; readonly text: string },
  ): ImportedStatement {
    const { raw, gapBefore, line } = this.#bytes.take(start, end);
    const { id, text } = write(this.#options.newId<'statement'>());
    const sectionId = this.#open.id;
    const statement = { id, sectionId, kind, marker, depth, text, raw, gapBefore, line };
    this.#statements.push(statement);
    return statement;
  }

  finish(): ImportedReport {
    const { metadata } = this.#pieces;
    const { citations, byStyle, evidence } = this.#collected;
    const { sources, clips, pins } = evidence.finish();
    const [first] = this.#sections;
    const heading = this.#sections.find((section) => section.level === 1);
    const title = heading?.title || metadataField(metadata, ['title']) || (first?.title ?? '');
    const named = metadataField(metadata, ['lang', 'language']);
    const read = {
      statements: this.#statements,
      citations,
      language: LANGUAGE_TAG.test(named)
        ? named
        : guessLanguage(this.#words, this.#options.language),
    };
    return {
      ...read,
      title: shorten(title, MAX_NAME),
      preamble: this.#bytes.preamble,
      finalBytes: this.#bytes.finalBytes,
      sections: this.#sections,
      sources,
      clips,
      pins,
      importReport: {
        citations: citations.length,
        listed: this.#listed,
        redirects: evidence.redirects,
        byStyle: Object.fromEntries(byStyle),
        withDirective: evidence.withDirective,
        invalidDirectives: evidence.invalidDirectives,
        addresses: evidence.addresses,
        pages: evidence.pages,
        duplicates: citations.length - evidence.addresses,
        headings: this.#sections.length,
        statements: this.#statements.length,
        damage: findDamage(read, () => this.#options.newId<'repair'>()),
        leftAlone: this.#leftAlone,
      },
    };
  }
}

/** Returns the citation of an entry whose link only says "Link", with the entry's words as its title. */
function titledEntry(
  found: FoundCitation,
  { bodyStart, end }: LeafBlock,
  source: string,
  citations: readonly FoundCitation[],
): FoundCitation {
  const [target] = found.targets;
  if (citations.length > 1 || target === undefined || !namesLink(target.label)) return found;
  const title = titleIn(description(wordsBetween(source, bodyStart, end, citations)));
  return { ...found, targets: [{ ...target, title }] };
}
