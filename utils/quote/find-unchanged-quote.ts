import type { TextPositionSelector, TextQuoteSelector } from '@/utils/model/evidence';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import { contextComparer } from './compare-context';
import { blankNotes } from './quote-marks';
import { foldStrictly, strictFoldOf } from './strict-fold';
import { coversWholeTokens } from './token-bounds';

/** The maximum number of places with the same words that are compared. */
const MAX_PLACES = 500;

interface Place {
  readonly range: TextRange;
  /** How much of the recorded neighbours is there, from 0 to 2. */
  readonly context: number;
  /** UTF-16 units between it and the recorded position. */
  readonly away: number;
}

/**
 * Finds where a quote is unchanged: the same words in the judge's folding, as whole words and
 * figures. Of several places, the one with most of the recorded neighbours, then the one nearest to
 * the recorded position. Returns null if there is none; similar text is not enough to highlight it.
 * It is not a judgement: a highlighted quote may still be moved or reversed. Linear in the text.
 *
 * https://www.w3.org/TR/annotation-model/#text-quote-selector
 */
export function findUnchangedQuote(
  model: Pick<TextModel, 'text' | 'marks'>,
  selector: TextQuoteSelector,
  position: TextPositionSelector | null,
): TextRange | null {
  const pattern = foldStrictly(selector.exact.trim()).text.trim();
  if (pattern === '') return null;
  const fold = strictFoldOf(model);
  const compare = contextComparer(fold, selector);
  const whole = blankNotes(model.text, model.marks);
  let best: Place | null = null;
  let at = fold.text.indexOf(pattern);
  for (let places = 0; at >= 0 && places < MAX_PLACES; places += 1) {
    const range = fold.toOriginal(at, at + pattern.length);
    if (coversWholeTokens(whole, range)) {
      const kept = compare(at, at + pattern.length);
      const place = {
        range,
        context: (kept.before ?? 0) + (kept.after ?? 0),
        away: position === null ? 0 : Math.abs(range.start - position.start),
      };
      if (best === null || isBetter(place, best)) best = place;
    }
    at = fold.text.indexOf(pattern, at + 1);
  }
  return best?.range ?? null;
}

function isBetter(a: Place, b: Place): boolean {
  return a.context > b.context || (a.context === b.context && a.away < b.away);
}
