/**
 * What is selected in a document, in order: Firefox selects several ranges. Where nothing is
 * selected in the document's own tree, its open shadow roots are asked, whose selections it
 * shows collapsed at their host.
 */
export function selectedRanges(document: Document): readonly Range[] {
  const selection = document.getSelection();
  if (selection === null) return [];
  const own = rangesOf(selection);
  if (own.length > 0) return own;
  const roots = openShadowRoots(document);
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

/** Chromium's own way, from before `getComposedRanges`. */
function selectionIn(root: ShadowRoot): Selection | null {
  const { getSelection } = root as { getSelection?: () => Selection | null };
  return getSelection?.call(root) ?? null;
}

/** A live range, which can't span trees: one that does is none. */
function toRange({ startContainer, startOffset, endContainer, endOffset }: StaticRange): Range[] {
  const range = new Range();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  return range.collapsed || range.startContainer !== startContainer ? [] : [range];
}

function openShadowRoots(tree: Document | ShadowRoot): ShadowRoot[] {
  return [...tree.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot === null ? [] : [shadowRoot, ...openShadowRoots(shadowRoot)],
  );
}
