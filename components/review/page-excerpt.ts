import type { ClipView } from '@/components/state/clip-view';
import type { DifferencePart, TextPositionSelector } from '@/utils/model/evidence';

/** A stretch of a page's text around a passage. Offsets are UTF-16 units of the text. */
export interface PageExcerpt {
  readonly before: string;
  readonly passage: string;
  readonly after: string;
  /** The page has more text before and after it. */
  readonly more: boolean;
}

/** Text around a passage, so many UTF-16 units on each side, cut between words. */
export function excerptAround(
  text: string,
  { start, end }: TextPositionSelector,
  around: number,
): PageExcerpt {
  const from = wordEdge(text, Math.max(0, start - around), 1, start);
  const to = wordEdge(text, Math.min(text.length, end + around), -1, end);
  return {
    before: text.slice(from, start),
    passage: text.slice(start, end),
    after: text.slice(end, to),
    more: from > 0 || to < text.length,
  };
}

function wordEdge(text: string, at: number, step: 1 | -1, limit: number): number {
  if (at === 0 || at === text.length) return at;
  for (let edge = at; edge !== limit; edge += step) {
    if (/\s/u.test(text.charAt(step === 1 ? edge - 1 : edge))) return edge;
  }
  return at;
}

/**
 * Where the clipped words stand in the text that was kept when they were clipped. Null where
 * they can't be placed for sure: a wrong place is worse than none.
 */
export function clippedPosition(text: string, { pin }: ClipView): TextPositionSelector | null {
  const quote = pin?.quote ?? null;
  const position = pin?.selectors.position ?? null;
  if (quote === null || quote === '') return position;
  if (position !== null && text.slice(position.start, position.end) === quote) return position;
  const start = text.indexOf(quote);
  if (start < 0 || text.indexOf(quote, start + 1) >= 0) return position;
  return { start, end: start + quote.length };
}

/** The page's words of a difference; null where they are not the passage that is shown. */
export function pageSide(
  difference: readonly DifferencePart[],
  passage: string,
): readonly DifferencePart[] | null {
  const parts = difference.filter(({ op }) => op !== 'removed');
  const words = (text: string) => text.replace(/\s+/gu, ' ').trim();
  const same = words(parts.map(({ text }) => text).join('')) === words(passage);
  return same && parts.some(({ op }) => op === 'added') ? parts : null;
}
