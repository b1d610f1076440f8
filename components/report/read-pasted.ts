import { startImportWorker } from '@/components/import/create-import-port';
import type { PastedReport } from '@/components/import/import-worker';
import { type Failure, failure } from '@/utils/model/failure';
import { err, type Result } from '@/utils/model/result';

/** What a clipboard contained: its HTML and its plain text. */
export interface Pasted {
  readonly html: string;
  readonly text: string;
}

/** In UTF-16 units; a larger text is not read. */
const LONGEST = 2_000_000;

const HTML_LINK = /<a\s(?:[^<>]|<(?!a\s))*href\s*=\s*["']?https?:/iu;
const MARKDOWN_LINK = /\]\(\s*<?https?:/iu;
/** The brackets of citation markers of chat tools. */
const MARKER = /[【】]/u;

/**
 * Returns whether a clipboard has links that can become citations, or remains of a tool's markers.
 * Linear.
 */
export function holdsCitations({ html, text }: Pasted): boolean {
  if (html.length + text.length > LONGEST) return false;
  return HTML_LINK.test(html) || MARKDOWN_LINK.test(text) || MARKER.test(text);
}

/** Reads pasted text as a cited report, in a Worker. */
export async function readPasted({ html, text }: Pasted): Promise<Result<PastedReport, Failure>> {
  // The links of a web page are in its HTML. Markdown is copied as plain text.
  const input = HTML_LINK.test(html)
    ? ({ kind: 'html', html } as const)
    : ({ kind: 'text', text } as const);
  const worker = startImportWorker();
  const read = await worker.ask((service) => service.paste(input));
  worker.stop();
  return read ?? err(failure('unexpected'));
}
