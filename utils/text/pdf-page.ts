/** A run of characters of a PDF's page with one font and size, as its content stream draws it. */
export interface PdfRun {
  readonly text: string;
  /** Where it starts along its line, in points. */
  readonly along: number;
  /** Where its baseline is across the page, in points; lines further down have lower values. */
  readonly across: number;
  /** In points, along the line. */
  readonly width: number;
  /** The font size in points. */
  readonly size: number;
  /** The direction of the text, in whole degrees. Only runs with the same angle share a line. */
  readonly angle: number;
  /** Whether the page is drawn on another line after it. */
  readonly endsLine: boolean;
}

/** The runs of one page, in drawing order. */
export interface PdfPage {
  readonly runs: readonly PdfRun[];
}

/** The text of a PDF's pages, as far as they were read. */
export interface PdfPages {
  readonly pages: readonly PdfPage[];
  /** The number of pages of the document; more than in `pages` if a limit was reached. */
  readonly pageCount: number;
  /** BCP 47, as the document declares it; '' if it does not. */
  readonly language: string;
}

/** Why a PDF cannot be read at all. */
export type PdfFailure = 'pdf-locked' | 'pdf-broken' | 'timed-out';
