import { segmenterFor } from './segmenter-for';
import type { TextRange } from './text-model';

/** A longer quotation is split into its sentences like any text, in UTF-16 units. */
const QUOTATION_REACH = 600;

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/u));
}

/** Abbreviations whose full stop never ends a sentence. */
const NEVER_LAST = words(
  `m mm mme mmes mlle mr mrs ms dr pr prof st ste gén gen col capt lt sgt gov sen rep rev hon mgr
   cf ex vs env approx ca circa apr av janv févr avr juil sept oct nov déc jan feb aug dec tél ibid
   éd eds coll resp max min bzw ggf vgl mio mrd abs nr hrsg kap abb bd geb gest evtl inkl exkl sog`,
);
/**
 * Abbreviations whose full stop ends no sentence before a number: "p. 12", but "the answer was no."
 */
const BEFORE_NUMBER = words('no nos n nº p pp art fig figs vol chap ch v al § éq tab');
/** Abbreviations that may end a sentence: they do before a word that often starts one. */
const MAYBE_LAST = words('inc ltd corp co llc plc cie sa jr sr al bros dept univ');
/** Words before an ordinal number with a full stop, as in "am 4. März" and "der 2. Platz". */
const BEFORE_ORDINAL = words(
  `am vom zum zur im beim ab bis seit der die das dem den des ein eine einem einen einer eines jeder
   jede jedes jeden jedem dieser diese dieses diesen diesem sein seine seinen seinem seiner ihr ihre
   ihren ihrem ihrer und oder`,
);
const ORDINAL_NOUN =
  /^(?:Jän|Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahrhundert|Jahrtausend|Quartal|Halbjahr|Klasse|Platz|Rang|Stock|Auflage|Weltkrieg|Mal(?!\p{L}))/u;
/** Those that begin no sentence in another language, so that they show German by themselves. */
const GERMAN_NOUN =
  /^(?:(?:Jänner|Januar|Februar|März|Juni|Juli|Oktober|Dezember|Quartal|Halbjahr|Jahrhundert|Jahrtausend|Weltkrieg)s?(?!\p{L})|Mai \d{4}(?!\d))/u;
const OPENERS = words(
  `le la les l un une des du il elle ils elles on nous ce cet cette ces cela ceci en dans pour par
   selon mais et or ainsi si sur après avant depuis the a an it its this these that those in on at
   but and he she they we you for with after before since however meanwhile`,
);

/** Returns whether the full stop at the end of `before` belongs to an abbreviation. */
function endsInAbbreviation(before: string, after: string): boolean {
  const tail = before.trimEnd().slice(-24);
  const match = /(?<![\p{L}\p{N}])((?:\p{L}\.[-\u2010\u2011]?)+|[\p{L}\p{N}§º]+\.)$/u.exec(tail);
  if (match === null) return false;
  const word = (match[1] ?? '').slice(0, -1).toLowerCase();
  const next = /^[^\p{L}\p{N}]*([\p{L}\p{N}]+)/u.exec(after.slice(0, 48))?.[1]?.toLowerCase() ?? '';
  if (/^\p{N}/u.test(next) && (BEFORE_NUMBER.has(word) || /^\p{L}$/u.test(word))) return true;
  if (NEVER_LAST.has(word)) return true;
  // Initials, as in "J. R. Smith" or "U.S."
  const initials = /^(?:\p{L}|(?:\p{L}\.[-\u2010\u2011]?)+\p{L})$/u.test(word);
  return (initials || MAYBE_LAST.has(word)) && !OPENERS.has(next);
}

/**
 * Returns whether the full stop at the end of `before` makes its number an ordinal, in German: before
 * a noun with a capital letter, UAX 29 splits there.
 */
function endsInOrdinal(before: string, after: string, language: string): boolean {
  const isGerman = /^de(?:-|$)/iu.test(language);
  if (!isGerman && !GERMAN_NOUN.test(after)) return false;
  const found = /(?<![\p{L}\p{N}.,])(?:(\p{L}+) )?\d{1,2}\.\s*$/u.exec(before);
  if (found === null) return false;
  return ORDINAL_NOUN.test(after) || BEFORE_ORDINAL.has((found[1] ?? '').toLowerCase());
}

/** Returns whether a name like "C3.Ai" goes on at `start`. A sentence has a space before it. */
function isOneName(line: string, end: number, start: number): boolean {
  if (end !== start || !/[\p{L}\p{N}]\.$/u.test(line.slice(Math.max(0, end - 2), end)))
    return false;
  const next = /^\p{Script=Latin}{1,20}/u.exec(line.slice(start, start + 20))?.[0];
  return next !== undefined && !OPENERS.has(next.toLowerCase());
}

