import type { PdfPage, PdfRun } from '@/utils/text/pdf-page';

/** A run of 11 points that ends its line. Each character is half as wide. */
export function run(text: string, place: Partial<Omit<PdfRun, 'text'>> = {}): PdfRun {
  const size = place.size ?? 11;
  return {
    text,
    along: 72,
    across: 700,
    width: text.length * size * 0.5,
    size,
    angle: 0,
    endsLine: true,
    ...place,
  };
}

/** Lines below each other, 14 points apart. */
export function lines(texts: readonly string[], { along = 72, top = 700 } = {}): PdfRun[] {
  return texts.map((text, at) => run(text, { along, across: top - at * 14 }));
}

export function pageOf(...runs: readonly PdfRun[]): PdfPage {
  return { runs };
}
