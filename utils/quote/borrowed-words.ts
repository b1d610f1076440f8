import type { TextModel, TextRange } from '@/utils/text/text-model';
import type { ContextKept } from './compare-context';

/** More words than this don't stand in the neighbouring block by chance. */
const MAX_WORDS = 3;

/** `kept` of the recorded words on the words' own side, `other` of those beyond the rest of the quote. */
function isBorrowed(words: string, kept: number | null, other: number | null): boolean {
  const count = words.split(/\s+/u).filter((word) => word !== '').length;
  return count <= MAX_WORDS && kept !== null && kept < 0.5 && (other ?? 1) >= 0.9;
}

/**
 * The place without a word or three at its edge that another block lends it: a heading "Rivers"
 * above a paragraph that lost its own first word. Null where the words are the passage's own: the
 * quote runs over blocks itself, or what was recorded beside it still stands there, as it
 * does where a paragraph was split; or nothing of that stands on either side, as where it moved.
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
