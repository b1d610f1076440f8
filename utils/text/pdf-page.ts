/** A run of characters of a PDF's page, set in one font and size, as its content stream draws it. */
export interface PdfRun {
  readonly text: string;
  /** Where it starts along its own line, in points. */
  readonly along: number;
  /** How far its baseline lies across the page, in points; lines further down have less. */
  readonly across: number;
  /** In points, along the line. */
  readonly width: number;
  /** Font size in points. */
  readonly size: number;
  /** The direction it is set in, in whole degrees; only runs of one angle share a line. */
  readonly angle: number;
  /** Whether what draws the page went on to another line after it. */
  readonly endsLine: boolean;
}

/** The runs of one page, in the order in which they are drawn. */
export interface PdfPage {
  readonly runs: readonly PdfRun[];
}

/** The text of a PDF's pages, as far as they were read. */
export interface PdfPages {
  readonly pages: readonly PdfPage[];
  /** How many pages the document has; more than `pages` where a limit was reached. */
  readonly pageCount: number;
  /** BCP 47, as the document declares it; '' where it does not. */
  readonly language: string;
}

/** What keeps a PDF from being read at all. */
export type PdfFailure = 'pdf-locked' | 'pdf-broken' | 'timed-out';
