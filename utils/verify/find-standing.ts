import type { CheckFlag, TextQuoteSelector } from '@/utils/model/evidence';
import { withoutBorrowedWords } from '@/utils/quote/borrowed-words';
import { type ContextKept, contextComparer } from '@/utils/quote/compare-context';
import {
  findChangedInPlace,
  matchTextQuote,
  type QuoteCandidate,
} from '@/utils/quote/match-text-quote';
import { missingRangePartner } from '@/utils/quote/range-partner';
import { foldStrictly, foldWhiteSpace, strictFoldOf } from '@/utils/quote/strict-fold';
import { marksInside, strikesTheSame } from '@/utils/quote/text-marks';
import { growToTokens, standsOnWholeTokens } from '@/utils/quote/token-bounds';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import type { JudgedPin } from './judgement';
import type { QuoteReading } from './quote-readings';
import { differsOnlyInSentenceCase } from './sentence-case';

/** A cut short quote counts as "close" only where a figure was cut: "art" is in every "start". */
const SHORT = 20;

/** Two figures in two blocks ("12" and "300" in a table's cells) that would read as one. */
const SPLIT_FIGURE = /(?<!\p{N})\p{N}{1,3}[^\S\n]*\n\s*\p{N}{3}(?!\p{N})/u;

/** Returns whether a match begins or ends inside a ligature, as "law" does in "\uFB02aw". */
function cutsLigature(there: string, folded: string): boolean {
  const first = foldStrictly(/^\p{L}/u.exec(there)?.[0] ?? '').text;
  const last = foldStrictly(/\p{L}$/u.exec(there)?.[0] ?? '').text;
  return (
    (first.length > 1 && !folded.startsWith(first)) || (last.length > 1 && !folded.endsWith(last))
  );
}

/** How a quote stands at one place: letter for letter, in other typography, or not. */
function standingAs(
  model: TextModel,
  quote: string,
  place: QuoteCandidate,
): 'verbatim' | 'typographic' | null {
  if (!standsOnWholeTokens(model.text, place)) return null;
  const there = model.text.slice(place.start, place.end);
  if (cutsLigature(there, place.folded)) return null;
  if (SPLIT_FIGURE.test(there) && !SPLIT_FIGURE.test(quote)) return null;
  if (foldWhiteSpace(there) === foldWhiteSpace(quote)) return 'verbatim';
  const wanted = foldStrictly(quote).text.trim();
  return place.folded === wanted || differsOnlyInSentenceCase(wanted, place.folded)
    ? 'typographic'
    : null;
}

/** A place where a quote stands, and how. */
export type Standing = QuoteCandidate & {
  readonly as: 'verbatim' | 'typographic';
  readonly flags: readonly CheckFlag[];
};

/** The recorded surroundings; '' where none were. */
export function selectorOf(pin: JudgedPin, exact: string): TextQuoteSelector {
  return {
    exact,
    prefix: pin.selectors.quote?.prefix ?? '',
    suffix: pin.selectors.quote?.suffix ?? '',
  };
}

/** Surroundings were recorded as bare text, and are compared with bare text. */
function keptOf(model: TextModel, selector: TextQuoteSelector, place: TextRange): ContextKept {
  const fold = strictFoldOf(model);
  return contextComparer(fold, selector)(fold.toFolded(place.start), fold.toFolded(place.end));
}

/** What stands there strikes out the same words as the quote, as far as that was recorded. */
export function standsAsStruck(model: TextModel, pin: JudgedPin, place: TextRange): boolean {
  if (model.marks === undefined && pin.marks === undefined) return true;
  return strikesTheSame(
    { text: pin.quote ?? '', marks: pin.marks ?? [] },
    { text: model.text.slice(place.start, place.end), marks: marksInside(model, place) },
  );
}

/** Whether the recorded words still stand on this side: near enough is not changed. */
function holds(kept: number | null): boolean {
  return kept === null || kept >= 0.9;
}

export interface Places {
  readonly standing: readonly Standing[];
  /** Where the closest passage stands, if the quote stands nowhere. */
  readonly close: QuoteCandidate | null;
}

/** Whether all that was recorded beside a quote stands beside this place. */
export function isHeld({ kept }: Standing): boolean {
  return holds(kept.before) && holds(kept.after);
}

/**
 * Where a quote stands by one reading of a page, and what comes closest. Words that stand
 * elsewhere alone, while a version of them stands between the neighbours that the quote had,
 * are not where they were: such a quote stands nowhere.
 */
export function findStanding(model: TextModel, pin: JudgedPin, reading: QuoteReading): Places {
  const quote = reading.quote.trim();
  const selector = selectorOf(pin, quote);
  const hints = { position: pin.selectors.position, limit: Number.POSITIVE_INFINITY };
  const candidates = matchTextQuote(reading.page, selector, hints);
  const standing: Standing[] = [];
  const borrowing: QuoteCandidate[] = [];
  for (const candidate of candidates) {
    const as = candidate.exact ? standingAs(reading.page, quote, candidate) : null;
    if (as === null || !standsAsStruck(model, pin, candidate)) continue;
    if (missingRangePartner(reading.page.text, candidate, selector) !== null) continue;
    const kept = reading.page === model ? candidate.kept : keptOf(model, selector, candidate);
    const own = withoutBorrowedWords(model, quote, candidate, kept);
    const context = (kept.before ?? 0) + (kept.after ?? 0);
    if (own === null) standing.push({ ...candidate, kept, context, as, flags: reading.flags });
    else borrowing.push({ ...candidate, ...own });
  }
  if (reading.page !== model) standing.sort((a, b) => b.context - a.context);
  const changed = standing.some(isHeld) ? null : findChangedInPlace(reading.page, selector);
  if (changed !== null) return { standing: [], close: changed };
  const close = [...borrowing, ...candidates].find((place) => {
    if (quote.length >= SHORT || standsOnWholeTokens(model.text, place)) return true;
    const grown = growToTokens(model.text, place);
    return /\p{N}/u.test(model.text.slice(grown.start, grown.end));
  });
  return { standing, close: close ?? null };
}
