/**
 * Folds a text for the search: ignores case, accents, ligatures, and the shapes of quotation marks,
 * dashes and white space. White space of any kind and length becomes one space; nothing is trimmed.
 * Linear; plain ASCII costs almost nothing.
 */
export function foldForSearch(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replace(BLANKS, ' ');
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(DROPPED, '')
    .replace(LETTERS, (letter) => LETTER[letter] ?? letter)
    .replace(BLANKS, ' ');
}

/**
 * Folds a text that is searched, or a query: as `foldForSearch`, with the digits of a number joined,
 * whether it is written “1 200”, “1,200”, “1.200” or “1'200”. A joined number that had no spaces
 * also follows the text as it was written, so that “3.14” finds “3.141”.
 */
export function foldSearched(text: string): string {
  const folded = foldForSearch(text);
  const written = folded.match(GROUPED)?.filter((number) => !number.includes(' ')) ?? [];
  return [joinDigits(folded), ...written].join('\n');
}

/** Joins the digits of each number of a folded text that is written in groups of three. */
export function joinDigits(folded: string): string {
  return folded.replace(GROUPED, (number) => number.replace(SEPARATORS, ''));
}

/** A number in groups of three digits, all with the same separator. */
export const GROUPED = /(?<!\d)\d{1,3}(?:(?: \d{3})+|(?:,\d{3})+|(?:\.\d{3})+|(?:'\d{3})+)(?!\d)/g;
const SEPARATORS = /[ ,.']/g;
const PLAIN = /^[\t\n\r -~]*$/;
const BLANKS = /\s+/g;
/**
 * Accents and points above or below Latin, Greek, Cyrillic, Hebrew and Arabic letters, and
 * invisible characters. In other scripts such marks are vowels, and stay.
 */
const DROPPED_RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x0300, 0x036f],
  [0x0483, 0x0487],
  [0x0591, 0x05bd],
  [0x05bf, 0x05bf],
  [0x05c1, 0x05c2],
  [0x05c4, 0x05c5],
  [0x05c7, 0x05c7],
  [0x064b, 0x065f],
  [0x0670, 0x0670],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20ff],
  [0xfe20, 0xfe2f],
  // The soft hyphen, zero-width spaces, direction marks.
  [0x00ad, 0x00ad],
  [0x200b, 0x200f],
  [0x2060, 0x2060],
  [0xfeff, 0xfeff],
];
const DROPPED = new RegExp(
  `[${DROPPED_RANGES.map((range) => range.map((code) => `\\u{${code.toString(16)}}`).join('-')).join('')}]`,
  'gu',
);
/** Characters without a decomposition that people type as other letters or signs. */
const LETTER: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  ʼ: "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '⁄': '/',
};
const LETTERS = new RegExp(`[${Object.keys(LETTER).join('')}]`, 'g');
