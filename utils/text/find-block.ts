import type { TextBlock, TextModel } from './text-model';

/**
 * Returns the index of the block that contains the unit at `offset`, or of the first block after
 * it; `blocks.length` if there is none. Logarithmic in the blocks.
 */
export function findBlockIndex(model: TextModel, offset: number): number {
  let low = 0;
  let high = model.blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const block = model.blocks[middle];
    if (block !== undefined && block.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns the block that contains the unit at `offset`, or null between two blocks. */
export function blockAt(model: TextModel, offset: number): TextBlock | null {
  const block = model.blocks[findBlockIndex(model, offset)];
  return block !== undefined && block.start <= offset ? block : null;
}
