/** The distance from the edge of the box, in pixels, at which a point is inside it. */
const INSIDE = 2;

/** How far above a citation its line may begin, in pixels. */
const ABOVE = 4;

/** A place of the caret, as the selection has it. */
interface Place {
  readonly node: Node;
  readonly offset: number;
}

/*
 * Citations cannot be edited, and Firefox puts no caret beside them unless a text is there. In both
 * browsers, the caret goes past them here.
 */

/**
 * Moves the caret to the start or the end of its line, or extends the selection to there. Browsers
 * stop at elements that cannot be edited, and a line may begin or end with one. Returns false if
 * the line cannot be determined.
 */
export function goToLineEdge(root: HTMLElement, edge: 'start' | 'end', extend: boolean): boolean {
  const focus = focusIn(root);
  const line = focus === null ? null : caretBox(focus.node, focus.offset);
  if (line === null) return false;
  const box = root.getBoundingClientRect();
  const x = (edge === 'start') === isRightToLeft(root) ? box.right - INSIDE : box.left + INSIDE;
  const y = (line.top + line.bottom) / 2;
  const found = document.caretPositionFromPoint(x, y);
  if (found === null || !root.contains(found.offsetNode)) return false;
  const isOnLine = ({ top, bottom }: DOMRect) => top < y && y < bottom;
  const from = { node: found.offsetNode, offset: found.offset };
  select(pastCitations(root, from, edge, isOnLine), extend);
  return true;
}

/**
 * Moves the caret to the start or the end of the text, or extends the selection to there, if a
 * citation is there. Otherwise it returns false, because the browser does it.
 */
export function goToTextEdge(root: HTMLElement, edge: 'start' | 'end', extend: boolean): boolean {
  const last = edge === 'end' ? root.lastChild : root.firstChild;
  if (focusIn(root) === null || !isCitation(last)) return false;
  select(placeBeside(root, last, edge), extend);
  last.scrollIntoView({ block: 'nearest' });
  return true;
}

/** Moves the caret over the citation beside it. Returns false if there is none. */
export function stepOverCitation(
  root: HTMLElement,
  key: 'ArrowLeft' | 'ArrowRight',
  extend: boolean,
): boolean {
  const selection = getSelection();
  const focus = focusIn(root);
  // Without Shift, the browser puts the caret at the edge of the selection.
  if (focus === null || (selection?.isCollapsed === false && !extend)) return false;
  const edge = (key === 'ArrowRight') === isRightToLeft(root) ? 'start' : 'end';
  const isFirst = (_box: DOMRect, passed: number) => passed === 0;
  const place = pastCitations(root, focus, edge, isFirst);
  if (place !== focus) select(place, extend);
  return place !== focus;
}

/**
 * Deletes the word between the caret and the citation next to it. Chrome would delete the citation
 * as well. Returns false if more than one word or none is there, because the browser does it right.
 */
export function deleteWordTo(root: HTMLElement, edge: 'start' | 'end'): boolean {
  const focus = focusIn(root);
  if (!(focus?.node instanceof Text) || getSelection()?.isCollapsed !== true) return false;
  const { node, offset } = focus;
  const range = document.createRange();
  if (edge === 'end') range.setStart(node, offset);
  else range.setEnd(node, offset);
  const citation = nodeBeside(root, { node, offset: edge === 'end' ? node.length : 0 }, edge);
  if (!isCitation(citation)) return false;
  if (edge === 'end') range.setEnd(node, node.length);
  else range.setStart(node, 0);
  const words = [...WORDS.segment(range.toString())].filter(({ segment }) => segment.trim() !== '');
  if (words.length !== 1) return false;
  range.deleteContents();
  return true;
}

/** Splits a text into words, signs and spaces. */
const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Moves the caret that a click has set past the citations between it and the point. */
export function goToPoint(root: HTMLElement, x: number, y: number): void {
  const focus = focusIn(root);
  if (focus === null) return;
  const isBefore = ({ left, right, top }: DOMRect) =>
    top - ABOVE < y && (left + right) / 2 < x !== isRightToLeft(root);
  const place = pastCitations(root, focus, 'end', isBefore);
  if (place !== focus) select(place, getSelection()?.isCollapsed === false);
}

function focusIn(root: HTMLElement): Place | null {
  const selection = getSelection();
  const node = selection?.focusNode ?? null;
  if (selection === null || node === null || !root.contains(node)) return null;
  return { node, offset: selection.focusOffset };
}

function select({ node, offset }: Place, extend: boolean): void {
  if (extend) getSelection()?.extend(node, offset);
  else getSelection()?.setPosition(node, offset);
}

/** Returns the place behind the citations beside a place, up to the first that is not passed. */
function pastCitations(
  root: HTMLElement,
  from: Place,
  edge: 'start' | 'end',
  isPassed: (box: DOMRect, passed: number) => boolean,
): Place {
  let place = from;
  let passed = 0;
  let next = nodeBeside(root, from, edge);
  while (next !== null) {
    if (isCitation(next)) {
      const box = [...next.getClientRects()].at(edge === 'end' ? -1 : 0);
      if (box === undefined || !isPassed(box, passed)) break;
      passed += 1;
      place = placeBeside(root, next, edge);
    } else if (next.nodeValue !== '') break;
    next = edge === 'end' ? next.nextSibling : next.previousSibling;
  }
  return place;
}

/** Returns the child of the root beside a place, or the citation that the place is in. */
function nodeBeside(
  root: HTMLElement,
  { node, offset }: Place,
  edge: 'start' | 'end',
): ChildNode | null {
  const isEnd = edge === 'end';
  if (node === root) return root.childNodes[isEnd ? offset : offset - 1] ?? null;
  const child = [...root.childNodes].find((each) => each.contains(node)) ?? null;
  if (child !== node || isCitation(child)) return isCitation(child) ? child : null;
  if (offset !== (isEnd ? (node.nodeValue ?? '').length : 0)) return null;
  return isEnd ? node.nextSibling : node.previousSibling;
}

/**
 * Returns the place beside a citation; in the text there if there is one, because Firefox moves a
 * caret between the citation and the text.
 */
function placeBeside(root: HTMLElement, child: ChildNode, edge: 'start' | 'end'): Place {
  const isEnd = edge === 'end';
  const beside = isEnd ? child.nextSibling : child.previousSibling;
  if (beside instanceof Text) return { node: beside, offset: isEnd ? 0 : beside.length };
  return {
    node: root,
    offset: [...root.childNodes].indexOf(child) + (isEnd ? 1 : 0),
  };
}

function isCitation(node: ChildNode | null): node is HTMLElement {
  return node instanceof HTMLElement && node.contentEditable === 'false';
}

function isRightToLeft(root: HTMLElement): boolean {
  return getComputedStyle(root).direction === 'rtl';
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
