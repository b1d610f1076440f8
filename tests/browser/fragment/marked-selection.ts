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

/** Removes a mark from a page's text. Returns its position. */
function takeMark(page: Document, mark: string): readonly [Text, number] {
  for (const node of textNodesOf(page)) {
    const offset = node.data.indexOf(mark);
    if (offset < 0) continue;
    node.deleteData(offset, mark.length);
    return [node, offset];
  }
  throw new Error(`No ${mark} in the page`);
}

/** Removes ⟦ and ⟧ from a page's HTML and returns the selection between them. */
export function markedSelection(page: Document): Range {
  const end = takeMark(page, END);
  const start = takeMark(page, START);
  const range = page.createRange();
  // If both are in one node, removing the start mark moved the end by one.
  range.setStart(...start);
  range.setEnd(end[0], end[0] === start[0] ? end[1] - START.length : end[1]);
  return range;
}
