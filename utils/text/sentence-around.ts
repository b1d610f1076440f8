import { segmenterFor } from './segmenter-for';
import type { TextRange } from './text-model';

/** A sentence longer than this is read as far as this on either side, in UTF-16 units. */
export const SENTENCE_REACH = 240;

/**
 * Where the sentence that holds `range.start` begins and the one that holds the unit before
 * `range.end` ends, at most `SENTENCE_REACH` units away and never across a line; both trimmed
 * of white space.
 */
export function sentenceAround(text: string, range: TextRange): TextRange {
  const low = Math.max(0, range.start - SENTENCE_REACH);
  const high = Math.min(text.length, range.end + SENTENCE_REACH);
  // The same for every reader, whatever their browser speaks.
  const segmenter = segmenterFor('', 'sentence');
  // Some of the passage itself tells whether a sentence ends just before or behind it.
  const head = text.slice(low, Math.min(range.end, range.start + SENTENCE_REACH));
  let start = low;
  for (const { index, segment } of segmenter.segment(head)) {
    if (low + index + segment.length > range.start) {
      start = low + index;
      break;
    }
  }
  const from = Math.max(range.start, range.end - SENTENCE_REACH);
  const tail = text.slice(from, high);
  let end = high;
  for (const { index, segment } of segmenter.segment(tail)) {
    if (from + index + segment.length >= range.end) {
      end = from + index + segment.length;
      break;
    }
  }
  while (start < range.start && /\s/u.test(text.charAt(start))) start++;
  while (end > range.end && /\s/u.test(text.charAt(end - 1))) end--;
  return { start: Math.min(start, range.start), end: Math.max(end, range.end) };
}
