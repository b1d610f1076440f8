import {
  getDocument,
  InvalidPDFException,
  PasswordException,
  type PDFDocumentProxy,
  type PDFPageProxy,
  PDFWorker,
  VerbosityLevel,
} from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { err, ok, type Result } from '@/utils/model/result';
import type { PdfFailure, PdfPage, PdfPages, PdfRun } from '@/utils/text/pdf-page';

export interface PdfLimits {
  /** Time limit for all pages, in milliseconds. */
  readonly timeout: number;
  readonly pages: number;
  /** In UTF-16 units of text. */
  readonly text: number;
}

export const PDF_LIMITS: PdfLimits = { timeout: 20_000, pages: 3_000, text: 10_000_000 };

/**
 * The character maps that a PDF may name without containing them: those in the table "Predefined
 * CJK CMap names" in ISO 32000-2 (9.7.5.2), UniJIS2004, which Japanese writers use too, and the
 * four maps from Adobe's characters to Unicode. PDF writers do not use the other hundred maps of
 * pdf.js.
 */
const maps = import.meta.glob<string>(
  [
    '/node_modules/pdfjs-dist/cmaps/Adobe-{GB1,CNS1,Japan1,Korea1}-UCS2.bcmap',
    '/node_modules/pdfjs-dist/cmaps/{GB,GBpc,GBK,GBKp}-EUC-{H,V}.bcmap',
    '/node_modules/pdfjs-dist/cmaps/GBK2K-{H,V}.bcmap',
    '/node_modules/pdfjs-dist/cmaps/{B5pc,HKscs-B5,ETen-B5,ETenms-B5,CNS-EUC}-{H,V}.bcmap',
    '/node_modules/pdfjs-dist/cmaps/{83pv,90ms,90msp,90pv,Add,Ext}-RKSJ-{H,V}.bcmap',
    '/node_modules/pdfjs-dist/cmaps/{EUC-,}{H,V}.bcmap',
    '/node_modules/pdfjs-dist/cmaps/{KSC-EUC,KSCms-UHC,KSCms-UHC-HW,KSCpc-EUC}-{H,V}.bcmap',
    '/node_modules/pdfjs-dist/cmaps/Uni{GB,CNS,JIS,KS}-{UCS2,UTF16}-{H,V}.bcmap',
    '/node_modules/pdfjs-dist/cmaps/UniJIS-UCS2-HW-{H,V}.bcmap',
    '/node_modules/pdfjs-dist/cmaps/UniJIS2004-UTF16-{H,V}.bcmap',
  ],
  { query: '?url&no-inline', import: 'default', eager: true },
);

/** Gives the worker only packaged character maps: no fonts, no code, no address. */
class PackagedMaps {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const url = maps[`/node_modules/pdfjs-dist/cmaps/${filename}`];
    if (kind !== 'cMapUrl' || url === undefined) throw new Error(`Not packaged: ${filename}`);
    return new Uint8Array(await (await fetch(url)).arrayBuffer());
  }
}

/**
 * Reads the text of a PDF's pages with pdf.js, in a Worker that is ended afterwards in any case. No
 * script of the PDF runs, no image is decoded, and only packaged character maps are loaded. The
 * call takes over `bytes`.
 *
 * Beyond the limits it returns the pages read so far. If the first page is not read in time, it
 * fails with `timed-out`.
 */
export async function openPdf(
  bytes: Uint8Array<ArrayBuffer>,
  limits: PdfLimits = PDF_LIMITS,
): Promise<Result<PdfPages, PdfFailure>> {
  const port = new Worker(workerUrl, { type: 'module' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pages: PdfPage[] = [];
  const progress: Progress = { pages, pageCount: 0, language: '', over: false };
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, limits.timeout, 'late');
  });
  const broken = new Promise<never>((_, reject) => {
    port.addEventListener('error', () => reject(new Error('The worker of the PDF failed.')));
  });
  try {
    const end = await Promise.race([readPages(bytes, port, limits, progress), late, broken]);
    if (end === 'late' && pages.length === 0) return err('timed-out');
    return ok({ pages, pageCount: progress.pageCount, language: progress.language });
  } catch (cause) {
    if (cause instanceof PasswordException) return err('pdf-locked');
    if (cause instanceof InvalidPDFException || pages.length === 0) return err('pdf-broken');
    return ok({ pages, pageCount: progress.pageCount, language: progress.language });
  } finally {
    clearTimeout(timer);
    progress.over = true;
    port.terminate();
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
  data: Uint8Array<ArrayBuffer>,
  port: Worker,
  limits: PdfLimits,
  progress: Progress,
): Promise<'all'> {
  const document = await getDocument({
    data,
    worker: PDFWorker.create({ port }),
    BinaryDataFactory: PackagedMaps,
    cMapUrl: 'packaged/',
    useWorkerFetch: false,
    useSystemFonts: true,
    useWasm: false,
    enableXfa: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    maxImageSize: 1,
    verbosity: VerbosityLevel.ERRORS,
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
