import type { TextModel, TextRange } from '@/utils/text/text-model';
import type { ContextKept } from './compare-context';

/** In words. A longer common text in the neighbouring block is not there by chance. */
const MAX_WORDS = 3;

/**
 * `kept` is the share of the recorded words on the side of `words`, `other` that on the other side
 * of the quote.
 */
function isBorrowed(words: string, kept: number | null, other: number | null): boolean {
  const count = words.split(/\s+/u).filter((word) => word !== '').length;
  return count <= MAX_WORDS && kept !== null && kept < 0.5 && (other ?? 1) >= 0.9;
}

/**
 * Returns the place without up to three words at its edge that belong to another block: a heading
 * "Rivers" above a paragraph that lost its own first word. Returns null if the words belong to the
 * passage: the quote itself crosses blocks; or the recorded words beside it are still there, as in
 * a paragraph that was split; or they are on neither side, as in a passage that moved.
 */
export function withoutBorrowedWords(
  model: TextModel,
  quote: string,
  place: TextRange,
  kept: ContextKept,
): TextRange | null {
  if (quote.includes('\n')) return null;
  const { text } = model;
  if (!text.slice(place.start, place.end).includes('\n')) return null;
  const inside = model.blocks.filter(({ start, end }) => start < place.end && place.start < end);
  if (inside.length < 2) return null;
  let { start, end } = place;
  const first = inside.at(0);
  const last = inside.at(-1);
  if (first !== undefined && isBorrowed(text.slice(start, first.end), kept.before, kept.after)) {
    start = inside[1]?.start ?? start;
  }
  if (last !== undefined && isBorrowed(text.slice(last.start, end), kept.after, kept.before)) {
    end = inside.at(-2)?.end ?? end;
  }
  return (start > place.start || end < place.end) && start < end ? { start, end } : null;
}
