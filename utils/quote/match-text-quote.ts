import type { TextPositionSelector, TextQuoteSelector } from '@/utils/model/evidence';
import type { TextModel } from '@/utils/text/text-model';
import { type ContextKept, contextComparer } from './compare-context';
import { BESIDE, findBetweenContext } from './find-between-context';
import { errorBudget, findClosePlaces } from './find-close-places';
import { gramIndexOf } from './gram-index';
import type { ClosePlace } from './search-text';
import { foldSides, foldStrictly, type StrictFold, strictFoldOf } from './strict-fold';

/** A place where a quote may stand. Offsets are UTF-16 units of the model's text. */
export interface QuoteCandidate {
  readonly start: number;
  readonly end: number;
  /** The edits between the folded quote and the folded passage, ignoring case. */
  readonly distance: number;
  /**
   * Whether both are equal in the judge's folding, ignoring case. The judge must still compare
   * them.
   */
  readonly exact: boolean;
  /**
   * How much of the recorded prefix and suffix is there, from 0 to 2: 1 for each that is complete.
   */
  readonly context: number;
  /** The same for each side. */
  readonly kept: ContextKept;
  /** The passage in the judge's folding, with its own case. */
  readonly folded: string;
}

export interface MatchHints {
  /** The position of the quote at capture. */
  readonly position?: TextPositionSelector | null;
  /** The maximum number of candidates, the best first. Default 50. */
  readonly limit?: number;
}

/** More occurrences of one quote give no more information. */
const MAX_OCCURRENCES = 2_000;

function occurrences(text: string, pattern: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let at = text.indexOf(pattern);
  while (at >= 0 && found.length < MAX_OCCURRENCES) {
    found.push({ start: at, end: at + pattern.length });
    at = text.indexOf(pattern, at + 1);
  }
  return found;
}

/**
 * Complete surroundings outweigh three edits in four, because a page repeats words, but rarely in
 * the same surroundings.
 */
function weighed({ distance, context }: QuoteCandidate): number {
  return distance * (1 - (0.75 * context) / 2);
}

function placesBetween(
  fold: StrictFold,
  selector: TextQuoteSelector,
  pattern: string,
  options: { readonly sure: boolean },
) {
  return findBetweenContext(fold.lower, pattern, foldSides(selector), options);
}

function candidatesAt(
  fold: StrictFold,
  selector: TextQuoteSelector,
  places: readonly ClosePlace[],
  exact: boolean,
): QuoteCandidate[] {
  const compareContext = contextComparer(fold, selector);
  return places.map((place) => {
    const kept = compareContext(place.start, place.end);
    return {
      ...fold.toOriginal(place.start, place.end),
      distance: place.distance,
      exact,
      context: (kept.before ?? 0) + (kept.after ?? 0),
      kept,
      folded: fold.text.slice(place.start, place.end),
    };
  });
}

/**
 * Returns what stands in the quote's place, between its former neighbours, if it is a changed
 * version of the quote, even if the exact words stand elsewhere on the page, for example in a note
 * about a correction. Returns null if the words stand in their place. Linear in the text.
 */
export function findChangedInPlace(
  model: TextModel,
  selector: TextQuoteSelector,
): QuoteCandidate | null {
  const pattern = foldStrictly(selector.exact.trim()).lower.trim();
  const fold = strictFoldOf(model);
  const most = Math.floor(BESIDE * pattern.length);
  const places = placesBetween(fold, selector, pattern, { sure: true });
  const holdsIt = ({ start, end }: ClosePlace) =>
    fold.lower.slice(Math.max(0, start - 1), end + 1).includes(pattern);
  if (places.some(holdsIt)) return null;
  const changed = places.filter(({ distance }) => distance <= most);
  return candidatesAt(fold, selector, changed, false)[0] ?? null;
}

/**
 * Finds where a text quote stands, or stood before a change. It searches exactly in the judge's
 * folding (ignoring case), and only if that finds nothing, approximately: within `errorBudget`, or
 * between the quote's former neighbours. The best come first: fewest edits, with a bonus for
 * recorded context; then most context; then nearest to the recorded position; then first.
 *
 * It only finds places; `judgeQuote` decides. The exact search is linear in the text; see
 * `findClosePlaces` for the other.
 *
 * https://www.w3.org/TR/annotation-model/#text-quote-selector
 */
export function matchTextQuote(
  model: TextModel,
  selector: TextQuoteSelector,
  hints: MatchHints = {},
): QuoteCandidate[] {
  const pattern = foldStrictly(selector.exact.trim()).lower.trim();
  if (pattern === '') return [];
  const fold = strictFoldOf(model);
  const equal = occurrences(fold.lower, pattern);
  const exact = equal.length > 0;
  const budget = errorBudget(pattern.length);
  const places = exact
    ? equal.map((place) => ({ ...place, distance: 0 }))
    : [
        ...placesBetween(fold, selector, pattern, { sure: false }),
        ...(budget > 0
          ? findClosePlaces(fold.lower, pattern, budget, gramIndexOf(fold, fold.lower))
          : []),
      ];
  const from = hints.position?.start ?? null;
  return candidatesAt(fold, selector, places, exact)
    .sort(
      (a, b) =>
        weighed(a) - weighed(b) ||
        a.distance - b.distance ||
        b.context - a.context ||
        (from === null ? 0 : Math.abs(a.start - from) - Math.abs(b.start - from)) ||
        a.start - b.start ||
        b.end - a.end,
    )
    .slice(0, hints.limit ?? 50);
}
