import type { CitationId, SectionId, StatementId } from '@/utils/model/ids';
import type { StatementKind } from '@/utils/model/report-content';
import { err, ok, type Result } from '@/utils/model/result';
import { escapeStatementText } from '@/utils/model/statement-text';
import { defineFromCslJson, metadataField } from './citations/bibliography';
import { findCitations } from './citations/find-citations';
import type { Findings, FoundCitation } from './citations/found';
import { plainWords } from './citations/plain-words';
import type { ReferenceTable } from './citations/reference-table';
import { findDamage } from './find-damage';
import type {
  CitationStyle,
  ImportedCitation,
  ImportedReport,
  ImportedSection,
  ImportedStatement,
  LeftAlone,
} from './imported-report';
import { EvidenceBuilder, type EvidenceOptions } from './read-evidence';
import { type LeafBlock, leafBlocks } from './read-piece';
import { type ParsedPiece, ReportPieces } from './read-pieces';
import {
  hangingCaption,
  type PlacedCitation,
  showsSomething,
  statementTextOf,
  wordsBetween,
} from './read-statement';
import { guessLanguage, isCaption, isSourcesTitle, opensWithSources } from './read-wording';
import { asPartOf } from './share-words';

export interface ReadMarkdownOptions extends EvidenceOptions {
  /** CSL-JSON for the keys of `[@key]`, where it came beside the report. */
  readonly bibliography?: string;
  /** UTF-16 units read and in all; each unit counts twice, as the report is gone through twice. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface ReadMarkdownFailure {
  readonly code: 'too-large' | 'cancelled';
  /** UTF-16 units that it may have, where it has more. */
  readonly limit?: number;
}

/** UTF-16 units. */
const MAX_REPORT = 64 * 1024 * 1024;
const QUOTED_IN_LIST = 200;
/** BCP 47, roughly. */
const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/iu;

/**
 * Reads a cited report in Markdown (CommonMark with GFM): sections, statements with the bytes
 * that they were written in, citations in every style that is known, and the evidence that they
 * name: one source a page, one clip and one pin an address. What is no citation stays in its
 * statement as it is. `preamble`, then `gapBefore` and `raw` of every section and statement in
 * the order of the document, then `finalBytes` are the file, unit for unit.
 *
 * Refuses more than 64 Mi UTF-16 units. Linear; holds the tree of one piece at a time.
 */
export function readCitedMarkdown(
  text: string,
  options: ReadMarkdownOptions,
): Result<ImportedReport, ReadMarkdownFailure> {
  const steps = readCitedMarkdownSteps(text, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    options.onProgress?.(step.value.done, step.value.total);
    if (options.signal?.aborted === true) return err({ code: 'cancelled' });
  }
}

export interface ReadingProgress {
  readonly done: number;
  readonly total: number;
  /** Found so far: none in the first half, which only gathers what citations may name. */
  readonly citations: number;
}

/** The same, a few milliseconds at a time, for who must stay able to answer between two steps. */
export function* readCitedMarkdownSteps(
  text: string,
  options: ReadMarkdownOptions,
): Generator<ReadingProgress, Result<ImportedReport, ReadMarkdownFailure>, void> {
  if (text.length > MAX_REPORT) return err({ code: 'too-large', limit: MAX_REPORT });
  const pieces = new ReportPieces(text);
  if (options.bibliography !== undefined) {
    defineFromCslJson(options.bibliography, pieces.references);
  }
  const total = 2 * text.length;
  for (const done of pieces.collect()) yield { done, total, citations: 0 };
  const reader = new ReportReader(text, pieces, options);
  for (const piece of pieces.parse()) {
    reader.piece(piece);
    yield { done: text.length + piece.end, total, citations: reader.citations };
  }
  return ok(reader.finish());
}

class ReportReader {
  readonly #text: string;
  readonly #pieces: ReportPieces;
  readonly #references: ReferenceTable;
  readonly #options: ReadMarkdownOptions;
  readonly #evidence: EvidenceBuilder;
  readonly #sections: ImportedSection[] = [];
  readonly #statements: ImportedStatement[] = [];
  readonly #citations: ImportedCitation[] = [];
  readonly #leftAlone: LeftAlone[] = [];
  readonly #byStyle = new Map<CitationStyle, number>();
  /** The open sections, outermost first. */
  #open: ImportedSection[] = [];
  /** Level of the heading whose section is a source list; null outside of one. */
  #sourcesLevel: number | null = null;
  #afterImage = false;
  #preamble: string | null = null;
  /** End of the last block. */
  #end = 0;
  #line = 1;
  #lineCountedTo = 0;
  #words = '';

  constructor(text: string, pieces: ReportPieces, options: ReadMarkdownOptions) {
    this.#text = text;
    this.#pieces = pieces;
    this.#references = pieces.references;
    this.#options = options;
    this.#evidence = new EvidenceBuilder(options);
  }

  get citations(): number {
    return this.#citations.length;
  }

