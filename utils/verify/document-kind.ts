/** What a body is to be read as; `other` holds no text that could be read. */
export type DocumentKind = 'html' | 'xhtml' | 'text' | 'pdf' | 'other';

/** Browsers show these as they are, in one `pre`. */
const TEXT =
  /^(?:text\/(?:plain|markdown|x-markdown|csv|tab-separated-values|x-rst)|application\/(?:[a-z0-9.+-]+\+)?json|text\/json)$/;
/** Types that say no more than "bytes": a PDF behind a download link often comes as one. */
const UNSAID =
  /^(?:|application\/octet-stream|binary\/octet-stream|application\/x-download|application\/force-download|application\/download)$/;
/** How far into a file a PDF's header may stand, in bytes: what readers of PDFs put up with. */
const PDF_HEADER = 1024;

/**
 * What to read a body as, by its Content-Type. The bytes are asked only where that says nothing,
 * or where what they hold can't be text: to guess further would be to read what no browser shows.
 */
export function documentKind(contentType: string, body: Uint8Array): DocumentKind {
  const type = essenceOf(contentType);
  if (type === 'text/html') return 'html';
  if (type === 'application/xhtml+xml') return 'xhtml';
  if (type === 'application/pdf' || type === 'application/x-pdf') return 'pdf';
  if (UNSAID.test(type)) {
    if (isPdf(body)) return 'pdf';
    return type === '' ? 'html' : 'other';
  }
  if (!TEXT.test(type)) return 'other';
  return holdsNul(body) ? 'other' : 'text';
}

/** `type/subtype` of a Content-Type in lower case; '' where it gives none. */
export function essenceOf(contentType: string): string {
  return contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function isPdf(body: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(body.subarray(0, PDF_HEADER));
  return head.includes('%PDF-');
}

/** No text holds NUL, but for UTF-16, which announces itself. */
function holdsNul(body: Uint8Array): boolean {
  const [first, second] = body;
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) return false;
  return body.subarray(0, PDF_HEADER).includes(0);
}
