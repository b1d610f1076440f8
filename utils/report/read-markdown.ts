import { err, ok, type Result } from '@/utils/model/result';
import type { ImportedReport } from '../model/imported-report';
import { defineFromCslJson } from './citations/bibliography';
import type { ReferenceTable } from './citations/reference-table';
import { InlineNotes, mayHaveInlineNotes } from './inline-notes';
import { mayHaveNoteLinks, NoteLinks } from './note-links';
import { type ParsedPiece, ReportPieces } from './read-pieces';
import { type ReaderOptions, ReportReader } from './report-reader';

export interface ReadMarkdownOptions extends ReaderOptions {
  /** CSL-JSON for the keys of `[@key]`, if it came with the report. */
  readonly bibliography?: string;
  /** UTF-16 units read, and all units. Each unit counts twice, because the report is read twice. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface ReadMarkdownFailure {
  readonly code: 'too-large' | 'cancelled';
  /** The limit in UTF-16 units, if it is exceeded. */
  readonly limit?: number;
}

/** In UTF-16 units. */
const MAX_REPORT = 64 * 1024 * 1024;

/**
 * Reads a cited report in Markdown (CommonMark with GFM): sections, statements with their original
 * bytes, citations in every known style, and their evidence: one source for each page, one clip and
 * one pin for each address. Text that is not a citation stays in its statement unchanged.
 * `preamble`, then `gapBefore` and `raw` of every section and statement in the order of the
 * document, then `finalBytes` are the file, unit by unit, except that inline notes of Pandoc have
 * become notes with definitions at its end, and links by reference in notes have their addresses.
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
  /** The number of citations so far; none in the first half, which only collects definitions. */
  readonly citations: number;
}

/**
 * Does the same in steps of a few milliseconds, for a caller that must be able to answer between
 * two steps.
 */
export function* readCitedMarkdownSteps(
  file: string,
  options: ReadMarkdownOptions,
): Generator<ReadingProgress, Result<ImportedReport, ReadMarkdownFailure>, void> {
  if (file.length > MAX_REPORT) return err({ code: 'too-large', limit: MAX_REPORT });
  const linked = yield* withNoteLinks(file);
  const text = yield* withInlineNotes(linked);
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

function withInlineNotes(file: string): Generator<ReadingProgress, string, void> {
  return rewritten(file, mayHaveInlineNotes, () => new InlineNotes(file));
}

function withNoteLinks(file: string): Generator<ReadingProgress, string, void> {
  return rewritten(file, mayHaveNoteLinks, (references) => new NoteLinks(file, references));
}

/** Changes how a report is written, before it is read. */
interface Rewriter {
  read(piece: ParsedPiece): void;
  rewritten(): string;
}

function* rewritten(
  file: string,
  mayHave: (file: string) => boolean,
  create: (references: ReferenceTable) => Rewriter,
): Generator<ReadingProgress, string, void> {
  if (!mayHave(file)) return file;
  const pieces = new ReportPieces(file);
  const waiting = { done: 0, total: 2 * file.length, citations: 0 };
  // The tree of a piece depends on the definitions of the whole report.
  for (const _ of pieces.collect()) yield waiting;
  const rewriter = create(pieces.references);
  for (const piece of pieces.parse()) {
    rewriter.read(piece);
    yield waiting;
  }
  return rewriter.rewritten();
}
