const BYTE_ORDER_MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
];

/** How far into a document a declaration of its encoding counts, in bytes. */
const PRESCAN = 1024;

/**
 * A fetched body as text. The encoding is taken, in this order, from a byte order mark, the
 * Content-Type header, a `<meta>` or XML declaration in the first 1,024 bytes; else UTF-8
 * where the bytes are valid UTF-8, else windows-1252, which the web means by "no encoding".
 * https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
 */
export function decodeBody(body: Uint8Array, contentType: string): string {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, at) => body[at] === byte));
  if (marked !== undefined) return new TextDecoder(marked[0]).decode(body);
  const declared = decoderFor(charsetOfHeader(contentType)) ?? decoderFor(charsetOfMarkup(body));
  if (declared !== null) return declared.decode(body);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return new TextDecoder('windows-1252').decode(body);
  }
}

function charsetOfHeader(contentType: string): string | null {
  return /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1] ?? null;
}

function charsetOfMarkup(body: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(body.subarray(0, PRESCAN));
  const found =
    /<meta[^>]+charset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(head)?.[1] ??
    /^<\?xml[^>]+encoding\s*=\s*["']([^"']+)/i.exec(head)?.[1];
  if (found === undefined) return null;
  // Markup that could be read as ASCII is not UTF-16, whatever it says.
  return /^utf-?16/i.test(found) ? 'utf-8' : found;
}

function decoderFor(label: string | null): TextDecoder | null {
  if (label === null) return null;
  try {
    return new TextDecoder(label);
  } catch {
    // An encoding that nobody knows is as good as none.
    return null;
  }
}
