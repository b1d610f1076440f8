import { rangeInside } from './live-page';
import { liveTree } from './live-tree';
import { parentElementOf } from './page-tree';

/** A block that is longer than a paragraph: nobody means it by pointing at it. UTF-16 units. */
const MAX_TEXT = 5_000;

/**
 * The block of text under the pointer, where its page forbids to select it; null where it can be
 * selected, or holds no text. `hovered` may be any of the elements under the pointer.
 */
export function unselectableBlock(document: Document): Range | null {
  const hovered = [...liveTree.select(document, ':hover')].at(-1);
  if (hovered === undefined || !forbidsSelection(hovered)) return null;
  let block: Element | null = hovered;
  while (block !== null && isInline(block)) block = parentElementOf(liveTree, block);
  if (block === null || block === liveTree.bodyOf(document)) return null;
  const text = liveTree.textOf(block).trim();
  return text === '' || text.length > MAX_TEXT ? null : rangeInside(block);
}

/** Whether a page forbids selecting its text as a whole. */
export function forbidsSelection(element: Element): boolean {
  return getComputedStyle(element).userSelect === 'none';
}

function isInline(element: Element): boolean {
  return getComputedStyle(element).display.startsWith('inline');
}
