import { finderFoldOf } from '@/utils/text/fold-text';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import type { LayoutPolicy } from './layout-policy';
import { createRange, documentOf, isBefore } from './live-page';
import { createLivePolicy } from './live-policy';
import { liveTree } from './live-tree';
import { createTextPlaces, createTextPositions } from './text-positions';
import { assembleText } from './walk-text';

/**
 * The text of a page, with the DOM ranges of its parts. It describes the page at the moment when it
 * was read. The highlighter and the reader need no more, and they are injected into pages: without
 * `folded`, which would bring the whole folding of the finder.
 */
export interface ShownText extends Omit<TextModel, 'folded'> {
  /**
   * Returns the DOM range of a part of `text`. A range cannot cross shadow trees: if its ends are
   * in different trees, the result is only the part in the tree of its start.
   */
  offsetsToRange(start: number, end: number): Range;
  /**
   * The shadow roots whose text the model contains. An observer of the page must observe them too.
   */
  readonly shadowRoots: readonly ShadowRoot[];
  /** The ranges of `text` that each come from one node, in order, in UTF-16 units. */
  pieces(): Iterable<TextRange & { readonly node: Node }>;
}

/** The text of a page, with a mapping between its offsets and the DOM in both directions. */
export interface PageTextModel extends ShownText, TextModel {
  /**
   * Returns the text inside a DOM range, in UTF-16 units of `text`, without hidden content at its
   * ends. Returns null if the range has no text.
   */
  rangeToOffsets(range: Range): TextRange | null;
}

export interface TextModelOptions {
  /** The default is computed styles. Use `createParsedPolicy` for a document without layout. */
  readonly policy?: LayoutPolicy<Element>;
  /**
   * Returns true for elements that do not belong to the page, for example the host of the toast.
   */
  readonly skip?: (element: Element) => boolean;
}

/** Returns the host of the shadow tree that contains a node, or null. */
function hostAround(node: Node): Element | null {
  return liveTree.hostOf(liveTree.rootOf(node));
}

type Place = Pick<
  ReturnType<typeof createTextPlaces<Node, Element>>,
  'pieces' | 'toEnd' | 'toStart'
>;

function assemble(root: Node, { policy, skip }: TextModelOptions) {
  return assembleText<Node, Element>(root, {
    tree: liveTree,
    policy: policy ?? createLivePolicy(),
    skip: skip ?? null,
  });
}

function showText(
  root: Node,
  { text, blocks, marks, shadowRoots }: ReturnType<typeof assemble>,
  { toEnd, toStart, pieces }: Place,
): ShownText {
  const owner = documentOf(root);
  return {
    text,
    blocks,
    ...(marks.length === 0 ? {} : { marks }),
    pieces,
    shadowRoots: shadowRoots as readonly ShadowRoot[],
    offsetsToRange(start, end) {
      const range = createRange(owner);
      const from = toStart(start);
      const to = toEnd(end);
      if (from === null || to === null) return range;
      range.setStart(from.node, from.offset);
      const tree = liveTree.rootOf(from.node);
      if (tree === liveTree.rootOf(to.node)) range.setEnd(to.node, to.offset);
      else range.setEndAfter(liveTree.lastChildOf(tree) ?? from.node);
      return range;
    },
  };
}

/**
 * Reads the text of a page in one pass over its DOM. Linear in the number of nodes. Needs computed
 * style, but no layout.
 */
export function createShownText(root: Document, options: TextModelOptions = {}): ShownText {
  const assembled = assemble(root, options);
  const { segments, text } = assembled;
  return showText(root, assembled, createTextPlaces(liveTree, segments, text.length));
}

/** Makes the model of a page, with the way from the DOM to its text. See `createShownText`. */
export function createTextModel(
  root: Document | Element | ShadowRoot,
  options: TextModelOptions = {},
): PageTextModel {
  const assembled = assemble(root, options);
  const { segments, text } = assembled;
  const positions = createTextPositions(liveTree, segments, text.length, root);
  const model: PageTextModel = Object.assign(showText(root, assembled, positions), {
    folded: () => finderFoldOf(model),
    nodeEndWithin: positions.nodeEndWithin,
    isReversed({ start, end }: TextRange) {
      const from = positions.nodeAt(start);
      const to = positions.nodeAt(end - 1);
      for (let first = from; first !== null; first = hostAround(first)) {
        for (let last = to; last !== null; last = hostAround(last)) {
          if (liveTree.rootOf(first) === liveTree.rootOf(last)) return isBefore(last, first);
        }
      }
      return false;
    },
    rangeToOffsets(range: Range) {
      const start = positions.fromStart({ node: range.startContainer, offset: range.startOffset });
      const end = positions.fromEnd({ node: range.endContainer, offset: range.endOffset });
      return start < end ? { start, end } : null;
    },
  });
  return model;
}
