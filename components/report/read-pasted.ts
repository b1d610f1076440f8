import { startImportWorker } from '@/components/import/create-import-port';
import type { PastedReport } from '@/components/import/import-worker';
import { type Failure, failure } from '@/utils/model/failure';
import { err, type Result } from '@/utils/model/result';

/** What a clipboard held, as its HTML and as its words. */
export interface Pasted {
  readonly html: string;
  readonly text: string;
}

/** UTF-16 units: more than anybody pastes into one statement. */
const LONGEST = 2_000_000;

const HTML_LINK = /<a\s(?:[^<>]|<(?!a\s))*href\s*=\s*["']?https?:/iu;
const MARKDOWN_LINK = /\]\(\s*<?https?:/iu;
/** What chat tools put their citation markers in, and leave of them. */
const MARKER = /[【】]/u;

/**
 * Whether a clipboard holds links that could become citations, or what a tool may have left of
 * some. Linear.
 */
export function holdsCitations({ html, text }: Pasted): boolean {
  if (html.length + text.length > LONGEST) return false;
  return HTML_LINK.test(html) || MARKDOWN_LINK.test(text) || MARKER.test(text);
}

/** Reads what was pasted as the cited report that it is, in a Worker. */
export async function readPasted({ html, text }: Pasted): Promise<Result<PastedReport, Failure>> {
  // A page's own links are in its HTML; who copies Markdown copies it as words.
  const input = HTML_LINK.test(html)
    ? ({ kind: 'html', html } as const)
    : ({ kind: 'text', text } as const);
  const worker = startImportWorker();
  const read = await worker.ask((service) => service.paste(input));
  worker.stop();
  return read ?? err(failure('unexpected'));
}
