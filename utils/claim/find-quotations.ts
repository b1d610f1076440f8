import { blankLetterBrackets, withoutSic } from '@/utils/quote/quote-marks';
import { foldStrictly } from '@/utils/quote/strict-fold';
import { trimmed } from '@/utils/text/split-sentences';
import type { TextRange } from '@/utils/text/text-model';
import { sentencesOf } from './closest-sentence';

const PAIRS: ReadonlyMap<string, string> = new Map([
  ['«', '»'],
  ['“', '”'],
  ['„', '“„”'],
  ['"', '"'],
  ['‘', "’'"],
  ["'", "'’"],
  ['「', '」'],
  ['『', '』'],
]);
/**
 * The maximum length of a quotation in UTF-16 units. A quotation mark without an end within this
 * length opens nothing.
 */
const LONGEST = 1200;
/** The same between single marks, which are also apostrophes. */
const LONGEST_SINGLE = 300;

/**
 * Finds the quotations in a text, without their marks and the white space inside the marks; only
 * the outermost. Linear.
 */
export function findQuotations(text: string): TextRange[] {
  const found: TextRange[] = [];
  const opening = /[«“„"‘'「『]/gu;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const [mark] = match;
    const { index } = match;
    if (isApostrophe(mark) ? !opensSingle(text, index) : mark === '"' && !opensDouble(text, index))
      continue;
    const close = closingOf(text, index, mark);
    if (close < 0) continue;
    let start = index + 1;
    let end = close;
    while (start < end && /\s/u.test(text.charAt(start))) start++;
    while (end > start && /\s/u.test(text.charAt(end - 1))) end--;
    if (/\p{L}{2}/u.test(text.slice(start, end))) found.push({ start, end });
    opening.lastIndex = close + 1;
  }
  return found;
}

/**
 * Returns the rest of a quotation that a text opens and that closes in the words `behind` it, with
 * its closing mark; null if there is none.
 */
export function restOfQuotation(text: string, behind: string): string | null {
  const next = behind.slice(0, LONGEST).replace(/^\s+(?=[,.;:!?…])/u, '');
  const whole = text + next;
  const cut = findQuotations(whole).find(
    ({ start, end }) => start < text.length && !text.slice(end).trim(),
  );
  if (cut === undefined) return null;
  const close = cut.end + (/^\s*/u.exec(whole.slice(cut.end))?.[0].length ?? 0);
  return close < text.length ? null : whole.slice(text.length, close + 1);
}

const isApostrophe = (mark: string): boolean => mark === '‘' || mark === "'";

/** A block that looks like quoted text, but has words of the report. */
const CALLOUT =
  /^\P{L}{0,8}(?:note|nota|n\.? ?b\.?|info|tip|hint|important|warning|caution|summary|takeaways?|key (?:points?|takeaways?|findings?)|in (?:short|brief)|remarque|attention|avertissement|résumé|en (?:bref|résumé)|à (?:retenir|noter)|points? clés?|synthèse|hinweis|achtung|wichtig|fazit)(?!\p{L})/iu;
/** Who said it, behind a quotation: "— Ann Lee, The Gazette". */
const ATTRIBUTION = /(?:^|\s)[—–―]+\s*\p{Lu}[^.!?—–―]{1,80}$/u;

/**
 * Finds the quotations in a block of quoted text: those in marks, or else each of its sentences.
 */
export function quotedIn(text: string): TextRange[] {
  const marked = findQuotations(text);
  if (marked.length > 0 || CALLOUT.test(text)) return marked;
  const lines = [...text.matchAll(/[^\n]+/gu)];
  return lines.flatMap(({ 0: line, index }) => {
    const said = line.slice(0, ATTRIBUTION.exec(line)?.index);
    return sentencesOf(said)
      .map(({ start, end }) => trimmed(text, { start: index + start, end: index + end }))
      .filter(({ start, end }) => /\p{L}{2}/u.test(text.slice(start, end)));
  });
}

