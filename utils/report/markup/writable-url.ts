/** The percent-encoded form of characters that end a link in Markdown, in chats or in mail. */
const FRAGILE: Readonly<Record<string, string>> = {
  ' ': '%20',
  '"': '%22',
  '(': '%28',
  ')': '%29',
  '<': '%3C',
  '>': '%3E',
  '[': '%5B',
  '\\': '%5C',
  ']': '%5D',
  '^': '%5E',
  '`': '%60',
  '{': '%7B',
  '|': '%7C',
  '}': '%7D',
};

/** Text that Markdown would read as a character reference, like `&copy;` or `&#35;`. */
const CHARACTER_REFERENCE = /(&(?:[a-z][a-z\d]*|#\d+|#x[\da-f]+));/giu;

function encodeFragile(part: string): string {
  return part
    .replace(/[ "()<>[\\\]^`{|}]/gu, (char) => FRAGILE[char] ?? char)
    .replace(CHARACTER_REFERENCE, '$1%3B');
}

/**
 * Returns an http(s) address that can stand in Markdown without escapes and leads to the same
 * place: serialised by the URL Standard, with percent-encoded characters where others are fragile,
 * also in the host, which the standard decodes again; without credentials. Returns null for every
 * other scheme and for an invalid address. https://url.spec.whatwg.org/#concept-host-parser
 */
export function writableUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return null;
  parsed.username = '';
  parsed.password = '';
  const { protocol, host } = parsed;
  const rest = parsed.href.slice(`${protocol}//${host}`.length);
  // The brackets of an IPv6 address cannot be encoded, and they are paired.
  const writtenHost = host.startsWith('[') ? host : encodeFragile(host);
  const written = `${protocol}//${writtenHost}${encodeFragile(rest)}`;
  // Long reports have many addresses, so equal strings are not stored twice.
  return written === url ? url : written;
}
