import { lowerUnits } from '@/utils/quote/strict-fold';

/** A text made plain for scanning, unit for unit, so that offsets stay what they are. */
export interface ScanText {
  readonly original: string;
  /** Every white space a blank, but for line ends and tabs; one hyphen, one apostrophe, a minus. */
  readonly plain: string;
  /** `plain` in lower case. */
  readonly lower: string;
}

/** Linear. */
export function scanText(original: string): ScanText {
  const plain = original
    .replace(/[^\S\n\t]/gu, ' ')
    .replace(/[\u2010\u2011\u2212]/gu, '-')
    .replace(/[\u2018\u2019\u02BC]/gu, "'");
  return { original, plain, lower: lowerUnits(plain) };
}

/** A regular expression's alternatives for words, the longest first. */
export function anyOf(words: Iterable<string>): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) =>
      word.replace(/[$()*+.?[\\\]^{|}/]/gu, (mark) => `\\${mark}`).replaceAll(' ', '[ \\n]'),
    )
    .join('|');
}

/** The same text with what was read of it blotted out, so that nothing reads it twice. */
export class Blotter {
  #read: Uint8Array;

  constructor(length: number) {
    this.#read = new Uint8Array(length);
  }

  isFree(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (this.#read[at] === 1) return false;
    return true;
  }

  take(start: number, end: number): void {
    this.#read.fill(1, start, end);
  }

  /** `text` with a character that is no word's in place of what was taken. */
  over(text: string): string {
    let out = '';
    let from = 0;
    while (from < text.length) {
      const taken = this.#read.indexOf(1, from);
      if (taken < 0) break;
      const free = this.#read.indexOf(0, taken);
      const end = free < 0 ? text.length : free;
      out += text.slice(from, taken) + '\u0001'.repeat(end - taken);
      from = end;
    }
    return out + text.slice(from);
  }
}
