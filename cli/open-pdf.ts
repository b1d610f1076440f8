import { readFile } from 'node:fs/promises';
import * as library from 'pdfjs-dist/legacy/build/pdf.mjs';
// With this import pdf.js finds its worker code in this thread, and does not start a worker.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import type { Result } from '@/utils/model/result';
import { PDF_LIMITS, readPdfPages } from '@/utils/page/pdf-pages';
import type { PdfFailure, PdfPages } from '@/utils/text/pdf-page';

/** Gives pdf.js only the character maps of the package: no fonts, no code, no other address. */
class PackagedMaps {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    if (kind !== 'cMapUrl' || !/^[\w-]+\.bcmap$/u.test(filename)) {
      throw new Error(`Not packaged: ${filename}`);
    }
    return new Uint8Array(await readFile(new URL(`./cmaps/${filename}`, import.meta.url)));
  }
}

/** Reads the text of a PDF's pages with pdf.js in this thread: see `readPdfPages`. */
export function openPdf(bytes: Uint8Array<ArrayBuffer>): Promise<Result<PdfPages, PdfFailure>> {
  return readPdfPages(library, bytes, { BinaryDataFactory: PackagedMaps }, PDF_LIMITS);
}
