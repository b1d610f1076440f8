import type { SectionId } from '@/utils/model/ids';
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
  /**
   * Number of links with an active scheme (`javascript:`, `data:`) that the export replaced by
   * plain text.
   */
  readonly disarmed: number;
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
