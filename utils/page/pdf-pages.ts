import type { getDocument, PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { err, ok, type Result } from '@/utils/model/result';
import type { PdfFailure, PdfPage, PdfPages, PdfRun } from '@/utils/text/pdf-page';

/** What is used of pdf.js, whose builds for browsers and for Node have the same names. */
export interface PdfLibrary {
  readonly getDocument: typeof getDocument;
  readonly InvalidPDFException: new (...args: never[]) => object;
  readonly PasswordException: new (...args: never[]) => object;
  readonly VerbosityLevel: { readonly ERRORS: number };
}

export interface PdfLimits {
  /** Time limit for all pages, in milliseconds. */
  readonly timeout: number;
  readonly pages: number;
  /** Maximum length of the text, in UTF-16 units. */
  readonly text: number;
}

export const PDF_LIMITS: PdfLimits = { timeout: 20_000, pages: 3_000, text: 10_000_000 };

/** How pdf.js runs: where its worker is, and what gives it the packaged character maps. */
export type PdfPlace = Pick<
  Exclude<Parameters<typeof getDocument>[0], undefined>,
  'worker' | 'BinaryDataFactory'
>;

/**
 * Reads the text of a PDF's pages. No script of the PDF runs, no image is decoded, and only
 * packaged character maps are loaded. Takes over `bytes`. `broken` rejects if the worker fails.
 *
 * Beyond the limits it returns the pages read so far. If the first page is not read in time, it
 * fails with `timed-out`.
 */
export async function readPdfPages(
  library: PdfLibrary,
  bytes: Uint8Array<ArrayBuffer>,
  place: PdfPlace,
  limits: PdfLimits,
  broken: Promise<never> = new Promise(() => undefined),
): Promise<Result<PdfPages, PdfFailure>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pages: PdfPage[] = [];
  const progress: Progress = { pages, pageCount: 0, language: '', over: false };
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, limits.timeout, 'late');
  });
  try {
    const reading = readPages(library, bytes, place, limits, progress);
    const end = await Promise.race([reading, late, broken]);
    if (end === 'late' && pages.length === 0) return err('timed-out');
    return ok({ pages, pageCount: progress.pageCount, language: progress.language });
  } catch (cause) {
    if (cause instanceof library.PasswordException) return err('pdf-locked');
    if (cause instanceof library.InvalidPDFException || pages.length === 0)
      return err('pdf-broken');
    return ok({ pages, pageCount: progress.pageCount, language: progress.language });
  } finally {
    clearTimeout(timer);
    progress.over = true;
  }
}

interface Progress {
  readonly pages: PdfPage[];
  pageCount: number;
  language: string;
  /** Whether the caller no longer waits. */
  over: boolean;
}

async function readPages(
  library: PdfLibrary,
  data: Uint8Array<ArrayBuffer>,
  place: PdfPlace,
  limits: PdfLimits,
  progress: Progress,
): Promise<'all'> {
  const document = await library.getDocument({
    ...place,
    data,
    cMapUrl: 'packaged/',
    useWorkerFetch: false,
    useSystemFonts: true,
    useWasm: false,
    enableXfa: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    maxImageSize: 1,
    verbosity: library.VerbosityLevel.ERRORS,
  }).promise;
  progress.pageCount = document.numPages;
  const count = Math.min(document.numPages, limits.pages);
  let room = limits.text;
  for (let number = 1; number <= count && room > 0 && !progress.over; number += 1) {
    const page = await readPage(document, number, room, progress);
    if (page === null) break;
    progress.pages.push(page);
    for (const run of page.runs) room -= run.text.length;
  }
  return 'all';
}

/**
 * Returns null if a page has more text than the limit, because half a page could look like a whole
 * one. A page that cannot be read counts as a page without text, because the others may have
 * theirs.
 */
async function readPage(
  document: PDFDocumentProxy,
  number: number,
  room: number,
  progress: Progress,
): Promise<PdfPage | null> {
  try {
    const page = await document.getPage(number);
    const runs = await readRuns(page, room, progress);
    page.cleanup();
    return runs === null ? null : { runs };
  } catch (cause) {
    if (progress.over) throw cause;
    return { runs: [] };
  }
}

async function readRuns(
  page: PDFPageProxy,
  room: number,
  progress: Progress,
): Promise<PdfRun[] | null> {
  const runs: PdfRun[] = [];
  const reader = page.streamTextContent().getReader();
  let left = room;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || progress.over) return runs;
    const content = value as Awaited<ReturnType<PDFPageProxy['getTextContent']>>;
    progress.language ||= content.lang ?? '';
    for (const item of content.items) {
      if (!('str' in item)) continue;
      const vertical = content.styles[item.fontName]?.vertical === true;
      runs.push(runOf(item, vertical));
      left -= item.str.length;
    }
    if (left < 0) return null;
  }
}

interface Item {
  readonly str: string;
  readonly transform: readonly unknown[];
  readonly width: number;
  readonly height: number;
  readonly hasEOL: boolean;
}

/** Converts a run's matrix to its position along and across its line. */
function runOf(item: Item, vertical: boolean): PdfRun {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform.map(finite);
  const length = Math.hypot(a, b) || 1;
  const [x, y] = [a / length, b / length];
  const along = e * x + f * y;
  const across = f * x - e * y;
  return {
    text: item.str,
    along: vertical ? -across : along,
    across: vertical ? along : across,
    width: finite(vertical ? item.height : item.width),
    size: vertical ? length : Math.hypot(c, d),
    angle: (Math.round((Math.atan2(b, a) * 180) / Math.PI) + (vertical ? 90 : 0)) % 360,
    endsLine: item.hasEOL,
  };
}

/** A damaged PDF may contain a position that is not a number. */
function finite(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
