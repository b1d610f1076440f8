import { lowerUnits } from '@/utils/quote/strict-fold';

/** A text normalised for scanning, unit by unit, so that offsets stay the same. */
export interface ScanText {
  readonly original: string;
  /**
   * All white space is a space, except line ends and tabs; all hyphens, apostrophes and minus signs
   * are the same.
   */
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

/** Returns the alternatives of a regular expression for words, the longest first. */
export function anyOf(words: Iterable<string>): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) =>
      word.replace(/[$()*+.?[\\\]^{|}/]/gu, (mark) => `\\${mark}`).replaceAll(' ', '[ \\n]'),
    )
    .join('|');
}

/** Marks the parts of a text that were read, so that nothing is read twice. */
export class Blotter {
  #read: Uint8Array;
  #covered: { readonly text: string; readonly result: string } | null = null;

  constructor(length: number) {
    this.#read = new Uint8Array(length);
  }

  isFree(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (this.#read[at] === 1) return false;
    return true;
  }

  take(start: number, end: number): void {
    this.#read.fill(1, start, end);
    this.#covered = null;
  }

  /** Returns `text` with a character that belongs to no word in place of what was taken. */
  over(text: string): string {
    if (this.#covered?.text === text) return this.#covered.result;
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
    const result = out + text.slice(from);
    this.#covered = { text, result };
    return result;
  }
}
