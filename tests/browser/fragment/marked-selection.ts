const START = '⟦';
const END = '⟧';

function* textNodesOf(root: Node): Generator<Text> {
  for (const node of [...root.childNodes]) {
    if (node.nodeType === Node.TEXT_NODE) yield node as Text;
    const shadow = (node as Partial<Element>).shadowRoot;
    if (shadow) yield* textNodesOf(shadow);
    yield* textNodesOf(node);
  }
}

/** Takes a mark out of a page's text; where it stood. */
function takeMark(page: Document, mark: string): readonly [Text, number] {
  for (const node of textNodesOf(page)) {
    const offset = node.data.indexOf(mark);
    if (offset < 0) continue;
    node.deleteData(offset, mark.length);
    return [node, offset];
  }
  throw new Error(`No ${mark} in the page`);
}

/** The selection that a page's HTML marks with ⟦ and ⟧, which are taken out of it. */
export function markedSelection(page: Document): Range {
  const end = takeMark(page, END);
  const start = takeMark(page, START);
  const range = page.createRange();
  // Both in one node: taking the start's mark out moved the end by one.
  range.setStart(...start);
  range.setEnd(end[0], end[0] === start[0] ? end[1] - START.length : end[1]);
  return range;
}
