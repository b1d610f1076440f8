import type { ClipView } from '@/components/state/clip-view';
import type { DifferencePart, TextPositionSelector } from '@/utils/model/evidence';

/** Part of a page's text around a passage. Offsets are UTF-16 units of the text. */
export interface PageExcerpt {
  readonly before: string;
  readonly passage: string;
  readonly after: string;
  /** Whether the page has more text before or after it. */
  readonly more: boolean;
}

/**
 * Returns the text around a passage with that many UTF-16 units on each side, cut between words.
 */
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
 * Returns the position of the clipped words in the text that was stored with the clip. Returns null
 * if the position is not certain, because a wrong one is worse than none.
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

/** Returns the page's side of a difference; null if it is not the passage that is shown. */
export function pageSide(
  difference: readonly DifferencePart[],
  passage: string,
): readonly DifferencePart[] | null {
  const parts = difference.filter(({ op }) => op !== 'removed');
  const words = (text: string) => text.replace(/\s+/gu, ' ').trim();
  const same = words(parts.map(({ text }) => text).join('')) === words(passage);
  return same && parts.some(({ op }) => op === 'added') ? parts : null;
}
