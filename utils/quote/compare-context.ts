import type { TextQuoteSelector } from '@/utils/model/evidence';
import { foldSides, type StrictFold } from './strict-fold';

/**
 * How much of the recorded text beside a quote is still there, from 0 to 1 for each side; null if
 * nothing was recorded.
 */
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
 * Compares a selector's prefix and suffix with the text beside a place, which is a range in the
 * page's folding. Spaces directly beside the quote are not compared.
 */
export function contextComparer(
  fold: StrictFold,
  selector: TextQuoteSelector,
): (start: number, end: number) => ContextKept {
  const sides = foldSides(selector);
  const prefix = sides.prefix.trim();
  const suffix = sides.suffix.trim();
  return (start, end) => {
    const before = fold.lower.slice(Math.max(0, start - prefix.length - 2), start).trimEnd();
    const after = fold.lower.slice(end, end + suffix.length + 2).trimStart();
    return {
      before: prefix === '' ? null : commonSuffix(before, prefix) / prefix.length,
      after: suffix === '' ? null : commonPrefix(after, suffix) / suffix.length,
    };
  };
}
