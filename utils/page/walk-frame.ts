import type { TextMarkKind } from '@/utils/text/text-model';
import type { ElementLayout, TextStyle } from './layout-policy';
import { ELEMENT, type PageTree } from './page-tree';
import type { TextSetting } from './text-assembler';

/** What a walk over a page is inside of. One is used again for every element at its depth. */
export class WalkFrame<N extends object, E extends N> implements TextSetting {
  /** Null for a document itself. */
  element: E | null = null;
  layout: Exclude<ElementLayout, 'none' | 'marked'> = 'block';
  flow = 0;
  passedOver: TextSetting['passedOver'] = null;
  closed: TextSetting['closed'] = null;
  /** Whether the element is a closed `details`. */
  isClosed = false;
  /** The value of `closed` outside the element. */
  outerClosed: TextSetting['closed'] = null;
  /** The `summary` of a `details`, which is shown when the `details` is closed. */
  summary: N | null = null;
  language = '';
  /** What the element's setting says of all its text. */
  mark: TextMarkKind | null = null;
  /** Inside an SVG but outside its text elements. */
  textless = false;
  /** The children, where they aren't siblings: a slot's assigned nodes. */
  list: ArrayLike<N> | null = null;
  index = 0;
  /** How much text there was on entering, and whether a block had just ended. */
  amountBefore = 0;
  endedBefore = true;
  /**
   * Whether the element contains a box of another line box. A term that begins after this box ends
   * at the end of the element.
   */
  foreign = false;
  /** Whether a descendant has a box that separates the text around an `isolated` element. */
  boxes = false;
  /** Whether the element lays its children out as separate items. */
  items = false;
  /**
   * Whether the content belongs to a line: the element is inline, or is inside an inline element
   * without a box between them.
   */
  inLine = false;
  /** Whether the element is a hidden block inside an inline element. */
  isHidden = false;
  /** Asked for once there is text. */
  textStyle: TextStyle | null = null;
}

type MarkedBy = 'lang' | 'inert' | 'hidden';

/**
 * How many elements that bear an attribute are still to come. Most pages have none or one,
 * and asking every element would cost more than counting them once.
 */
export class ComingAttributes<N extends object, E extends N> {
  readonly #left: Record<MarkedBy, number> = { lang: 0, inert: 0, hidden: 0 };
  readonly #tree: PageTree<N, E>;

  constructor(tree: PageTree<N, E>) {
    this.#tree = tree;
  }

  /** Counts what a tree holds that the walk is about to enter. */
  expect(root: N): void {
    const tree = this.#tree;
    for (const name of ['lang', 'inert', 'hidden'] as const) {
      this.#left[name] += tree.select(root, `[${name}]`).length;
      if (tree.typeOf(root) === ELEMENT && tree.hasAttribute(root as E, name)) this.#left[name]++;
    }
  }

  /** The element's attribute; null where it has none. To be asked at most once of each element. */
  read(element: E, name: MarkedBy): string | null {
    if (this.#left[name] === 0) return null;
    const value = this.#tree.attributeOf(element, name);
    if (value !== null) this.#left[name]--;
    return value;
  }
}
