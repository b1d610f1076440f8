import type { TextPositionSelector, TextQuoteSelector } from '@/utils/model/evidence';
import type { TextModel } from '@/utils/text/text-model';
import { type ContextKept, contextComparer } from './compare-context';
import { BESIDE, findBetweenContext } from './find-between-context';
import { errorBudget, findClosePlaces } from './find-close-places';
import { gramIndexOf } from './gram-index';
import type { ClosePlace } from './search-text';
import { foldStrictly, type StrictFold, strictFoldOf } from './strict-fold';

/** A place where a quote may stand. Offsets are UTF-16 units of the model's text. */
export interface QuoteCandidate {
  readonly start: number;
  readonly end: number;
  /** Edits between the folded quote and the folded passage, case aside. */
  readonly distance: number;
  /** Equal in the judge's folding, case aside: the judge still has to look. */
  readonly exact: boolean;
  /** How much of the recorded prefix and suffix stands there: 0 to 2, 1 for each that does in full. */
  readonly context: number;
  /** The same by side. */
  readonly kept: ContextKept;
  /** The passage in the judge's folding, in its own case. */
  readonly folded: string;
}

export interface MatchHints {
  /** Where the quote stood when it was captured. */
  readonly position?: TextPositionSelector | null;
  /** At most so many candidates, the best first. Default 50. */
  readonly limit?: number;
}

/** More occurrences of one quote than this say nothing new. */
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

/** Full surroundings are worth three edits in four: a page repeats words, but rarely in their place. */
function weighed({ distance, context }: QuoteCandidate): number {
  return distance * (1 - (0.75 * context) / 2);
}

function placesBetween(
  fold: StrictFold,
  selector: TextQuoteSelector,
  pattern: string,
  options: { readonly sure: boolean },
) {
  const prefix = foldStrictly(selector.prefix).lower;
  const suffix = foldStrictly(selector.suffix).lower;
  return findBetweenContext(fold.lower, pattern, { prefix, suffix }, options);
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
 * What stands in a quote's own place, by the neighbours that it had, and is not the quote but a
 * version of it: the words may stand elsewhere on the page all the same, in a note that tells
 * what was corrected. Null where they stand in their place. Linear in the text.
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
 * Finds where a text quote stands, or stood before it was changed: first
 * exactly in the judge's folding (case aside), and only when it is nowhere,
 * approximately: within `errorBudget`, or between the neighbours that it had. Best
 * first: fewest edits, of which recorded context that stands makes up for some;
 * then most of that context, then nearest to the recorded position, then first.
 *
 * It finds the place and decides nothing; `judgeQuote` does.
 * Linear in the text for the exact search; see `findClosePlaces` for the other.
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
