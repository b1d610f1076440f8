import type { CheckFlag, TextQuoteSelector } from '@/utils/model/evidence';
import { withoutBorrowedWords } from '@/utils/quote/borrowed-words';
import { type ContextKept, contextComparer } from '@/utils/quote/compare-context';
import { isRecordedNeighbour } from '@/utils/quote/leave-neighbours';
import {
  findChangedInPlace,
  matchTextQuote,
  type QuoteCandidate,
} from '@/utils/quote/match-text-quote';
import { haveSameStrikes, marksInside } from '@/utils/quote/quote-marks';
import { missingRangePartner } from '@/utils/quote/range-partner';
import { foldStrictly, foldWhiteSpace, strictFoldOf } from '@/utils/quote/strict-fold';
import { coversWholeTokens, growToTokens } from '@/utils/quote/token-bounds';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import type { JudgedPin } from './judgement';
import type { QuoteReading } from './quote-readings';
import { differsOnlyInSentenceCase } from './sentence-case';

/**
 * A short quote that is cut counts as "close" only if a figure is cut, because "art" is in every
 * "start".
 */
const SHORT = 20;

/** Two figures in two blocks ("12" and "300" in the cells of a table) that would read as one. */
const SPLIT_FIGURE = /(?<!\p{N})\p{N}{1,3}[^\S\n]*\n\s*\p{N}{3}(?!\p{N})/u;

/** Returns whether a match begins or ends inside a ligature, as "law" does in "\uFB02aw". */
function cutsLigature(there: string, folded: string): boolean {
  const first = foldStrictly(/^\p{L}/u.exec(there)?.[0] ?? '').text;
  const last = foldStrictly(/\p{L}$/u.exec(there)?.[0] ?? '').text;
  return (
    (first.length > 1 && !folded.startsWith(first)) || (last.length > 1 && !folded.endsWith(last))
  );
}

/**
 * Returns how a place matches a quote: letter for letter, with other typography, or not at all.
 */
function matchKind(
  model: TextModel,
  quote: string,
  place: QuoteCandidate,
): 'verbatim' | 'typographic' | null {
  if (!coversWholeTokens(model.text, place)) return null;
  const there = model.text.slice(place.start, place.end);
  if (cutsLigature(there, place.folded)) return null;
  if (SPLIT_FIGURE.test(there) && !SPLIT_FIGURE.test(quote)) return null;
  if (foldWhiteSpace(there) === foldWhiteSpace(quote)) return 'verbatim';
  const wanted = foldStrictly(quote).text.trim();
  return place.folded === wanted || differsOnlyInSentenceCase(wanted, place.folded)
    ? 'typographic'
    : null;
}

/** A place that matches a quote, and how. */
export type QuoteMatch = QuoteCandidate & {
  readonly as: 'verbatim' | 'typographic';
  readonly flags: readonly CheckFlag[];
};

/** The recorded surroundings; '' if none were recorded. */
export function selectorOf(pin: JudgedPin, exact: string): TextQuoteSelector {
  return {
    exact,
    prefix: pin.selectors.quote?.prefix ?? '',
    suffix: pin.selectors.quote?.suffix ?? '',
  };
}

/** Surroundings were recorded as bare text, so they are compared with bare text. */
function contextOf(model: TextModel, selector: TextQuoteSelector, place: TextRange): ContextKept {
  const fold = strictFoldOf(model);
  return contextComparer(fold, selector)(
    fold.toFolded(place.start),
    fold.toFolded(place.end, 'end'),
  );
}

/**
 * Returns whether the passage strikes out the same words as the quote, as far as that was recorded.
 */
export function hasSameStrikes(model: TextModel, pin: JudgedPin, place: TextRange): boolean {
  if (model.marks === undefined && pin.marks === undefined) return true;
  return haveSameStrikes(
    { text: pin.quote ?? '', marks: pin.marks ?? [] },
    { text: model.text.slice(place.start, place.end), marks: marksInside(model, place) },
  );
}

/** Returns whether the recorded words are still on this side, possibly with small differences. */
function isSideKept(kept: number | null): boolean {
  return kept === null || kept >= 0.9;
}

export interface Places {
  readonly matches: readonly QuoteMatch[];
  /** The closest passage, if the quote is nowhere. */
  readonly close: QuoteCandidate | null;
}

/** Returns whether everything recorded beside a quote is beside this place. */
export function keepsContext({ kept }: QuoteMatch): boolean {
  return isSideKept(kept.before) && isSideKept(kept.after);
}

/**
 * Returns the changed quote between its recorded neighbours. Neighbours with marks of footnotes are
 * found only in the bare text, as they were recorded. In that text a mark with another number is a
 * change too. It does not count if the quote matches at the same place.
 */
function changedInPlace(
  model: TextModel,
  pin: JudgedPin,
  { page, quote }: QuoteReading,
  matches: readonly QuoteMatch[],
): QuoteCandidate | null {
  const changed = findChangedInPlace(page, selectorOf(pin, quote.trim()));
  if (changed !== null || page === model) return changed;
  const bare = findChangedInPlace(model, selectorOf(pin, (pin.quote ?? '').trim()));
  return bare !== null && matches.some(({ start, end }) => start < bare.end && bare.start < end)
    ? null
    : bare;
}

/**
 * Returns the places that match a quote in one reading of a page, and the closest passage. If a
 * changed quote is between its recorded neighbours, its exact words elsewhere do not count, and
 * there is no match.
 */
export function findQuoteMatches(model: TextModel, pin: JudgedPin, reading: QuoteReading): Places {
  const quote = reading.quote.trim();
  const selector = selectorOf(pin, quote);
  const hints = { position: pin.selectors.position, limit: Number.POSITIVE_INFINITY };
  const candidates = matchTextQuote(reading.page, selector, hints);
  const matches: QuoteMatch[] = [];
  const borrowing: QuoteCandidate[] = [];
  for (const candidate of candidates) {
    const as = candidate.exact ? matchKind(reading.page, quote, candidate) : null;
    if (as === null || !hasSameStrikes(model, pin, candidate)) continue;
    if (missingRangePartner(reading.page.text, candidate, selector) !== null) continue;
    const kept = reading.page === model ? candidate.kept : contextOf(model, selector, candidate);
    const own = withoutBorrowedWords(model, quote, candidate, kept);
    const context = (kept.before ?? 0) + (kept.after ?? 0);
    if (own === null) matches.push({ ...candidate, kept, context, as, flags: reading.flags });
    else borrowing.push({ ...candidate, ...own });
  }
  if (reading.page !== model) matches.sort((a, b) => b.context - a.context);
  const changed = matches.some(keepsContext) ? null : changedInPlace(model, pin, reading, matches);
  if (changed !== null) return { matches: [], close: changed };
  const close = [...borrowing, ...candidates].find((place) => {
    if (isRecordedNeighbour(place.folded, selector)) return false;
    if (quote.length >= SHORT || coversWholeTokens(model.text, place)) return true;
    const grown = growToTokens(model.text, place);
    return /\p{N}/u.test(model.text.slice(grown.start, grown.end));
  });
  return { matches, close: close ?? null };
}
