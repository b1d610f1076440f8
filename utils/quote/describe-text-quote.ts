import type { TextQuoteSelector } from '@/utils/model/evidence';
import { sentenceAround } from '@/utils/text/sentence-around';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import { wordBoundariesOf } from '@/utils/text/word-boundaries';

/**
 * UTF-16 units of context on each side, extended to whole words, or to the end of the sentence if
 * that is further away.
 */
const CONTEXT_LENGTH = 32;

/**
 * Describes a range of a model by its words and the words before and after it, across blocks: at
 * least the rest of its sentence, within `SENTENCE_REACH`, so that a check can notice a change of
 * the sentence. `range` is in UTF-16 units of `model.text`; `exact` is exactly that part of it.
 *
 * https://www.w3.org/TR/annotation-model/#text-quote-selector
 */
export function describeTextQuote(model: TextModel, range: TextRange): TextQuoteSelector {
  const { text } = model;
  const words = wordBoundariesOf(model);
  const sentence = sentenceAround(text, range);
  const before = Math.max(0, Math.min(sentence.start, range.start - CONTEXT_LENGTH));
  const after = Math.min(text.length, Math.max(sentence.end, range.end + CONTEXT_LENGTH));
  const from = Math.max(0, words.wordAt(before)?.start ?? before);
  const to = after === text.length ? after : (words.wordAt(after - 1)?.end ?? after);
  return {
    exact: text.slice(range.start, range.end),
    prefix: text.slice(Math.min(from, range.start), range.start),
    suffix: text.slice(range.end, Math.max(to, range.end)),
  };
}
