import { foldStrictly } from '@/utils/quote/strict-fold';
import type { TextRange } from '@/utils/text/text-model';

/** The text of a page as it was read, and the position of a passage in it (UTF-16 units). */
export interface PlacedPassage {
  readonly text: string;
  readonly position: TextRange;
}

/**
 * Returns whether the text near a passage has changed: the rest of its block, the block before or
 * the block after it. Typography and white space do not count; the passage itself is judged
 * separately. Only readings of the same kind may be compared, because a rendered page has other
 * neighbours than the same page as downloaded. Reads only these blocks.
 */
export function changedNearby(before: PlacedPassage, after: PlacedPassage): boolean {
  const was = nearbyOf(before);
  const is = nearbyOf(after);
  return was.some((words, at) => folded(words) !== folded(is[at] ?? ''));
}

/**
 * Returns the block before, the block's own text on both sides of the passage, and the block after.
 */
function nearbyOf({ text, position: { start, end } }: PlacedPassage): readonly string[] {
  const from = text.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
  const newline = text.indexOf('\n', Math.max(0, end - 1));
  const to = newline < 0 ? text.length : newline;
  return [
    from === 0 ? '' : blockBefore(text, from - 1),
    text.slice(Math.min(from, start), start),
    text.slice(end, Math.max(to, end)),
    newline < 0 ? '' : blockBehind(text, newline + 1),
  ];
}

/** Skips empty blocks. */
function blockBefore(text: string, end: number): string {
  let to = end;
  while (to > 0) {
    const from = text.lastIndexOf('\n', to - 1) + 1;
    if (text.slice(from, to).trim() !== '') return text.slice(from, to);
    to = from - 1;
  }
  return '';
}

function blockBehind(text: string, start: number): string {
  let from = start;
  while (from < text.length) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 ? text.length : newline;
    if (text.slice(from, to).trim() !== '') return text.slice(from, to);
    from = to + 1;
  }
  return '';
}

function folded(words: string): string {
  return foldStrictly(words).text.trim();
}
