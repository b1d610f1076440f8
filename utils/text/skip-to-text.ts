import { findBlockIndex } from './find-block';
import type { TextBlock, TextModel } from './text-model';

const passing = new WeakMap<TextModel, boolean>();

/** Most pages pass nothing over, and need no looking up. */
function passesOver(model: TextModel): boolean {
  let answer = passing.get(model);
  if (answer === undefined) {
    answer = model.blocks.some(({ passedOver }) => passedOver !== undefined);
    passing.set(model, answer);
  }
  return answer;
}

function blockOf(model: TextModel, offset: number): TextBlock | null {
  const block = model.blocks[findBlockIndex(model, offset)];
  return block !== undefined && block.start <= offset ? block : null;
}

const isSpace = (char: string): boolean => /\s/u.test(char);

/**
 * Where the text goes on after `offset` for the term that follows: behind white space
 * and behind what is passed over. What a page hides is not in its model at all.
 */
export function skipToText(model: TextModel, offset: number): number {
  const { text } = model;
  const inField =
    passesOver(model) && offset > 0 && blockOf(model, offset - 1)?.passedOver === 'field';
  let next = offset;
  for (;;) {
    while (next < text.length && isSpace(text.charAt(next))) next++;
    if (next >= text.length || !passesOver(model)) return next;
    const block = blockOf(model, next);
    const passed = block?.passedOver;
    if (block === null || passed === undefined || (passed === 'field' && inField)) return next;
    next = block.end;
  }
}

/** The same backward: where the text ends that a prefix before `offset` must end at. */
export function skipBackToText(model: TextModel, offset: number): number {
  const { text } = model;
  const inField = passesOver(model) && blockOf(model, offset)?.passedOver === 'field';
  let next = offset;
  for (;;) {
    while (next > 0 && isSpace(text.charAt(next - 1))) next--;
    if (next <= 0 || !passesOver(model)) return next;
    const block = blockOf(model, next - 1);
    const passed = block?.passedOver;
    if (block === null || passed === undefined || (passed === 'field' && inField)) return next;
    next = block.start;
  }
}