  piece(piece: ParsedPiece): void {
    const { start, end, nodes } = piece;
    const source = this.#text.slice(start, end);
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

  /** What is not read: kept as it stands. */
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
    const title = plainWords(node);
    const level = node.depth;
    const { raw, gapBefore, line } = this.#bytes(offset + block.start, offset + block.end);
    while ((this.#open.at(-1)?.level ?? 0) >= level) this.#open.pop();
    const section: ImportedSection = {
      id: this.#options.newId<'section'>(),
      parentId: this.#open.at(-1)?.id ?? null,
      level,
      title,
      raw,
      gapBefore,
    };
    this.#open.push(section);
    this.#sections.push(section);
    if (isSourcesTitle(title)) this.#sourcesLevel = level;
    else if (this.#sourcesLevel !== null && level <= this.#sourcesLevel) this.#sourcesLevel = null;
    const found = findCitations({ source, ...block, offset }, this.#references);
    for (const { start, end } of found.citations) {
      const text = source.slice(start, end).slice(0, QUOTED_IN_LIST);
      this.#leftAlone.push({ line, text, why: 'in-heading' });
    }
  }

  #prose(block: LeafBlock, source: string, offset: number): void {
    const found = findCitations(
      { source, node: block.node, start: block.bodyStart, end: block.end, offset },
      this.#references,
    );
    const { citations } = found;
    const isWords = block.kind === 'paragraph' || block.kind === 'item';
    const split = isWords ? hangingCaption(source, block, found) : null;
    const firstLine = this.#lineAt(offset + block.start);
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
    if (this.#references.entryAt(offset + block.start) !== null) return 'sources';
    if (this.#sourcesLevel !== null && citations.length > 0) return 'sources';
    if (kind === 'table') return kind;
    if (citations.length > 0 && opensWithSources(source.slice(bodyStart, bodyStart + 80))) {
      return 'sources';
    }
    if (kind === 'item') return kind;
    const words = wordsBetween(source, bodyStart, end, citations);
    if (words.length < 80 && isSourcesTitle(plainWords(block.node))) {
      this.#sourcesLevel = (this.#open.at(-1)?.level ?? 0) + 1;
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
      const placed = citations.map((found) => this.#place(found, source, id));
      const span = { start: Math.min(block.bodyStart, block.end), end: block.end };
      if (this.#words.length < 50_000) {
        this.#words += ` ${wordsBetween(source, span.start, span.end, citations)}`;
      }
      return { id, text: statementTextOf(source, block, span, placed) };
    });
  }

  #place(found: FoundCitation, source: string, statementId: StatementId): PlacedCitation {
    const raw = source.slice(found.start, found.end).replace(/\r\n?/gu, '\n');
    const ids: CitationId[] = [];
    for (const target of found.targets) {
      const { label } = target;
      const href = asPartOf(raw, target.href);
      const id = this.#options.newId<'citation'>();
      this.#citations.push({
        id,
        statementId,
        clipId: this.#evidence.cite({ ...target, href }),
        label,
        href,
        style: found.style,
        raw: ids.length === 0 ? raw : '',
      });
      ids.push(id);
    }
    this.#byStyle.set(found.style, (this.#byStyle.get(found.style) ?? 0) + ids.length);
    return { found, ids };
  }

  #listLeftAlone(found: Findings, source: string, block: LeafBlock, firstLine: number): void {
    for (const { start, end, why } of found.leftAlone) {
      const line = firstLine + lineEndsIn(source.slice(block.start, start));
      this.#leftAlone.push({ line, text: source.slice(start, end).slice(0, QUOTED_IN_LIST), why });
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
    const { raw, gapBefore, line } = this.#bytes(start, end);
    const { id, text } = write(this.#options.newId<'statement'>());
    const sectionId: SectionId | null = this.#open.at(-1)?.id ?? null;
    const statement = { id, sectionId, kind, marker, depth, text, raw, gapBefore, line };
    this.#statements.push(statement);
    return statement;
  }

  #bytes(start: number, end: number): { raw: string; gapBefore: string; line: number } {
    const line = this.#lineAt(start);
    const before = this.#text.slice(this.#end, start);
    const gapBefore = this.#preamble === null ? '' : before;
    this.#preamble ??= before;
    this.#end = end;
    return { raw: this.#text.slice(start, end), gapBefore, line };
  }

  #lineAt(offset: number): number {
    if (offset > this.#lineCountedTo) {
      this.#line += lineEndsIn(this.#text.slice(this.#lineCountedTo, offset));
      this.#lineCountedTo = offset;
    }
    return this.#line;
  }

  finish(): ImportedReport {
    const { metadata } = this.#pieces;
    const { sources, clips, pins } = this.#evidence.finish();
    const [first] = this.#sections;
    const heading = this.#sections.find((section) => section.level === 1);
    const title = heading?.title || metadataField(metadata, ['title']) || (first?.title ?? '');
    const named = metadataField(metadata, ['lang', 'language']);
    const read = {
      statements: this.#statements,
      citations: this.#citations,
      language: LANGUAGE_TAG.test(named) ? named : guessLanguage(this.#words),
    };
    return {
      ...read,
      title,
      preamble: this.#preamble ?? '',
      finalBytes: this.#text.slice(this.#preamble === null ? 0 : this.#end),
      sections: this.#sections,
      sources,
      clips,
      pins,
      importReport: {
        citations: this.#citations.length,
        byStyle: Object.fromEntries(this.#byStyle),
        withDirective: this.#evidence.withDirective,
        invalidDirectives: this.#evidence.invalidDirectives,
        addresses: this.#evidence.addresses,
        pages: this.#evidence.pages,
        duplicates: this.#citations.length - this.#evidence.addresses,
        headings: this.#sections.length,
        statements: this.#statements.length,
        damage: findDamage(read, () => this.#options.newId<'repair'>()),
        leftAlone: this.#leftAlone,
      },
    };
  }
}

function lineEndsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text[at + 1] !== '\n') count += 1;
  }
  return count;
}
