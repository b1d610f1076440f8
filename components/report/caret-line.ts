/** The distance from the edge of the box, in pixels, at which a point is inside it. */
const INSIDE = 2;

/**
 * Moves the caret to the start or the end of its line, or extends the selection to there. Browsers
 * stop at elements that cannot be edited, and a line may begin with one. Returns false if the line
 * cannot be determined.
 */
export function goToLineEdge(root: HTMLElement, edge: 'start' | 'end', extend: boolean): boolean {
  const selection = getSelection();
  const focus = selection?.focusNode ?? null;
  if (selection === null || focus === null || !root.contains(focus)) return false;
  const line = caretBox(focus, selection.focusOffset);
  if (line === null) return false;
  const box = root.getBoundingClientRect();
  const rightToLeft = getComputedStyle(root).direction === 'rtl';
  const x = (edge === 'start') === rightToLeft ? box.right - INSIDE : box.left + INSIDE;
  const found = document.caretPositionFromPoint(x, (line.top + line.bottom) / 2);
  if (found === null || !root.contains(found.offsetNode)) return false;
  const fixed = partOf(found.offsetNode)?.closest<HTMLElement>('[contenteditable=false]') ?? null;
  let { offsetNode: node, offset } = found;
  if (fixed?.parentNode != null && root.contains(fixed) && fixed !== root) {
    node = fixed.parentNode;
    offset = [...node.childNodes].indexOf(fixed) + (edge === 'start' ? 0 : 1);
  }
  if (extend) selection.extend(node, offset);
  else selection.setPosition(node, offset);
  return true;
}

function partOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement;
}

/** Between two elements a caret has no box, so the box of its neighbour is used. */
function caretBox(node: Node, offset: number): DOMRect | null {
  const range = document.createRange();
  range.setStart(node, offset);
  const [own] = range.getClientRects();
  if (own !== undefined) return own;
  const beside = node.childNodes[offset - 1] ?? node.childNodes[offset];
  if (beside === undefined) return null;
  range.selectNode(beside);
  return [...range.getClientRects()].at(-1) ?? null;
}
