import { decodeHTMLStrict } from 'entities/decode';

/**
 * Returns the character of a named reference, without its `&` and `;`; false for another name. The
 * parser of Markdown uses this instead of a package with a table of its own, because the parser of
 * HTML brings the same table. See `decode-named-character-reference` in wxt.config.ts.
 * https://html.spec.whatwg.org/multipage/named-characters.html
 */
export function decodeNamedCharacterReference(name: string): string | false {
  if (!/^[a-z][a-z\d]*$/iu.test(name)) return false;
  const written = `&${name};`;
  const decoded = decodeHTMLStrict(written);
  return decoded === written ? false : decoded;
}
