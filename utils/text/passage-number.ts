import { foldForSearch } from './fold-for-search';

/**
 * A number for the words of a page: equal words of one address give equal numbers, whatever the
 * fragment that names no page, and the shapes of quotation marks and blanks. Others differ, but for one in 2⁵³: who
 * finds two of a number compares the words. Never 0.
 */
export function passageNumber(url: string, quote: string): number {
  return hash53(passageKey(url, quote)) || 1;
}

/** What the number is made of. */
function passageKey(url: string, quote: string): string {
  return `${passagePage(url)}\n${foldForSearch(quote).trim()}`;
}

/** The address without its fragment, unless that names a page of its own, as `#/` and `#!` do. */
export function passagePage(url: string): string {
  return /^[^#]*(?:#[/!].*)?/s.exec(url)?.[0] ?? url;
}

/** Two 32-bit FNV-1a hashes, of the text and of its units in two other mixings, as one number. */
function hash53(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
    b ^= b >>> 13;
  }
  a ^= a >>> 16;
  b ^= b >>> 15;
  return (a >>> 0) * 0x200000 + ((b >>> 0) & 0x1fffff);
}
