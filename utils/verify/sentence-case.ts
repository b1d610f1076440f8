import { lowerUnits } from '@/utils/quote/strict-fold';

/**
 * Units and symbols in which the case of the first letter matters: `Mm` is not `mm`. Listed in
 * lower case.
 */
const CASED_SYMBOLS = new Set(
  'mm ms mg ml mb mj mw mv ma mhz pa hz pb kb gb tb kg km kw cd ci mo us it'.split(' '),
);
/** One-letter words that may start a sentence. Any other single letter is a symbol. */
const ONE_LETTER_WORDS = new Set(['a', 'à', 'y', 'o', 'ô', 'e', 'i']);
/** Abbreviations whose full stop does not end a sentence. */
const ABBREVIATIONS = new Set(
  'prof gen sen gov rev capt sgt inc ltd corp dept hon vol fig approx vs etc mme mlle mrs cie art chap ing min max'.split(
    ' ',
  ),
);

/** The letter and the apostrophe that French puts before a vowel: the "L'" of "L'eau". */
const ELISION = /^[cdjlmnst]'$/iu;

function wordAt(text: string, at: number): string {
  return /^[\p{L}\p{M}\p{N}]+(?:(?<=^\p{L})'(?=\p{L}))?/u.exec(text.slice(at, at + 64))?.[0] ?? '';
}

/** "The"/"the" are ordinary words; "US"/"us", "mW"/"MW" and "K"/"k" are not. */
function isOrdinaryWord(word: string): boolean {
  const lower = lowerUnits(word);
  if (CASED_SYMBOLS.has(lower)) return false;
  if (ELISION.test(word)) return true;
  if (word.length === 1) return ONE_LETTER_WORDS.has(lower);
  const rest = word.slice(1);
  return rest === lowerUnits(rest) && /^[\p{L}\p{M}]+$/u.test(rest);
}

/** Returns whether a sentence starts at `at`, judged by the text before it in the quote. */
function startsSentence(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 48), at);
  if (!/[\p{L}\p{N}]/u.test(text.slice(0, at))) return true;
  const stop = /([\p{L}\p{N}.'-]*)([.!?]+)["')\]]*\s*["'([]*$/u.exec(before);
  if (stop === null || !/[\s"]/u.test(before.slice(stop.index + (stop[1]?.length ?? 0)))) {
    return false;
  }
  const last = stop[1] ?? '';
  const mark = stop[2] ?? '';
  if (mark !== '.') return true;
  return last.length >= 3 && !last.includes('.') && !ABBREVIATIONS.has(lowerUnits(last));
}

/**
 * Returns whether two strictly folded texts that are equal in lower case differ in case only where
 * an editor may change it: at the first letter of the quote or of a sentence in it, in an ordinary
 * word.
 */
export function differsOnlyInSentenceCase(quote: string, passage: string): boolean {
  if (quote.length !== passage.length) return false;
  for (let i = 0; i < quote.length; i++) {
    if (quote[i] === passage[i]) continue;
    const previous = quote.slice(Math.max(0, i - 2), i);
    if (/[\p{L}\p{N}\p{M}]$/u.test(previous)) return false;
    if (!isOrdinaryWord(wordAt(quote, i)) || !isOrdinaryWord(wordAt(passage, i))) return false;
    if (!startsSentence(quote, i)) return false;
  }
  return true;
}
