import * as library from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import type { Result } from '@/utils/model/result';
import type { PdfFailure, PdfPages } from '@/utils/text/pdf-page';
import { PDF_LIMITS, type PdfLimits, readPdfPages } from './pdf-pages';

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
 * Reads the text of a PDF's pages with pdf.js, in a Worker that is ended afterwards in any case: see
 * `readPdfPages`.
 */
export async function openPdf(
  bytes: Uint8Array<ArrayBuffer>,
  limits: PdfLimits = PDF_LIMITS,
): Promise<Result<PdfPages, PdfFailure>> {
  const port = new Worker(workerUrl, { type: 'module' });
  const broken = new Promise<never>((_, reject) => {
    port.addEventListener('error', () => reject(new Error('The worker of the PDF failed.')));
  });
  const worker = library.PDFWorker.create({ port });
  try {
    return await readPdfPages(
      library,
      bytes,
      { worker, BinaryDataFactory: PackagedMaps },
      limits,
      broken,
    );
  } finally {
    port.terminate();
  }
}
