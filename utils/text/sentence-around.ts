import { segmenterFor } from './segmenter-for';
import type { TextRange } from './text-model';

/** How far a long sentence is read on each side, in UTF-16 units. */
export const SENTENCE_REACH = 240;

/**
 * Returns where the sentence with `range.start` begins, and where the sentence with the unit before
 * `range.end` ends: at most `SENTENCE_REACH` units away, never across a line, and both without
 * white space.
 */
export function sentenceAround(text: string, range: TextRange): TextRange {
  const low = Math.max(0, range.start - SENTENCE_REACH);
  const high = Math.min(text.length, range.end + SENTENCE_REACH);
  // The same for every user, whatever the language of the browser.
  const segmenter = segmenterFor('', 'sentence');
  // A part of the passage itself tells whether a sentence ends directly before or after it.
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
