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

/** Signs of figures that some pages show as the name of their HTML entity. */
const ENTITIES: Readonly<Record<string, string>> = {
  percnt: '%',
  euro: '€',
  pound: '£',
  dollar: '$',
  nbsp: ' ',
  thinsp: ' ',
  deg: '°',
};
const ENTITY = /&([a-z]{3,6});/gu;

/** Replaces "400&percnt;" by "400%" and blanks. */
const withoutEntities = (text: string): string =>
  text.includes('&')
    ? text.replace(ENTITY, (whole, name: string) => {
        const sign = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
        return sign === undefined ? whole : sign.padEnd(whole.length);
      })
    : text;

/** Linear. */
export function scanText(original: string): ScanText {
  const plain = withoutEntities(original)
    .replace(/[^\S\n\t]/gu, ' ')
    .replace(/[\u2010\u2011\u2212]/gu, '-')
    .replace(/[\u2018\u2019\u02BC]/gu, "'");
  return { original, plain, lower: lowerUnits(plain) };
}

/**
 * The letters and the numerals of common scripts that are one UTF-16 unit, with some marks between
 * them.
 */
const RANGES: Readonly<Record<string, string>> = {
  '\\p{L}':
    'A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02c1\\u0370-\\u1fff\\u2c00-\\u2dff\\u3005\\u303b\\u3040-\\ud7ff\\uf900-\\ufdff\\ufe70-\\ufefc\\uff21-\\uff3a\\uff41-\\uffdc',
  '\\p{N}':
    '0-9\\u00b2\\u00b3\\u00b9\\u00bc-\\u00be\\u0660-\\u0669\\u2070-\\u2089\\u2150-\\u218b\\u2460-\\u249b\\uff10-\\uff19',
};

/**
 * Returns a pattern with fewer ranges of letters and numerals. `\p{L}` has more than 600, and
 * compiling them is a third of the time in which the claims of a short report are checked. For
 * patterns of English and French words, which only need to know where a word ends.
 */
export function quick({ source, flags }: RegExp): RegExp {
  let inClass = false;
  const ranged = source.replace(/\\p\{[LN]\}|\\[\s\S]|[[\]]/gu, (part) => {
    if (part === '[') inClass = true;
    if (part === ']') inClass = false;
    const ranges = RANGES[part];
    if (ranges === undefined) return part;
    return inClass ? ranges : `[${ranges}]`;
  });
  return new RegExp(ranged, flags);
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