function opensDouble(text: string, at: number): boolean {
  return (
    /(?:^|[\s([{'’*—–-])$/u.test(text.slice(Math.max(0, at - 1), at)) &&
    /^\S/u.test(text.slice(at + 1, at + 2))
  );
}

function opensSingle(text: string, at: number): boolean {
  return (
    /(?:^|[\s([{—–])$/u.test(text.slice(Math.max(0, at - 1), at)) &&
    /^\p{L}/u.test(text.slice(at + 1, at + 3))
  );
}

/** An apostrophe between letters closes nothing. */
function closesSingle(text: string, at: number): boolean {
  return (
    /\S$/u.test(text.slice(Math.max(0, at - 1), at)) &&
    !/^[\p{L}\p{N}]/u.test(text.slice(at + 1, at + 3))
  );
}

/** Returns where the quotation that opens at `open` closes; -1 if it does not close. */
function closingOf(text: string, open: number, mark: string): number {
  const marks = PAIRS.get(mark) ?? '';
  const single = isApostrophe(mark);
  const end = Math.min(text.length, open + (single ? LONGEST_SINGLE : LONGEST));
  let depth = 0;
  for (let at = open + 1; at < end; at++) {
    const char = text.charAt(at);
    if (single) {
      if (marks.includes(char) && closesSingle(text, at)) return at;
    } else if (marks.includes(char)) {
      if (depth === 0) return at;
      depth -= 1;
    } else if (char === mark && mark !== '"') depth += 1;
  }
  return -1;
}

/** Chinese, Japanese and Thai have no blanks between words. */
const LETTER =
  /(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}]/u;

/**
 * A text in which quotations are searched, with the folding of the judge and without regard to
 * case.
 */
export class QuotationIndex {
  readonly #text: string;

  constructor(text: string) {
    this.#text = folded(text);
  }

  /**
   * Returns whether the text contains the words, also those in brackets. Omissions and `[sic]` are
   * allowed.
   */
  holds(quotation: string): boolean {
    return readingsOf(quotation).some((parts) => this.#holdsInOrder(parts));
  }

  /** The same, where words in brackets are the author's, and may replace words of the text. */
  holdsAroundBrackets(quotation: string): boolean {
    const plain = folded(withoutSic(quotation));
    return this.#holdsInOrder(piecesOf(plain.replace(INSERTION, ' ... ')));
  }

  #holdsInOrder(parts: readonly string[]): boolean {
    let from = 0;
    for (const part of parts) {
      const at = this.#find(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return parts.length > 0;
  }

  #find(part: string, from: number): number {
    const text = this.#text;
    for (let at = text.indexOf(part, from); at >= 0; at = text.indexOf(part, at + 1)) {
      const end = at + part.length;
      const cutsBefore = LETTER.test(text.charAt(at - 1)) && LETTER.test(part.charAt(0));
      const cutsAfter = LETTER.test(text.charAt(end)) && LETTER.test(part.charAt(part.length - 1));
      if (!cutsBefore && !cutsAfter) return at;
    }
    return -1;
  }
}

const folded = (text: string): string => foldStrictly(blankLetterBrackets(text)).lower;

/** Brackets around whole words: neither an omission, nor a remark, nor a part of a word. */
const INSERTION = new RegExp(
  `(?<!${LETTER.source})\\[(?!(?:\\.\\.\\.|…|sic[.!]?\\])|\\p{L}\\]['’]?${LETTER.source})[^[\\]]{1,100}\\](?!${LETTER.source})`,
  'giu',
);

/**
 * Finds the words in brackets in quoted words, without a first letter whose case an author changed.
 */
export function findInsertions(text: string, { start, end }: TextRange): TextRange[] {
  return [...text.slice(start, end).matchAll(INSERTION)].map(({ 0: words, index }) => ({
    start: start + index,
    end: start + index + words.length,
  }));
}

/** Returns the ways to read quoted words: with the brackets as the text has them, and without. */
function readingsOf(quotation: string): string[][] {
  const whole = folded(quotation);
  const plain = folded(withoutSic(quotation));
  const unbracketed = plain.replace(/\[(?!\.\.\.)([^\]]{1,40})\]/gu, '$1');
  return [...new Set([whole, plain, unbracketed])].map(piecesOf);
}

/** Returns the pieces of folded words between the omissions. They must follow each other. */
function piecesOf(words: string): string[] {
  return words
    .split(/(?<!\s)\s*(?:\[\s?\.{3,4}\s?\]|\(\s?\.{3,4}\s?\)|\.{3,4})\s*/u)
    .map((piece) => piece.replace(/^[\s"'.,;:!?]+|(?<![\s"'.,;:!?])[\s"'.,;:!?]+$/gu, ''))
    .filter((piece) => /\p{L}/u.test(piece));
}