/** The marks that open a quotation, with those that close it. German closes with the mark “. */
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['«', '»'],
  ['“', '”'],
  ['„', '“'],
]);

/** Keeps track of quotations, so that none is split. */
class Quotations {
  #close: string | null = null;
  readonly #lastAt: ReadonlyMap<string, number>;

  constructor(readonly line: string) {
    const closers = [...CLOSERS.values(), '"'];
    this.#lastAt = new Map(closers.map((mark) => [mark, line.lastIndexOf(mark)]));
  }

  read(from: number, to: number): void {
    for (const { 0: mark, index } of this.line.slice(from, to).matchAll(/[«»“”„"]/gu)) {
      if (this.#close !== null) {
        if (mark === this.#close) this.#close = null;
        continue;
      }
      this.#close = CLOSERS.get(mark) ?? null;
      if (mark === '"' && this.#opens(from + index)) this.#close = '"';
    }
  }

  /** Returns whether a quotation is open at `at` and closes soon. Drops one that never closes. */
  isOpen(at: number): boolean {
    if (this.#close === null) return false;
    const closes =
      (this.#lastAt.get(this.#close) ?? -1) >= at &&
      this.#closesSoon(this.line.slice(at, at + QUOTATION_REACH), this.#close);
    if (!closes) this.#close = null;
    return closes;
  }

  /** A mark that opens again before it closes does not count as open. */
  #closesSoon(ahead: string, close: string): boolean {
    const at = ahead.indexOf(close);
    const [open] = [...CLOSERS].find(([, closer]) => closer === close) ?? [];
    const again = open === undefined ? -1 : ahead.indexOf(open);
    return at >= 0 && (again < 0 || again > at);
  }

  /** Inches and seconds use the same mark. */
  #opens(at: number): boolean {
    return (
      (at === 0 || /[\s(['’*]/u.test(this.line.charAt(at - 1))) &&
      /\S/u.test(this.line.charAt(at + 1))
    );
  }
}

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/**
 * Returns the sentences of one line without white space at their ends, in UTF-16 units: those of
 * UAX 29 in the language (BCP 47), but not split after abbreviations and initials, after a bare
 * number, inside a quotation, or before a lower-case letter. A part without letters and digits
 * belongs to the sentence before it. Linear.
 *
 * https://www.unicode.org/reports/tr29/#Sentence_Boundaries
 */
export function splitSentences(line: string, language: string): TextRange[] {
  const sentences: { start: number; end: number }[] = [];
  const quotations = new Quotations(line);
  let open = false;
  /** Whether the sentence so far has more than a number like "1." */
  let lettered = false;
  for (const { index, segment } of segmenterFor(language, 'sentence').segment(line)) {
    const end = index + segment.length;
    const last = sentences.at(-1);
    let start = index;
    // UAX 29 splits before a closing mark that French separates with a space; the mark belongs to
    // what it closes. A straight mark before a word opens a quotation.
    const closing =
      last === undefined ? null : /^(?:[»”’)\]]|"(?![\p{L}\p{N}]))+\s*/u.exec(segment);
    if (last !== undefined && closing !== null) {
      start += closing[0].length;
      last.end = start;
      quotations.read(index, start);
      open = quotations.isOpen(start);
    }
    if (start === end) continue;
    const words = line.slice(start, end);
    const joins: boolean =
      last !== undefined &&
      (open ||
        !hasWords(words) ||
        /^[^\p{L}\p{N}]{0,4}\p{Ll}/u.test(words) ||
        !lettered ||
        isOneName(line, last.end, start) ||
        endsInAbbreviation(line.slice(Math.max(last.start, last.end - 32), last.end), words) ||
        endsInOrdinal(line.slice(Math.max(last.start, last.end - 32), last.end), words, language));
    if (joins && last !== undefined) last.end = end;
    else sentences.push({ start, end });
    lettered = (joins && lettered) || /\p{L}/u.test(words);
    quotations.read(start, end);
    open = quotations.isOpen(end);
  }
  return sentences
    .map((sentence) => trimmed(line, sentence))
    .filter(({ start, end }) => start < end);
}

/** Returns the sentences of all lines of a text, whatever its language. */
export function sentencesOfLines(text: string): TextRange[] {
  let next = 0;
  return text.split('\n').flatMap((line) => {
    const from = next;
    next += line.length + 1;
    return splitSentences(line, '').map(({ start, end }) => ({
      start: from + start,
      end: from + end,
    }));
  });
}

/** Returns the range without the white space at its ends. */
export function trimmed(text: string, range: TextRange): TextRange {
  let { start, end } = range;
  while (start < end && /\s/u.test(text.charAt(start))) start++;
  while (end > start && /\s/u.test(text.charAt(end - 1))) end--;
  return { start, end };
}
