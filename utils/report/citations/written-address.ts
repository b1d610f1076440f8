import { ADDRESS_PATTERN, DOCUMENT_LEAD } from '../../model/citation-styles';
import type { Link, Nodes, Root } from '../markup/mdast';

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

const CLOSERS: Readonly<Record<string, string>> = {
  ...{ ')': '(', ']': '[', '}': '{' },
  ...{ '）': '（', '］': '［', '」': '「', '』': '『', '》': '《', '〉': '〈' },
};

/** What the sentence around an address, and no address, ends with. */
const PUNCTUATION = /[?!.,:;*_~'"»›”’…–—)\]}。、，；：！？）］」』》〉]/u;

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
    if (!PUNCTUATION.test(last)) break;
    const opening = CLOSERS[last];
    const count = counts.get(last) ?? 0;
    if (opening !== undefined && (counts.get(opening) ?? 0) >= count) break;
    counts.set(last, count - 1);
  }
  return address.slice(0, end);
}

/**
 * Takes the punctuation of the sentence out of the bare addresses of a tree, and changes the tree.
 * The parser ends them as GFM says, which knows no quotation marks but straight ones, so in
 * `“https://site.example”` it would find an address that leads nowhere. Linear.
 * https://github.github.com/gfm/#autolinks-extension-
 */
export function trimAddresses(root: Root): Root {
  const waiting: Nodes[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!('children' in node)) continue;
    const children: Nodes[] = node.children;
    for (const [at, child] of children.entries()) {
      const rest = child.type === 'link' ? takeRest(child) : null;
      if (rest !== null) children.splice(at + 1, 0, rest);
      waiting.push(child);
    }
  }
  return root;
}

/** Shortens a link that is a bare address. Returns the punctuation as a text; null if it has none. */
function takeRest(link: Link): Nodes | null {
  const [words] = link.children;
  const { position } = link;
  if (words?.type !== 'text' || position === undefined || words.position === undefined) return null;
  // In any other link, signs of Markdown stand around the words.
  const isBare = words.position.start.offset === position.start.offset;
  const length = words.value.length - trimAddress(words.value).length;
  const value = words.value.slice(words.value.length - length);
  if (!isBare || length === 0 || !link.url.endsWith(value)) return null;
  const { line, column, offset = 0 } = position.end;
  const end = { line, column: column - length, offset: offset - length };
  link.url = link.url.slice(0, -length);
  words.value = words.value.slice(0, -length);
  link.position = { ...position, end };
  words.position = link.position;
  return { type: 'text', value, position: { start: end, end: position.end } };
}
