import type { DocumentKind } from './document-kind';
import { encodingOfXml, prescanEncoding } from './prescan-encoding';

const BYTE_ORDER_MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
];

/** How much of a document may declare its encoding, in bytes. */
const PRESCAN = 1024;

/**
 * Decodes a fetched body. The encoding is taken, in this order, from a byte order mark, the
 * Content-Type header, and a declaration in the first 1,024 bytes: in HTML a `meta` element or an
 * XML declaration; in XHTML only an XML declaration; in a plain text none. An unknown encoding
 * counts as none. Without any, it is UTF-8 if the bytes are valid UTF-8 (and always in XHTML),
 * otherwise windows-1252, which is the web's default.
 * https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
 */
export function decodeBody(
  body: Uint8Array,
  contentType: string,
  kind: DocumentKind = 'html',
): string {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, at) => body[at] === byte));
  if (marked !== undefined) return new TextDecoder(marked[0]).decode(body);
  const labels = [charsetOfHeader(contentType), charsetOfMarkup(body, kind)];
  const [declared = null] = labels.flatMap((label) => decoderFor(label) ?? []);
  if (declared === REPLACED) return body.length === 0 ? '' : '\ufffd';
  if (declared !== null) return declared.decode(body);
  if (kind === 'xhtml') return new TextDecoder().decode(body);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return new TextDecoder('windows-1252').decode(body);
  }
}

/**
 * Returns whether a browser may read the letters of a body as others: in ISO-2022-JP they may stand
 * for Japanese characters after an escape. Where several places declare an encoding, browsers do
 * not agree with the standard and with each other which of them counts.
 */
export function mayReadOtherwise(body: Uint8Array, contentType: string): boolean {
  if (BYTE_ORDER_MARKS.some(([, mark]) => mark.every((byte, at) => body[at] === byte)))
    return false;
  const isAmbiguous = /,|charset.*charset/is.test(contentType);
  if (isAmbiguous) return true;
  return body.includes(ESCAPE) && decoderFor(charsetOfHeader(contentType)) === null;
}

const ESCAPE = 0x1b;

function charsetOfHeader(contentType: string): string | null {
  return /;\s*charset=(?:"([^"]*)|([^\s;"']+))/i.exec(contentType)?.slice(1).join('') ?? null;
}

function charsetOfMarkup(body: Uint8Array, kind: DocumentKind): string | null {
  if (kind !== 'html' && kind !== 'xhtml') return null;
  // UTF-16 without a byte order mark is recognised by the first characters of an XML declaration.
  if (startsWith(body, [0x3c, 0x00, 0x3f, 0x00, 0x78, 0x00])) return 'utf-16le';
  if (startsWith(body, [0x00, 0x3c, 0x00, 0x3f, 0x00, 0x78])) return 'utf-16be';
  const head = new TextDecoder('latin1').decode(body.subarray(0, PRESCAN));
  const found = kind === 'xhtml' ? encodingOfXml(head) : prescanEncoding(head);
  if (found === null) return null;
  // Markup that could be read as ASCII is not UTF-16, whatever it declares.
  if (/^\s*(?:utf-?16|ucs-2|unicode|csunicode|iso-10646-ucs-2)/i.test(found)) return 'utf-8';
  return /^\s*x-user-defined\s*$/i.test(found) ? 'windows-1252' : found;
}

function startsWith(body: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => body[at] === byte);
}

/**
 * Encodings that browsers refuse to decode, because such encodings can hide markup. Browsers show
 * one replacement character instead of the whole page.
 * https://encoding.spec.whatwg.org/#replacement
 */
const NOT_READ = /^\s*(?:csiso2022kr|hz-gb-2312|iso-2022-(?:cn(?:-ext)?|kr)|replacement)\s*$/iu;
const REPLACED = 'replaced';

type Decoder = InstanceType<typeof TextDecoder>;

function decoderFor(label: string | null): Decoder | typeof REPLACED | null {
  if (label === null) return null;
  if (NOT_READ.test(label)) return REPLACED;
  try {
    return new TextDecoder(label);
  } catch {
    // An unknown encoding counts as none.
    return null;
  }
}
