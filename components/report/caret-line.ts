/** Pixels into the box from its edge, so that the point lies in it. */
const INSIDE = 2;

/**
 * Moves the caret to the start or the end of the line that it stands on, or selects as far as
 * there. Browsers stop at elements that can't be edited, and a line of a statement may begin
 * with one. False where the line can't be told.
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

/** Between two elements a caret has no box of its own: it stands on the line of its neighbour. */
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
