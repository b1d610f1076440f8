import { defineFromMetadata } from './citations/bibliography';
import { MarkCounter } from './citations/glued-numbers';
import { ReferenceTable } from './citations/reference-table';
import type { RootContent } from './markup/mdast';
import { afterLineEnd, lineEnd, type Piece, readPieces } from './markup/read-blocks';
import { parsePiece } from './read-piece';
import { type PlacedBlock, ReferenceCollector } from './read-references';
import { leadingTitle, listTitle } from './read-wording';

export interface ParsedPiece {
  readonly start: number;
  readonly end: number;
  /** Null if it must not be parsed. */
  readonly nodes: readonly RootContent[] | null;
  readonly why: 'too-deep' | 'too-long' | 'metadata';
}

/** In UTF-16 units. A longer block is kept as it is. */
const MAX_BLOCK = 4 * 1024 * 1024;
/**
 * The end of a report, in UTF-16 units, where a list of references without a heading is searched.
 */
const CLOSING = 64 * 1024;
const BRACKETS = /\[(\^?[^[\]]{1,999})\]/gu;

/**
 * A report that is cut into pieces and parsed piece by piece. `collect` goes through it once and
 * collects definitions; `parse` then reads it with them.
 */
export class ReportPieces {
  readonly references = new ReferenceTable();
  /** The YAML between the fences at the top; '' if there is none. */
  readonly metadata: string;
  readonly #pieces: Piece[] = [];
  readonly #text: string;
  readonly #start: number;
  readonly #end: number;

