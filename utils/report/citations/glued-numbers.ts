/*
 * Numbers that a tool glues to the end of a sentence, as in "… milliards.1" and "… in 2024.3, 5".
 * They cite the entries of a numbered list, and look like parts of figures.
 */

/** Abbreviations that a number belongs to, as in "No.5" and "fig.2". */
const BEFORE_NUMBER = new Set(
  (
    'no nr num nº n° vol v ver vers p pp pg pag pág fig figs abb art arts ch chap cap kap sec sect ' +
    '§ eq eqn tab al op ed éd cf ca vs nos st str bd hft rev'
  ).split(' '),
);
/** Words after which a number of four digits is a version, not a year. */
const BEFORE_VERSION = new Set(
  'version versions versión versione versão versie release build update édition edition'.split(' '),
);
const YEAR_WORDS = new Set(
  'year years jahr jahre jahres année années año años anno ano'.split(' '),
);

/** The names of the months in the languages that reports come in. */
function monthNames(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const language of ['en', 'fr', 'de', 'es', 'it', 'pt', 'nl', 'pl', 'sv', 'ru', 'tr']) {
    const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' });
    for (let month = 0; month < 12; month += 1) {
      const parts = format.formatToParts(new Date(2025, month, 15));
      const name = parts.find(({ type }) => type === 'month')?.value;
      if (name !== undefined) names.add(name.toLowerCase());
    }
  }
  return names;
}
let months: ReadonlySet<string> | null = null;

/** German closes quotations with “ and ‘, or with « and ‹. */
const SENTENCE_END = /([.!?…。！？,;:])((?:[*_"'”’“‘»«›‹）)\]]|[ \u00A0\u202F]»){0,4})$/u;
const STARTS_SENTENCE =
  /^[*_"”»)\]]{0,4}(?:$|[\r\n|<[!]|\s+(?:$|[\p{Lu}\p{Lo}\p{Nd}«“"„‚»›([*_|<!]))/u;

/**
 * Returns what a number glued to `before`, and followed by `after`, is: a mark that cites, a part of
 * a figure, or unclear. A mark follows a word, or a year at the end of its sentence. Prices,
 * versions and decimals are figures.
 */
export function gluedMeaning(before: string, after: string): 'mark' | 'figure' | 'unclear' {
  if (!/^(?:[*_"”»)\]]|\s|$|[.,;|<[!])/u.test(after)) return 'figure';
  const ending = SENTENCE_END.exec(before);
  if (ending === null) return /[»”]$/u.test(before) ? 'mark' : 'figure';
  const [whole, point = '', closers = ''] = ending;
  const words = before.slice(0, before.length - whole.length);
  const isStop = /[.!?…。！？]/u.test(point);
  if (!/\p{N}$/u.test(words)) {
    if (!/[\p{L}\p{M}%‰€$£¥°"'”’“‘»«›‹）)\]*_`]$/u.test(words)) return 'figure';
    const word = /(?<![\p{L}\p{M}§°º])[\p{L}\p{M}§°º]+$/u.exec(words)?.[0].toLowerCase() ?? '';
    if (point !== '.' || closers !== '') return isStop || word !== '' ? 'mark' : 'figure';
    const isInitial = /^\p{L}$/u.test(word) && !/\p{L}\.\p{L}$/u.test(words);
    const isLatin = !/[\p{Lo}]/u.test(word);
    return BEFORE_NUMBER.has(word) || (isInitial && isLatin) ? 'figure' : 'mark';
  }
  // A comma or a point between two numbers is mostly inside a figure.
  if (!isStop || !STARTS_SENTENCE.test(after)) return 'figure';
  if (point !== '.' || closers !== '') return 'mark';
  const figure = /(?<!\d)\d+$/u.exec(words)?.[0] ?? '';
  const left = words.slice(0, words.length - figure.length);
  if (/[.,$€£¥\p{L}]$/u.test(left)) return 'figure';
  if (left.trim() === '' || /^[-+*>\s]*$/u.test(left)) return 'figure';
  const word = /(?<![\p{L}\p{M}.])([\p{L}\p{M}.]+)[\s(]{1,3}$/u.exec(left)?.[1] ?? '';
  const isYear = /^(?:1[5-9]|20)\d\d$/u.test(figure);
  if (!isYear) return /^[*_"”»)\]]{0,4}\s*$/u.test(after) ? 'unclear' : 'figure';
  if (BEFORE_VERSION.has(word.toLowerCase())) return 'figure';
  if (/^\p{Ll}/u.test(word) || /[–—/-]$/u.test(left)) return 'mark';
  months ??= monthNames();
  const folded = word.toLowerCase();
  return months.has(folded) || YEAR_WORDS.has(folded) ? 'mark' : 'unclear';
}

const GLUED =
  /[\p{L}%”“‘»«›‹)*_][.!?…][*_"'”’“‘»«›‹)\]]{0,4}([1-9]\d{0,2})(?:,[ \u00A0]?[1-9]\d{0,2}){0,20}(?=\s|$)/gu;
/** Code between fences, up to the end of the text if they are open, and code in a line. */
const CODE =
  /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:(`{3,})(?=[^`\r\n]*$)|(~{3,}))[\s\S]*?(?:^[ \t>]*(?:\1\2)[`~]*[ \t]*$|(?![\s\S]))|(?<![`\\])(`{1,9})(?!`).{1,500}?(?<!`)\3(?!`)/gmu;
const BRACKETED = /\[\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,50}\](?![(:])/gu;

/** Counts the marks in a report outside of its code, to tell whether its glued numbers cite. */
export class MarkCounter {
  #glued = 0;
  #bracketed = 0;
  readonly #numbers = new Set<number>();
  /** The numbers in brackets, apart from those at the start of a line, as in a list of sources. */
  readonly bracketed = new Set<number>();

  read(source: string): void {
    const words = source.replace(CODE, '`');
    for (const [, number] of words.matchAll(GLUED)) {
      this.#glued += 1;
      this.#numbers.add(Number(number));
    }
    for (const { 0: mark, index } of words.matchAll(BRACKETED)) {
      this.#bracketed += 1;
      const isFirst = /(?:^|[\r\n])[ \t>]*$/u.test(words.slice(Math.max(0, index - 40), index));
      if (!isFirst)
        for (const number of mark.match(/\d+/gu) ?? []) this.bracketed.add(Number(number));
    }
  }

  /** Whether the report has numbers that can name entries of a list. */
  get hasMarks(): boolean {
    return this.#glued + this.#bracketed > 0;
  }

  /** Whether the report cites by glued numbers. A report has one kind of numbers. */
  get citesGlued(): boolean {
    return this.#glued > this.#bracketed;
  }

  /** Whether it clearly does, also without a list: several numbers, from 1 on. */
  get isSeries(): boolean {
    return this.citesGlued && [1, 2, 3].every((number) => this.#numbers.has(number));
  }
}
