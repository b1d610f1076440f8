import type { TextMarkKind } from '@/utils/text/text-model';
import type { ElementLayout, TextStyle } from './layout-policy';
import type { TextSetting } from './text-assembler';

/** The state of a walk over a page for one element around the current node. */
export class WalkFrame<N extends object, E extends N> implements TextSetting {
  /** The frame of the element around this one, or null where the walk begins. */
  outer: WalkFrame<N, E> | null = null;
  /** Null when the frame is for a document. */
  element: E | null = null;
  /** The frame of the nearest element that has a box. */
  box: WalkFrame<N, E> = this;
  layout: Exclude<ElementLayout, 'none' | 'marked'> = 'block';
  flow = 0;
  passedOver: TextSetting['passedOver'] = null;
  closed: TextSetting['closed'] = null;
  /** Whether the element is a closed `details`. */
  isClosed = false;
  /** Whether the walk begins at the `summary` of a `details`. A closed `details` still shows it. */
  hasSummary = false;
  /** The legend of this `fieldset`, once the walk has reached it. */
  legend: E | null = null;
  language = '';
  /** The kind of mark that the element gives to all its text. */
  mark: TextMarkKind | null = null;
  /** Whether browsers do not render the text, because it is in an SVG outside its text elements. */
  textless = false;
  /** Whether the element is `inert` or is in such an element: the search treats it as hidden. */
  inert = false;
  /** The nodes to walk when these are not siblings, for example the nodes assigned to a slot. */
  list: ArrayLike<N> | null = null;
  index = 0;
  /** The amount of text before the element. */
  amountBefore = 0;
  /**
   * How much text there is before the hidden element of the line that is nearest, which may be this
   * one; -1 if there is none. When the search looks for boxes between two texts, it passes over the
   * whole content of a hidden element. So text that shows in there counts as another block.
   */
  veil = -1;
  /** Whether the place before the element is between blocks. */
  endedBefore = true;
  /**
   * Whether the element contains a box of another line box. A term that begins after this box ends
   * at the end of the element.
   */
  foreign = false;
  /** Whether a descendant has a box that separates the text around an `isolated` element. */
  boxes = false;
  /** Whether the nearest element with a box lays its children out as separate items. */
  holdsItems = false;
  /** Whether these items are separate line boxes. Those of a block are blocks. */
  items = false;
  /**
   * Whether the content belongs to a line: the element is inline, or is inside an inline element
   * without a box between them.
   */
  inLine = false;
  /** Whether the last box in the element was a part of a table, in an inline element. */
  isAfterPart = false;
  /** Whether the element is in the line, or something in it is, for example an image. */
  isAfterInline = false;
  /** Whether text is the last content in the element. */
  isAfterText = false;
  /** Whether the element is a hidden block inside an inline element. */
  isHidden = false;
  /** The style of the text, or null until the walk needs it. */
  textStyle: TextStyle | null = null;
}
