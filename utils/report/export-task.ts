import type { SectionId } from '@/utils/model/ids';
import type { ExportFormat, ExportOptions } from './export-options';
import type { WrittenCheck, WrittenPart, WrittenReport } from './write-options';

/** What is to be written, as plain values: it can be handed to a Worker. */
export interface ExportTask {
  readonly report: WrittenReport;
  /** The latest of each clip; others are ignored. */
  readonly checks: readonly WrittenCheck[];
  /** One section with what lies below it, or the whole report. */
  readonly sectionId: SectionId | null;
  readonly options: ExportOptions;
}

/** What a task gives. */
export interface WrittenExport {
  readonly format: ExportFormat;
  /** The file's text; of rich text, its plain form. */
  readonly text: string;
  /** Rich text as an HTML fragment, null for every other format. */
  readonly html: string | null;
  /** The bibliography that Pandoc's citations need beside them, as CSL-JSON; else null. */
  readonly bibliography: string | null;
  /**
   * Number of links with an active scheme (`javascript:`, `data:`) that the export replaced by
   * plain text.
   */
  readonly disarmed: number;
}

/** The next part of one of the texts that a task gives. */
export interface ExportPart extends WrittenPart {
  readonly of: Exclude<keyof WrittenExport, 'format' | 'disarmed'>;
}
