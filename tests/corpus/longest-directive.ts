import type { TextDirective } from '@/utils/fragment/text-directive';
import { findBlockIndex } from '@/utils/text/find-block';
import { skipBackToText, skipToText } from '@/utils/text/skip-to-text';
import type { TextModel, TextRange } from '@/utils/text/text-model';

/**
 * Returns the directive with the most text of a passage: every term reaches the edge of its block.
 * A directive with shorter terms matches wherever this one does. So if native Chromium finds this
 * one at an earlier place, no directive leads to the passage, and the refusal was correct.
 * Independent of the builder.
 */
export function longestDirective(model: TextModel, range: TextRange): TextDirective {
  const { text, blocks } = model;
  const part = (start: number, end: number) => text.slice(start, end).trim();
  const before = skipBackToText(model, range.start);
  const after = skipToText(model, range.end);
  const prefixBlock = blocks[findBlockIndex(model, before - 1)];
  const suffixBlock = blocks[findBlockIndex(model, after)];
  const prefix = before > 0 && prefixBlock ? part(prefixBlock.start, before) : '';
  const suffix = after >= 0 && suffixBlock ? part(after, suffixBlock.end) : '';
  const first = blocks[findBlockIndex(model, range.start)];
  const last = blocks[findBlockIndex(model, range.end - 1)];
  const core =
    first === undefined || last === undefined || first === last
      ? { start: part(range.start, range.end) }
      : { start: part(range.start, first.end), end: part(last.start, range.end) };
  return { ...(prefix ? { prefix } : {}), ...core, ...(suffix ? { suffix } : {}) };
}
