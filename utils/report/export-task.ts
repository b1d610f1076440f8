import type { CitationId, ClipId, SectionId } from '@/utils/model/ids';
import type { ExportFormat, ExportOptions } from './export-options';
import type { WrittenCheck, WrittenPart, WrittenReport } from './write-options';
import type { WrittenImage } from './written-image';

/** What to write, as plain values that can be sent to a Worker. */
export interface ExportTask {
  readonly report: WrittenReport;
  /** The latest check of each clip; others are ignored. */
  readonly checks: readonly WrittenCheck[];
  /** A section with its subsections; null for the whole report. */
  readonly sectionId: SectionId | null;
  readonly options: ExportOptions;
  readonly images: readonly WrittenImage[];
  /** Comments at claims; only Word documents have them. */
  readonly comments?: readonly ReportComment[];
}

/** A comment at the words of a claim, or at a clip that no statement cites. It says what a review found. */
export interface ReportComment {
  /** The citations of the claim, in the order of the text, or the clip. */
  readonly citationIds: readonly (CitationId | ClipId)[];
  readonly author: string;
  /** ISO 8601. */
  readonly at: string;
  /** Each is a paragraph. */
  readonly lines: readonly string[];
}

/** The result of a task. */
export interface WrittenExport {
  readonly format: ExportFormat;
  /** The text of the file; for rich text, its plain form. */
  readonly text: string;
  /** The HTML fragment of rich text; null for every other format. */
  readonly html: string | null;
  /** The bibliography for Pandoc's citations, as CSL-JSON; otherwise null. */
  readonly bibliography: string | null;
  /** The Word document, of which `text` is only a preview; null for every other format. */
  readonly file: Uint8Array<ArrayBuffer> | null;
  /**
   * Number of links with an active scheme (`javascript:`, `data:`) that the export replaced by
   * plain text.
   */
  readonly disarmed: number;
  /** Number of images on the web, of which the Word document has only links; otherwise 0. */
  readonly linkedImages: number;
  /** Number of notes of the file whose own words the export leaves out. */
  readonly wordless: number;
  /** The files of the folder beside a Markdown file. */
  readonly images: readonly ImageFile[];
  readonly leftOut: LeftOutImages;
}

export interface ImageFile {
  /** From the folder of the Markdown file. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How many images of the report an export lacks. */
export interface LeftOutImages {
  /** There is no copy of the image in the library, or it cannot be read. */
  readonly withoutCopy: number;
  /** The export would become too large. */
  readonly tooMany: number;
}

/** The next part of one of the texts of a task. */
export interface ExportPart extends WrittenPart {
  readonly of: 'text' | 'html' | 'bibliography';
}
