import { checkPage } from '@/utils/verify/check-page';
import { unread } from '@/utils/verify/check-pdf';
import { type DocumentKind, documentKind, essenceOf } from '@/utils/verify/document-kind';
import type { JudgedClip } from '@/utils/verify/judge-quote';
import type { Judgement } from '@/utils/verify/judgement';
import { markupOverLimit } from '@/utils/verify/markup-limits';
import { createParsedModel } from './create-parsed-model';
import { removeElement, writeText } from './live-page';
import { liveTree } from './live-tree';
import { gatherPageFacts, type PageAnswer } from './page-facts';
import { pageOverLimit } from './page-over-limit';
import { sendsOnTo } from './page-refresh';

export interface ReadDocument {
  readonly text: string;
  /** Nothing is behind this text that a window would show. */
  readonly complete: boolean;
  /** One for each quote, in order. */
  readonly judgements: readonly Judgement[];
  /** Where the page sends its readers on to, before they have read it. */
  readonly sendsOnTo?: string | null;
}

/**
 * Parses a fetched body and judges quotes in it. The parsed document loads no resources and runs no
 * scripts. The function releases the nodes at the end, because Chromium retains parsed documents.
 * The quotes stay unchecked when parsing or reading would take too long.
 */
export function readDocument(
  body: string,
  answer: PageAnswer,
  quotes: readonly JudgedClip[],
  kind: DocumentKind = kindSaid(answer.contentType),
): ReadDocument {
  const markup = kind === 'html' || kind === 'xhtml';
  if (markup && markupOverLimit(body) !== null) return tooComplex(quotes, answer);
  const document = parseBody(body, kind);
  try {
    if (pageOverLimit(liveTree, document) !== null) return tooComplex(quotes, answer);
    const model = createParsedModel(document);
    const contentType = typeReadAs(kind, answer.contentType);
    const facts = gatherPageFacts(liveTree, document, model.text, { ...answer, contentType });
    const servedAs = kind === 'text' ? essenceOf(answer.contentType ?? '') || null : null;
    const judgements = checkPage({ facts, model, quotes, reader: 'fetch', servedAs });
    const header = answer.headers?.['refresh'] ?? null;
    const target = sendsOnTo(liveTree, document, header, answer.finalUrl);
    return { text: model.text, complete: false, judgements, sendsOnTo: target };
  } finally {
    dropDocument(document);
  }
}

/**
 * The result for a page that is too complex. Opening it in a window would not help, because the
 * window would have the same elements.
 */
function tooComplex(quotes: readonly JudgedClip[], answer: PageAnswer): ReadDocument {
  return {
    text: '',
    complete: true,
    judgements: quotes.map(() => unread('too-complex', null, answer)),
  };
}

function kindSaid(contentType: string | null): DocumentKind {
  return documentKind(contentType ?? '', new Uint8Array());
}

/** The type that a page is to be classified by: what it was read as, whatever it calls itself. */
function typeReadAs(kind: DocumentKind, contentType: string | null): string | null {
  if (kind === 'text') return 'text/plain';
  const mislabelled = kind === 'other' && kindSaid(contentType) !== 'other';
  return mislabelled ? 'application/octet-stream' : contentType;
}

function parseBody(body: string, kind: DocumentKind): Document {
  const parser = new DOMParser();
  if (kind === 'xhtml') {
    const strict = parser.parseFromString(body, 'application/xhtml+xml');
    // One slip makes all of it an error document; browsers' own HTML parser reads on.
    if (liveTree.selectFirst(strict, 'parsererror') === null) return strict;
    dropDocument(strict);
  }
  if (kind === 'text') return showText(parser, body);
  // What is no text at all (an image, an archive) has nothing to read.
  const markup = kind === 'html' || kind === 'xhtml';
  return parser.parseFromString(markup ? body : '', 'text/html');
}

/** A plain text as browsers show it: in one `pre`, so that a passage may run over its lines. */
function showText(parser: DOMParser, text: string): Document {
  const document = parser.parseFromString('<pre></pre>', 'text/html');
  const pre = liveTree.selectFirst(document, 'pre');
  if (pre !== null) writeText(pre, text.replace(/\r\n?/g, '\n'));
  return document;
}

export function dropDocument(document: Document): void {
  const root = liveTree.documentElementOf(document);
  if (root !== null) removeElement(root);
}
