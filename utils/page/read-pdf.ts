import type { CheckReason } from '@/utils/model/evidence';
import type { Result } from '@/utils/model/result';
import { assemblePdfText } from '@/utils/text/assemble-pdf-text';
import type { PdfFailure, PdfPage, PdfPages } from '@/utils/text/pdf-page';
import { checkPdf, unread as unreadQuote } from '@/utils/verify/check-pdf';
import type { JudgedClip } from '@/utils/verify/judge-quote';
import { gatherPageFacts, type PageAnswer } from './gather-page-facts';
import { ParsedDocument } from './parsed-node';
import { parsedTree } from './parsed-tree';
import type { ReadDocument } from './read-document';

const LETTER = /[\p{L}\p{N}]/u;
/** Characters of fonts without a mapping to text: private use, replacement, control. */
const UNREADABLE = /[\p{Co}\uFFFD\p{Cc}]/gu;
/** The largest share of such characters in a page's text that is still readable. */
const MAX_UNREADABLE = 0.02;

/**
 * Reads the text of a fetched PDF and judges quotes on it. Takes over `bytes`. If it cannot be
 * read, the quotes stay unchecked, with the reason.
 */
export async function readPdf(
  bytes: Uint8Array<ArrayBuffer>,
  answer: PageAnswer,
  quotes: readonly JudgedClip[],
  openPdf: (bytes: Uint8Array<ArrayBuffer>) => Promise<Result<PdfPages, PdfFailure>>,
): Promise<ReadDocument> {
  const facts = gatherPageFacts(parsedTree, new ParsedDocument(), '', answer);
  const unread = (reason: CheckReason): ReadDocument => ({
    text: '',
    complete: true,
    judgements: quotes.map(() => unreadQuote(reason, null, facts)),
  });
  const opened = await openPdf(bytes);
  if (!opened.ok) {
    return unread(opened.error);
  }
  const { pages, pageCount, language } = opened.value;
  const pagesUnread = Array.from({ length: pageCount }, (_, at) => at + 1).filter(
    (number) => !isReadable(pages[number - 1]),
  );
  if (pagesUnread.length === pageCount) {
    return unread('pdf-no-text');
  }
  const pdf = assemblePdfText(pages, language);
  const judgements = checkPdf({ facts, pdf, pagesUnread }, quotes);
  return { text: pdf.text, complete: true, judgements };
}

function isReadable(page: PdfPage | undefined): boolean {
  const text = page?.runs.map((run) => run.text).join('') ?? '';
  if (!LETTER.test(text)) return false;
  return (text.match(UNREADABLE)?.length ?? 0) <= text.length * MAX_UNREADABLE;
}
