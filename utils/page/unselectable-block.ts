import { rangeInside } from './live-page';
import { liveTree } from './live-tree';
import { parentElementOf } from './page-tree';

/** In UTF-16 units. A longer block is not a paragraph, and not what the user points at. */
const MAX_TEXT = 5_000;

/**
 * Returns the block of text under the pointer if its page forbids selecting it. Returns null if it
 * can be selected, or has no text. `hovered` may be any of the elements under the pointer.
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

/** Returns whether a page forbids selecting its text as a whole. */
export function forbidsSelection(element: Element): boolean {
  return getComputedStyle(element).userSelect === 'none';
}

function isInline(element: Element): boolean {
  return getComputedStyle(element).display.startsWith('inline');
}
