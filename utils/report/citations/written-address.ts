import { ADDRESS_PATTERN, DOCUMENT_LEAD } from '../../model/citation-styles';

/*
 * Addresses of pages that are written as text: `https://…`, and the identifier of a document
 * (DOI) without one, `doi:10.1234/abc` or `doi.org/10.1234/abc`, to which doi.org leads.
 */

/** An address with what follows it up to the next space. */
export const ADDRESS = new RegExp(ADDRESS_PATTERN, 'gu');

const LEAD = new RegExp(`^${DOCUMENT_LEAD}`, 'u');

/** An address in a text. `end` is where it ends, without the punctuation behind it. */
export interface WrittenAddress {
  readonly href: string;
  readonly start: number;
  readonly end: number;
}

/** Returns the addresses in a text, in order. Linear. */
export function addressesIn(text: string): WrittenAddress[] {
  return Array.from(text.matchAll(ADDRESS), ({ 0: found, index }) => {
    const written = trimAddress(found);
    return { href: hrefOf(written), start: index, end: index + written.length };
  });
}

/** Returns the address that a text is, or names by an identifier. */
export function hrefOf(written: string): string {
  return written.replace(LEAD, 'https://doi.org/');
}

const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/**
 * Removes the punctuation of the sentence after a bare address, and a bracket that the address did
 * not open.
 */
export function trimAddress(address: string): string {
  const counts = new Map<string, number>();
  for (const char of address) counts.set(char, (counts.get(char) ?? 0) + 1);
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    if (!/[?!.,:;*_~'"»”’)\]}]/u.test(last)) break;
    const opening = CLOSERS[last];
    const count = counts.get(last) ?? 0;
    if (opening !== undefined && (counts.get(opening) ?? 0) >= count) break;
    counts.set(last, count - 1);
  }
  return address.slice(0, end);
}
