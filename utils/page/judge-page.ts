import { checkPage } from '@/utils/verify/check-page';
import { decodeBody, mayReadOtherwise } from '@/utils/verify/decode-body';
import { type DocumentKind, documentKind, essenceOf } from '@/utils/verify/document-kind';
import type { JudgedClip } from '@/utils/verify/judge-quote';
import { absentImages } from './absent-images';
import { gatherPageFacts, type PageAnswer } from './gather-page-facts';
import { titleGiven } from './page-metadata';
import { sendsOnTo } from './page-refresh';
import { TEXT } from './page-tree';
import { parseHtml } from './parse-html';
import { OverLimit } from './parse-limits';
import { parseXhtml } from './parse-xhtml';
import { createParsedModel } from './parsed-model';
import { appendNode, type ParsedDocument, ParsedNode } from './parsed-node';
import { parsedTree } from './parsed-tree';
import { type ReadDocument, unreadPage } from './read-document';
import { readRawMetadata } from './read-raw-metadata';

/** A fetched document as it came, with the quotes that are judged on it. */
export interface FetchedBody {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly kind: DocumentKind;
  readonly answer: PageAnswer;
  readonly quotes: readonly JudgedClip[];
}

/** Decodes a fetched body, and judges its quotes: see `judgePage`. A PDF has no text here. */
export function judgeBody({ body, kind, answer, quotes }: FetchedBody): ReadDocument {
  const type = answer.contentType ?? '';
  const text = kind === 'other' || kind === 'pdf' ? '' : decodeBody(body, type, kind);
  const decoded = { ...answer, mayReadOtherwise: mayReadOtherwise(body, type) };
  return judgePage(text, decoded, quotes, kind);
}

/**
 * Parses a fetched body and judges quotes against it, without a DOM. When the page exceeds a limit,
 * its quotes stay unchecked.
 */
export function judgePage(
  body: string,
  answer: PageAnswer,
  quotes: readonly JudgedClip[],
  kind: DocumentKind = declaredKind(answer.contentType),
): ReadDocument {
  try {
    const document = parseBody(body, kind);
    if (answer.mayReadOtherwise === true) document.isUnsure = true;
    const model = createParsedModel(document);
    const contentType = typeReadAs(kind, answer.contentType);
    const facts = gatherPageFacts(parsedTree, document, model.text, { ...answer, contentType });
    const servedAs = kind === 'text' ? essenceOf(answer.contentType ?? '') || null : null;
    const givenTitle = titleGiven(readRawMetadata(parsedTree, document), answer.finalUrl);
    const judgements = checkPage({
      ...{ facts, givenTitle, model, quotes, reader: 'fetch', servedAs },
      absentImages: absentImages(
        document,
        quotes.flatMap(({ images = [] }) => images),
      ),
    });
    const header = answer.headers?.['refresh'] ?? null;
    const target = sendsOnTo(parsedTree, document, header, answer.finalUrl);
    return { text: model.text, complete: false, judgements, sendsOnTo: target };
  } catch (cause) {
    if (cause instanceof OverLimit) return unreadPage('too-complex', quotes, answer);
    throw cause;
  }
}

function declaredKind(contentType: string | null): DocumentKind {
  return documentKind(contentType ?? '', new Uint8Array());
}

/** Returns the content type for the classification: the type as which the page was read. */
function typeReadAs(kind: DocumentKind, contentType: string | null): string | null {
  if (kind === 'text') return 'text/plain';
  const mislabelled = kind === 'other' && declaredKind(contentType) !== 'other';
  return mislabelled ? 'application/octet-stream' : contentType;
}

/** Parses a body into the tree that is judged. `scripts`: see `parseHtml`. */
export function parseBody(body: string, kind: DocumentKind, scripts = true): ParsedDocument {
  if (kind === 'text') return showText(body);
  // A body that is not text, such as an image or an archive, contains nothing to read.
  if (kind !== 'html' && kind !== 'xhtml') return parseHtml('');
  if (kind === 'html') return parseHtml(body, scripts);
  const strict = parseXhtml(body);
  // The HTML parser continues after a syntax error. Browsers show nothing after the first one.
  const document = strict ?? parseHtml(body, scripts);
  // A style sheet in a processing instruction may be any file, and may replace the page by another.
  document.isUnsure = strict === null || /<\?xml-stylesheet\s/iu.test(body);
  return document;
}

/**
 * Puts a plain text into one `pre`, as browsers do. A passage may then extend over several lines.
 */
function showText(text: string): ParsedDocument {
  const document = parseHtml('<pre></pre>');
  const pre = parsedTree.selectFirst(document, 'pre');
  if (pre !== null && text !== '') {
    appendNode(pre, new ParsedNode(TEXT, text.replace(/\r\n?/g, '\n')));
  }
  return document;
}
