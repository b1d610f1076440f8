import { foldForSearch } from './fold-for-search';

/**
 * Returns a number for the words of a page. Equal words of one address give equal numbers, whatever
 * the fragment (unless it selects a page) and the shapes of quotation marks and white space. Others
 * differ, except for one in 2⁵³, so the finder of equal numbers compares the words. Never 0.
 */
export function passageNumber(url: string, quote: string): number {
  return hash53(passageKey(url, quote)) || 1;
}

/** Returns the text that the number is made from. */
function passageKey(url: string, quote: string): string {
  return `${passagePage(url)}\n${foldForSearch(quote).trim()}`;
}

/**
 * Returns the address without its fragment, unless the fragment selects a page, as `#/` and `#!`
 * do.
 */
export function passagePage(url: string): string {
  return /^[^#]*(?:#[/!].*)?/s.exec(url)?.[0] ?? url;
}

/**
 * Combines two 32-bit FNV-1a hashes, which mix the units of the text in different ways, to one
 * number.
 */
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
