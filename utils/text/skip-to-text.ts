import { blockAt, findBlockIndex } from './find-block';
import type { TextBlock, TextModel } from './text-model';

const obstructed = new WeakMap<TextModel, boolean>();

/**
 * Returns whether a search passes over some text of a page, or meets a barrier. Most pages have
 * nothing but white space between two terms.
 */
export function hasObstacles(model: TextModel): boolean {
  let answer = obstructed.get(model);
  if (answer === undefined) {
    answer = model.blocks.some(
      ({ barriers, closed, passedOver }) => (passedOver ?? closed ?? barriers) !== undefined,
    );
    obstructed.set(model, answer);
  }
  return answer;
}

/**
 * Whether Chromium skips a character between terms as white space. It does not skip the narrow
 * no-break space, which binds a number to its unit.
 */
export const isSkippedSpace = (char: string): boolean =>
  char === ' ' || ((char < '!' || char > '~') && /[^\S\u2029\u202f\ufeff]/u.test(char));

/** Returns whether a search that comes from the block `origin` passes over `block`. */
function isPassedOver(block: TextBlock | null, origin: TextBlock | null): boolean {
  if (block?.passedOver === 'clipped') return true;
  if (block?.passedOver === 'field') return block !== origin;
  return isClosedFor(block, origin);
}

const isClosedFor = (block: TextBlock | null, origin: TextBlock | null): boolean =>
  (origin?.start ?? 0) < (block?.closed ?? 0);

/** Returns the first barrier that a search meets between two offsets, or null. */
function barrierBetween(model: TextModel, from: number, to: number): number | null {
  const origin = from > 0 ? blockAt(model, from - 1) : null;
  for (let index = Math.max(0, findBlockIndex(model, from) - 1); ; index++) {
    const block = model.blocks[index];
    if (block === undefined || block.start > to) return null;
    if (isClosedFor(block, origin)) continue;
    const found = block.barriers?.find((barrier) => barrier >= from && barrier <= to);
    if (found !== undefined) return found;
  }
}

/**
 * Returns the offset after `offset` where the next term can start, after white space and skipped
 * blocks. If a barrier is in between, returns its offset in one's complement, which is negative. What
 * a page hides is not in its model.
 */
export function skipToText(model: TextModel, offset: number): number {
  const { text } = model;
  const obstacles = hasObstacles(model);
  const origin = obstacles && offset > 0 ? blockAt(model, offset - 1) : null;
  let next = offset;
  for (;;) {
    while (next < text.length && isSkippedSpace(text.charAt(next))) next++;
    if (!obstacles) return next;
    const block = next < text.length ? blockAt(model, next) : null;
    if (block === null || !isPassedOver(block, origin)) break;
    next = block.end;
  }
  const barrier = barrierBetween(model, offset, next);
  return barrier === null ? next : ~barrier;
}

/**
 * Does the same backward: returns the offset where a prefix must end that the term at `offset`
 * follows; -1 if there is none.
 */
export function skipBackToText(model: TextModel, offset: number): number {
  const { text } = model;
  const obstacles = hasObstacles(model);
  let next = offset;
  const origin = obstacles ? blockAt(model, offset) : null;
  if (origin?.passedOver === 'clipped') return -1;
  for (;;) {
    while (next > 0 && isSkippedSpace(text.charAt(next - 1))) next--;
    if (!obstacles) return next;
    const block = next > 0 ? blockAt(model, next - 1) : null;
    if (block === null || !isPassedOver(block, origin)) break;
    next = block.start;
  }
  const isReached = !obstacles || !isPassedOver(origin, next > 0 ? blockAt(model, next - 1) : null);
  return isReached && barrierBetween(model, next, offset) === null ? next : -1;
}
