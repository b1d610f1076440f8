import { foldStrictly } from '@/utils/quote/strict-fold';
import type { TextRange } from '@/utils/text/text-model';

/** A page's text as it was read, and where a passage stands in it (UTF-16 units). */
export interface PlacedPassage {
  readonly text: string;
  readonly position: TextRange;
}

/**
 * Whether what stands near a passage reads otherwise than it did: the rest of its block, the
 * block before or the block behind it. Typography and white space don't count; the passage
 * itself is the verdict's matter. Only readings of one kind may be compared: a page that was
 * rendered has other neighbours than the same page as downloaded. Cost: the blocks alone.
 */
export function changedNearby(before: PlacedPassage, after: PlacedPassage): boolean {
  const was = nearbyOf(before);
  const is = nearbyOf(after);
  return was.some((words, at) => folded(words) !== folded(is[at] ?? ''));
}

/** The block before, the block's own words on either side of the passage, the block behind. */
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

/** Blocks that are shown empty are passed over. */
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
