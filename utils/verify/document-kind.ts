/** The kind as which a body is read; `other` has no readable text. */
export type DocumentKind = 'html' | 'xhtml' | 'text' | 'pdf' | 'other';

/** Types that browsers show unchanged in one `pre`. */
const TEXT =
  /^(?:text\/(?:plain|markdown|x-markdown|csv|tab-separated-values|x-rst)|application\/(?:[a-z0-9.+-]+\+)?json|text\/json)$/;
/** Types that say only "bytes". A PDF behind a download link often has one. */
const UNSAID =
  /^(?:|application\/octet-stream|binary\/octet-stream|application\/x-download|application\/force-download|application\/download)$/;
/** How far into a file the header of a PDF may be, in bytes; readers of PDFs accept this. */
const PDF_HEADER = 1024;

/**
 * Returns the kind as which a body is read, by its Content-Type. The bytes decide only if the type
 * says nothing, or if they cannot be text. Further guesses would read what no browser shows.
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

/** Returns `type/subtype` of a Content-Type in lower case; '' if there is none. */
export function essenceOf(contentType: string): string {
  return contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function isPdf(body: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(body.subarray(0, PDF_HEADER));
  return head.includes('%PDF-');
}

/** Text never contains NUL, except in UTF-16, which declares itself. */
function holdsNul(body: Uint8Array): boolean {
  const [first, second] = body;
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) return false;
  return body.subarray(0, PDF_HEADER).includes(0);
}
