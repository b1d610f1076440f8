import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { checkPage } from '@/utils/verify/check-page';
import type { JudgedClip } from '@/utils/verify/judge-quote';
import type { Judgement } from '@/utils/verify/judgement';
import { createParsedModel } from './create-parsed-model';
import { gatherPageFacts, type PageAnswer } from './page-facts';

export interface ReadDocument {
  readonly text: string;
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
): ReadDocument {
  const type = answer.contentType?.split(';')[0]?.trim().toLowerCase() || 'text/html';
  const document = parseBody(body, type);
  const model =
    type === 'text/plain'
      ? createPlainTextModel(body.replace(/[^\S\n]+/g, ' '))
      : createParsedModel(document);
  const facts = gatherPageFacts(document, model.text, answer);
  const judgements = checkPage({ facts, model, quotes, reader: 'fetch' });
  const { text } = model;
  document.documentElement?.remove();
  return { text, judgements };
}

function parseBody(body: string, type: string): Document {
  const parser = new DOMParser();
  if (type === 'application/xhtml+xml') {
    const strict = parser.parseFromString(body, 'application/xhtml+xml');
    // One slip makes all of it an error document; browsers' own HTML parser reads on.
    if (strict.getElementsByTagName('parsererror').length === 0) return strict;
  }
  // Plain text has no markup, and what is no text at all (a PDF, an image) has nothing to read.
  const markup = type === 'text/html' || type === 'application/xhtml+xml';
  return parser.parseFromString(markup ? body : '', 'text/html');
}
