import { finderFoldOf } from './fold-text';
import type { TextBlock, TextMark, TextModel } from './text-model';

/**
 * Returns a block for each line of a text, which is what a stored snapshot keeps of a page's
 * blocks.
 */
export function blocksOfLines(text: string, language = ''): TextBlock[] {
  const blocks: TextBlock[] = [];
  let start = 0;
  while (start <= text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (end > start) blocks.push({ start, end, language });
    start = end + 1;
  }
  return blocks;
}

/**
 * Creates a model from strings only: for stored snapshots, for messages, for tests. `{text, blocks,
 * marks}` of any model is enough to create it again. Without `blocks` each line is one.
 */
export function createPlainTextModel(
  text: string,
  blocks?: readonly TextBlock[],
  marks?: readonly TextMark[],
): TextModel {
  const model: TextModel = {
    text,
    blocks: blocks ?? blocksOfLines(text),
    ...(marks === undefined || marks.length === 0 ? {} : { marks }),
    folded: () => finderFoldOf(model),
  };
  return model;
}
