import { checkPage } from '@/utils/verify/check-page';
import { type DocumentKind, documentKind, essenceOf } from '@/utils/verify/document-kind';
import type { JudgedClip } from '@/utils/verify/judge-quote';
import type { Judgement } from '@/utils/verify/judgement';
import { createParsedModel } from './create-parsed-model';
import { gatherPageFacts, type PageAnswer } from './page-facts';

export interface ReadDocument {
  readonly text: string;
  /** Nothing is behind this text that a window would show. */
  readonly complete: boolean;
  /** One for each quote, in order. */
  readonly judgements: readonly Judgement[];
}

/**
 * Parses a fetched body and judges quotes on it. Nothing is loaded for a parsed document and
 * no script runs; its nodes are let go at the end, as Chromium keeps parsed documents.
 */
export function readDocument(
  body: string,
  answer: PageAnswer,
  quotes: readonly JudgedClip[],
  kind: DocumentKind = kindSaid(answer.contentType),
): ReadDocument {
  const document = parseBody(body, kind);
  try {
    const model = createParsedModel(document);
    const contentType = typeReadAs(kind, answer.contentType);
    const facts = gatherPageFacts(document, model.text, { ...answer, contentType });
    const servedAs = kind === 'text' ? essenceOf(answer.contentType ?? '') || null : null;
    const judgements = checkPage({ facts, model, quotes, reader: 'fetch', servedAs });
    return { text: model.text, complete: false, judgements };
  } finally {
    dropDocument(document);
  }
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
    if (strict.getElementsByTagName('parsererror').length === 0) return strict;
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
  const pre = document.querySelector('pre');
  if (pre !== null) pre.textContent = text.replace(/\r\n?/g, '\n');
  return document;
}

function dropDocument(document: Document): void {
  document.documentElement?.remove();
}
