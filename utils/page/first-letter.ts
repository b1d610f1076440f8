import { isUnsearched, type LayoutPolicy } from './layout-policy';
import type { PageTree } from './page-tree';

/** An element at the start of a block, before the first text of the block. */
interface LeadingElement<E> {
  readonly element: E;
  /** Whether the element is a block that contains the next text. */
  isOpen: boolean;
  /** Whether the element is out of the flow and its first text has been read. */
  isOver?: boolean;
  /**
   * When the element is a separate line box: the leading elements before it. Such a box has its own
   * first letter, so these elements are set aside until the box ends.
   */
  readonly outer?: LeadingElement<E>[] | null;
}

interface LeadingBlock<E> extends LeadingElement<E> {
  /** Its place among the leading elements. */
  readonly at: number;
}

/**
 * Matches the usual first letters, with the white space before and the punctuation around them.
 * https://drafts.csswg.org/css-pseudo/#first-letter-pseudo
 */
const FIRST_LETTER = /^[\s\p{P}]*(?:\p{RI}{2}|[\p{L}\p{N}\p{S}]\p{M}*)\p{P}*/u;

/** Returns the start of a text, up to the end of its first letter, or ''. */
export function firstLetterOf(text: string): string {
  return FIRST_LETTER.exec(text)?.[0] ?? '';
}

/**
 * Finds the blocks whose first letter floats, during a walk over a page. A floating first letter is
 * separate from the rest of its word.
 */
export function createLetterBlocks<N extends object, E extends N>(
  tree: PageTree<N, E>,
  policy: LayoutPolicy<E>,
) {
  /** The elements at the start of the current block, before its first letter. */
  let leading: LeadingElement<E>[] = [];
  /** The entries of the blocks around the current node. */
  const open: LeadingBlock<E>[] = [];

  /** Records the start of a block. `isSeparate` means that the block is a separate line box. */
  function enter(element: E, isSeparate: boolean): void {
    const outer = isSeparate ? leading : null;
    if (isSeparate) leading = [];
    const entry = { element, isOpen: true, at: leading.length, outer };
    leading.push(entry);
    open.push(entry);
  }

  /** Records the end of the block that began last. */
  function leave(): void {
    const entry = open.pop();
    if (entry === undefined) return;
    const { at, outer } = entry;
    const inside = at + 1;
    // What is in a block out of the flow prevents no first letter around it.
    if (leading.length > inside && leading[at] === entry && isOutOfFlow(entry)) {
      leading.length = inside;
    }
    entry.isOpen = false;
    if (!outer) return;
    leading = outer;
    if (outer.length > 0) outer.push(entry);
  }

  /** Records an element without text, which may prevent a first letter in the text after it. */
  function note(element: E): void {
    if (leading.length > 0) leading.push({ element, isOpen: false });
  }

  /**
   * Records text that is not searched. Later text in the same blocks then has no floating first
   * letter. The blocks around an element that is out of their flow are not meant.
   */
  function clear(): void {
    for (let last = leading.at(-1); last !== undefined; last = leading.at(-1)) {
      if (isOutOfFlow(last)) return;
      leading.pop();
    }
  }

  /** Returns whether an entry is a block out of the flow. Its first text is then over. */
  function isOutOfFlow(entry: LeadingElement<E>): boolean {
    if (!entry.isOpen) return false;
    entry.isOver ||= policy.isOutOfFlow(entry.element);
    return entry.isOver;
  }

  /**
   * Records the text `data`. Returns the block whose floating first letter begins the text, or null.
   * Unless the text is only white space, it is the first text of the blocks around it. The method
   * then removes the entries of these blocks, up to and including the nearest block that is out of
   * the flow of the text around it.
   */
  function take(data: string): E | null {
    if (leading.length === 0 || !/\S/.test(data)) return null;
    const floats = ({ element, isOpen, isOver }: LeadingElement<E>) =>
      isOpen && !isOver && policy.hasFloatingFirstLetter(element);
    if (!leading.some(floats)) {
      leading.length = 0;
      return null;
    }
    let found: E | null = null;
    let isOver = false;
    let at = leading.length - 1;
    for (; at > 0; at--) {
      const entry = leading[at] as LeadingElement<E>;
      const { element, isOpen } = entry;
      if (!isOver && floats(entry)) found = element;
      isOver ||= isOpen
        ? found !== null || policy.hasItems(element) || policy.isTablePart(element)
        : endsLeading(element);
      if (isOutOfFlow(entry)) {
        at++;
        break;
      }
    }
    const [first] = leading;
    if (at === 0 && !isOver && first !== undefined && floats(first)) found = first.element;
    leading.length = at;
    return found;
  }

  /** Returns whether the text after this element can no longer contain the block's first letter. */
  function endsLeading(element: E): boolean {
    const layout = policy.layoutOf(element);
    if (layout === 'none' || layout === 'contents' || policy.isOutOfFlow(element)) return false;
    const localName = tree.nameOf(element);
    const isText = /^w?br$/.test(localName);
    return layout !== 'inline' || isText || isUnsearched(tree, element, localName);
  }
  return { clear, enter, leave, note, take };
}
