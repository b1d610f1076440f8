import { selectionOf } from './live-page';
import { liveTree } from './live-tree';

/**
 * Returns the selected ranges of a document in order; Firefox can select several. If nothing is
 * selected in the document's own tree, asks its shadow roots, whose selections the document
 * shows collapsed at their host.
 */
export function selectedRanges(document: Document): readonly Range[] {
  const selection = selectionOf(document);
  if (selection === null) return [];
  const own = rangesOf(selection);
  if (own.length > 0) return own;
  const roots = shadowRootsIn(document);
  if (roots.length === 0) return [];
  const composed =
    typeof selection.getComposedRanges === 'function'
      ? selection.getComposedRanges({ shadowRoots: roots }).flatMap((range) => toRange(range))
      : [];
  return composed.length > 0 ? composed : roots.flatMap((root) => rangesOf(selectionIn(root)));
}

function rangesOf(selection: Selection | null): Range[] {
  if (selection === null) return [];
  return Array.from({ length: selection.rangeCount }, (_, at) => selection.getRangeAt(at)).filter(
    (range) => !range.collapsed,
  );
}

/** Chromium's own method, from before `getComposedRanges`. */
function selectionIn(root: ShadowRoot): Selection | null {
  const { getSelection } = root as { getSelection?: () => Selection | null };
  return getSelection?.call(root) ?? null;
}

/**
 * Returns a live range, which cannot cross trees. A range that crosses trees is reduced to the part
 * in the shadow tree of its start, or else of its end. A triple click ends at the start of the next
 * element, outside of the tree.
 */
function toRange({ startContainer, startOffset, endContainer, endOffset }: StaticRange): Range[] {
  const range = new Range();
  const [from, to] = [liveTree.rootOf(startContainer), liveTree.rootOf(endContainer)];
  if (from === to || !(from instanceof ShadowRoot)) range.setEnd(endContainer, endOffset);
  else range.setEnd(from, liveTree.childrenOf(from).length);
  if (from === to || from instanceof ShadowRoot) range.setStart(startContainer, startOffset);
  else range.setStart(to, 0);
  return range.collapsed ? [] : [range];
}

function shadowRootsIn(tree: Node): ShadowRoot[] {
  return [...liveTree.select(tree, '*')].flatMap((element) => {
    const root = liveTree.shadowRootOf(element);
    return root === null ? [] : [root as ShadowRoot, ...shadowRootsIn(root)];
  });
}
