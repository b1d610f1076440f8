import { err, ok, type Result } from '@/utils/model/result';
import type { ImportedReport } from '../model/imported-report';
import { defineFromCslJson } from './citations/bibliography';
import type { EvidenceOptions } from './read-evidence';
import { ReportPieces } from './read-pieces';
import { ReportReader } from './report-reader';

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
