import type * as z from 'zod/mini';
import type { TextDirectiveSchema } from '@/utils/model/evidence';

/**
 * The decoded terms of one text directive. `start` is never empty. An absent or empty term does not
 * exist.
 *
 * https://wicg.github.io/scroll-to-text-fragment/#syntax
 */
export type TextDirective = z.infer<typeof TextDirectiveSchema>;

const DELIMITER = ':~:';

/** A `%` without two hexadecimal digits makes a browser ignore the whole directive. */
const MALFORMED_ESCAPE = /%(?![0-9a-f]{2})/i;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Percent-decodes as UTF-8; invalid bytes become U+FFFD. Returns null for a malformed escape. */
function decodeTerm(term: string): string | null {
  if (!term.includes('%')) return term;
  if (MALFORMED_ESCAPE.test(term)) return null;
  return term.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    const bytes = new Uint8Array(escapes.length / 3);
    for (let i = 0; i < bytes.length; i++) {
      bytes[i] = Number.parseInt(escapes.slice(3 * i + 1, 3 * i + 3), 16);
    }
    return decoder.decode(bytes);
  });
}

/**
 * Parses the value of one directive (what follows `text=`). Returns null if a browser does not
 * accept it as a text directive.
 *
 * https://wicg.github.io/scroll-to-text-fragment/#parse-a-text-directive
 */
export function parseTextDirective(value: string): TextDirective | null {
  const tokens = value.split(',');
  if (tokens.length > 4) return null;
  let prefix: string | undefined;
  let suffix: string | undefined;
  if (tokens[0]?.endsWith('-')) prefix = tokens.shift()?.slice(0, -1);
  if (tokens.at(-1)?.startsWith('-')) suffix = tokens.pop()?.slice(1);
  if (tokens.length !== 1 && tokens.length !== 2) return null;
  const directive: { [term in keyof TextDirective]: string } = { start: '' };
  const terms = { prefix, start: tokens[0], end: tokens[1], suffix };
  for (const name of ['prefix', 'start', 'end', 'suffix'] as const) {
    const term = terms[name];
    if (term === undefined) continue;
    if (term === '' || term.includes('-')) return null;
    const decoded = decodeTerm(term);
    if (decoded === null) return null;
    directive[name] = decoded;
  }
  return directive;
}

/**
 * Returns the fragment directive of a URL: everything after the first `:~:` of its fragment, or
 * null.
 */
export function fragmentDirectiveOf(url: string): string | null {
  const hash = url.indexOf('#');
  if (hash < 0) return null;
  const delimiter = url.indexOf(DELIMITER, hash + 1);
  return delimiter < 0 ? null : url.slice(delimiter + DELIMITER.length);
}

/**
 * Returns the valid text directives of a URL, in order. Ignores other directives and invalid ones,
 * as browsers do.
 *
 * https://wicg.github.io/scroll-to-text-fragment/#parse-the-fragment-directive
 */
export function parseFragmentDirective(url: string): TextDirective[] {
  const directives: TextDirective[] = [];
  for (const part of (fragmentDirectiveOf(url) ?? '').split('&')) {
    if (!part.startsWith('text=')) continue;
    const directive = parseTextDirective(part.slice('text='.length));
    if (directive !== null) directives.push(directive);
  }
  return directives;
}

const escapeChar = (char: string): string =>
  [...encoder.encode(char)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');

/**
 * `-`, `,` and `&` belong to the syntax. Parentheses, quotation marks, `*`, `!`, `_` and `~` end or
 * style links in Markdown and chats, and so does a full stop at the end of a link.
 */
function encodeTerm(term: string): string {
  return encodeURIComponent(term.toWellFormed()).replace(/[-()'!*_~]|\.$/g, escapeChar);
}

/**
 * Serialises one directive as `text=…`. Parsing it gives the same terms; a lone surrogate, which a
 * URL cannot contain, becomes U+FFFD.
 *
 * https://wicg.github.io/scroll-to-text-fragment/#syntax
 */
export function serializeTextDirective(directive: TextDirective): string {
  const { prefix, start, end, suffix } = directive;
  const terms: string[] = [];
  if (prefix !== undefined && prefix !== '') terms.push(`${encodeTerm(prefix)}-`);
  terms.push(encodeTerm(start));
  if (end !== undefined && end !== '') terms.push(encodeTerm(end));
  if (suffix !== undefined && suffix !== '') terms.push(`-${encodeTerm(suffix)}`);
  return `text=${terms.join(',')}`;
}

/** Returns the URL without its fragment directive. Its ordinary fragment stays. */
export function removeFragmentDirective(url: string): string {
  const hash = url.indexOf('#');
  if (hash < 0) return url;
  const delimiter = url.indexOf(DELIMITER, hash + 1);
  if (delimiter < 0) return url;
  return url.slice(0, delimiter === hash + 1 ? hash : delimiter);
}

/** Returns the URL with this text directive in place of any other. Its ordinary fragment stays. */
export function addTextDirective(url: string, directive: TextDirective): string {
  const page = removeFragmentDirective(url);
  const hash = page.includes('#') ? '' : '#';
  return `${page}${hash}${DELIMITER}${serializeTextDirective(directive)}`;
}