  /** `minLength`: of a piece, in UTF-16 units. */
  constructor(
    text: string,
    readonly minLength?: number,
  ) {
    this.#text = text;
    const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    const end = metadataEnd(text, bom);
    this.metadata = end === null ? '' : text.slice(bom, end);
    this.#start = end ?? bom;
    this.#end = closingMetadata(text, this.#start) ?? text.length;
    defineFromMetadata(this.metadata, this.references);
    defineFromMetadata(text.slice(this.#end), this.references);
  }

  /** Collects definitions; yields the progress. */
  *collect(): Generator<number, void, void> {
    const collector = new ReferenceCollector(this.references);
    const marks = new MarkCounter();
    const body = this.#text.slice(0, this.#end);
    for (const piece of this.#cut(body)) {
      this.#pieces.push(piece);
      const source = body.slice(piece.start, piece.end);
      marks.read(source);
      if (!collector.inList) this.references.sourceLines += sourceLinesIn(source);
      if (collector.inList || piece.defines || announcesSources(source)) {
        collector.add(this.#parseLeniently(piece, source), source, piece.start);
      }
      yield piece.end;
    }
    if (!collector.inList) this.#collectClosing(collector, marks.hasMarks);
    this.references.settle();
    const { hasNumbers } = this.references;
    this.references.marked = marks.bracketed;
    this.references.readsGluedNumbers = hasNumbers && marks.citesGlued;
    this.references.missesGluedNumbers = !hasNumbers && marks.isSeries;
  }

  /** Text that must not be parsed is separated from its neighbours. */
  *#cut(body: string): Generator<Piece, void, void> {
    for (const piece of readPieces(body, this.#start, this.minLength)) {
      const tooLong = piece.end - piece.start > MAX_BLOCK;
      if (piece.tooDeep || tooLong) yield* readPieces(body.slice(0, piece.end), piece.start, 1);
      else yield piece;
    }
  }

  #collectClosing(collector: ReferenceCollector, marks: boolean): void {
    const first = this.#pieces.findIndex((piece) => piece.start >= this.#end - CLOSING);
    let blocks: PlacedBlock[] = [];
    for (let index = first; index >= 0 && index < this.#pieces.length; ) {
      const { piece, next } = this.#parseFrom(index);
      const source = this.#text.slice(piece.start, piece.end);
      // A piece that was not parsed cannot be the end of a report.
      if (piece.nodes === null) blocks = [];
      for (const node of piece.nodes ?? []) blocks.push({ node, source, offset: piece.start });
      index = next;
    }
    collector.addClosing(blocks, marks);
  }

  /** Parses a part of the report by itself, with the labels that the report defines. */
  parseAlone(source: string): readonly RootContent[] {
    return parsePiece(source, this.#stubs(source), true) ?? [];
  }

  #parseLeniently(piece: Piece, source: string): readonly RootContent[] {
    if (piece.tooDeep || source.length > MAX_BLOCK) return [];
    return parsePiece(source, [], true) ?? [];
  }

  /** Yields the pieces with their trees, one at a time. */
  *parse(): Generator<ParsedPiece, void, void> {
    for (let index = 0; index < this.#pieces.length; ) {
      const { piece, next } = this.#parseFrom(index);
      yield piece;
      index = next;
    }
    if (this.#end < this.#text.length) {
      yield { start: this.#end, end: this.#text.length, nodes: null, why: 'metadata' };
    }
  }

  /** Parses a piece; with more and more of the following pieces while its last block continues. */
  #parseFrom(index: number): { piece: ParsedPiece; next: number } {
    const start = this.#pieces[index]?.start ?? this.#end;
    for (let count = 1; ; count *= 2) {
      const next = Math.min(index + count, this.#pieces.length);
      const taken = this.#pieces.slice(index, next);
      const end = taken.at(-1)?.end ?? this.#end;
      if (taken.some((piece) => piece.tooDeep)) {
        const own = this.#pieces[index];
        return {
          piece: { start, end: own?.end ?? end, nodes: null, why: 'too-deep' },
          next: index + 1,
        };
      }
      if (end - start > MAX_BLOCK) {
        return { piece: { start, end, nodes: null, why: 'too-long' }, next };
      }
      const isLast = next === this.#pieces.length;
      const source = this.#text.slice(start, end);
      const nodes = parsePiece(source, this.#stubs(source), isLast);
      if (nodes !== null) return { piece: { start, end, nodes, why: 'too-deep' }, next };
      if (isLast) return { piece: { start, end, nodes: null, why: 'too-deep' }, next };
    }
  }

  /**
   * Returns the labels that the piece uses and the report defines. It is parsed as if it defined
   * them.
   */
  #stubs(source: string): string[] {
    if (!this.references.hasLabels) return [];
    const stubs = new Set<string>();
    for (const [whole, label = ''] of source.matchAll(BRACKETS)) {
      if (this.references.isDefined(label)) stubs.add(whole.replace(/\s+/gu, ' '));
    }
    return [...stubs];
  }
}

/** The start of a paragraph. */
const FIRST_WORDS = /(?:^|\n[ \t]*\r?\n)[ \t]{0,3}([^\r\n]{1,80})/gu;

/** Returns how many paragraphs begin with a word such as "Source:". */
function sourceLinesIn(source: string): number {
  const starts = Array.from(source.matchAll(FIRST_WORDS), ([, words = '']) => words);
  return starts.filter((words) => leadingTitle(words) === 'sources').length;
}

/** A short line, because a title is short. */
const SHORT_LINE = /^[ \t]{0,3}(\S[^\r\n]{0,80})$/gmu;

/** Returns whether a line of a piece may be the title of a source list. Its tree then decides. */
function announcesSources(source: string): boolean {
  for (const [, line = ''] of source.matchAll(SHORT_LINE)) {
    const words = line
      .replace(/^(?:#{1,6}[ \t]+)?[*_]{0,3}/u, '')
      // The backslash is a line break.
      .replace(/(?<![ \t#*_:：\\])[ \t#*_:：\\]+$/u, '');
    if (listTitle(words) !== null) return true;
  }
  return false;
}

const FENCE_LINE = /^---[ \t]*$/u;
const CLOSING_FENCE_LINE = /^(?:---|\.\.\.)[ \t]*$/u;

/**
 * Returns the end of the metadata block at the top, with its last line end; null if there is none.
 */
function metadataEnd(text: string, start: number): number | null {
  let end = lineEnd(text, start);
  if (!FENCE_LINE.test(text.slice(start, end))) return null;
  for (let at = afterLineEnd(text, end); at < text.length; at = afterLineEnd(text, end)) {
    end = lineEnd(text, at);
    const line = text.slice(at, end);
    if (at - start > CLOSING) return null;
    if (CLOSING_FENCE_LINE.test(line)) return afterLineEnd(text, end);
  }
  return null;
}

/**
 * Returns the start of a metadata block with references at the end of the report, as Pandoc writes
 * it.
 */
function closingMetadata(text: string, from: number): number | null {
  const tail = text.trimEnd();
  if (!/[\r\n](?:---|\.\.\.)$/u.test(tail)) return null;
  const fence = Math.max(
    tail.lastIndexOf('\n---\nreferences:'),
    tail.lastIndexOf('\n---\r\nreferences:'),
  );
  return fence < from ? null : fence + 1;
}
