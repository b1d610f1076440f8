/** Characters that end a link in Markdown, in chats or in mail, in their percent-encoded form. */
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

/** What Markdown would read as a character, as `&copy;` or `&#35;`. */
const CHARACTER_REFERENCE = /(&(?:[a-z][a-z\d]*|#\d+|#x[\da-f]+));/giu;

function encodeFragile(part: string): string {
  return part
    .replace(/[ "()<>[\\\]^`{|}]/gu, (char) => FRAGILE[char] ?? char)
    .replace(CHARACTER_REFERENCE, '$1%3B');
}

/**
 * An http(s) address that stands in Markdown as it is, without any escape, and
 * leads to the same place: serialised by the URL Standard, characters that are
 * fragile there percent-encoded, the host's too, which the standard decodes
 * again; credentials left out. Null for every other scheme and for what is no
 * address.
 * https://url.spec.whatwg.org/#concept-host-parser
 */
export function writableUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return null;
  parsed.username = '';
  parsed.password = '';
  const { protocol, host } = parsed;
  const rest = parsed.href.slice(`${protocol}//${host}`.length);
  // The brackets of an IPv6 address can't be encoded, and pair.
  const writtenHost = host.startsWith('[') ? host : encodeFragile(host);
  const written = `${protocol}//${writtenHost}${encodeFragile(rest)}`;
  // Long reports hold many: not each twice.
  return written === url ? url : written;
}
