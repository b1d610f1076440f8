import type { TextQuoteSelector } from '@/utils/model/evidence';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import { diffQuote } from './diff-quote';
import { foldStrictly, type StrictFold } from './strict-fold';
import { growToTokens } from './token-bounds';

/** How much of what was recorded beside a quote stands there, 0 to 1 a side; null where nothing was recorded. */
export interface ContextKept {
  readonly before: number | null;
  readonly after: number | null;
}

function commonSuffix(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a.at(-1 - n) === b.at(-1 - n)) n++;
  return n;
}

function commonPrefix(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}

/**
 * Compares a selector's prefix and suffix with what stands beside a place,
 * given as a range of the page's folding. Spaces next to the quote fold away
 * or stay by what is beside them: not part of the comparison.
 */
export function contextComparer(
  fold: StrictFold,
  selector: TextQuoteSelector,
): (start: number, end: number) => ContextKept {
  const prefix = foldStrictly(selector.prefix).lower.trim();
  const suffix = foldStrictly(selector.suffix).lower.trim();
  return (start, end) => {
    const before = fold.lower.slice(Math.max(0, start - prefix.length - 2), start).trimEnd();
    const after = fold.lower.slice(end, end + suffix.length + 2).trimStart();
    return {
      before: prefix === '' ? null : commonSuffix(before, prefix) / prefix.length,
      after: suffix === '' ? null : commonPrefix(after, suffix) / suffix.length,
    };
  };
}

/** Facts that turn the sentence around the quote, or what it counts. */
const TURNING = new Set(['negation', 'figure', 'sign', 'unit', 'currency', 'date']);

function turns(recorded: string, there: string): boolean {
  return diffQuote(recorded, there).changes.some(({ fact }) => TURNING.has(fact));
}

/** White space beside a quote is no more than this; a hostile page's is not read. */
const GAP = 256;

/**
 * Whether a negation or a figure beside the quote came, went or changed since
 * it was captured, as far as the selector's prefix and suffix reach. `place` in
 * UTF-16 units of `model.text`, `kept` as compared there.
 */
export function contextTurned(
  model: TextModel,
  selector: TextQuoteSelector,
  place: TextRange,
  kept: ContextKept,
): boolean {
  const { text } = model;
  if (kept.before !== null && kept.before < 1) {
    const prefix = selector.prefix.trim();
    const gap = text.slice(Math.max(0, place.start - GAP), place.start);
    const end = place.start - (gap.length - gap.trimEnd().length);
    const { start } = growToTokens(text, { start: Math.max(0, end - prefix.length), end });
    if (turns(prefix, text.slice(start, end))) return true;
  }
  if (kept.after !== null && kept.after < 1) {
    const suffix = selector.suffix.trim();
    const gap = text.slice(place.end, place.end + GAP);
    const start = place.end + (gap.length - gap.trimStart().length);
    const { end } = growToTokens(text, { start, end: start + suffix.length });
    if (turns(suffix, text.slice(start, end))) return true;
  }
  return false;
}
