import { lastAtMost } from '@/utils/text/last-at-most';
import type { TextRange } from '@/utils/text/text-model';
import { isText, lastNodeIn, nextNode, type PageTree, previousNode } from './page-tree';
import type { TextSegments } from './text-assembler';

/** A boundary point of a DOM range. */
export interface BoundaryPoint<N extends object> {
  readonly node: N;
  readonly offset: number;
}

/** Maps offsets of a model's text to positions in the DOM. Each answer takes logarithmic time. */
export function createTextPlaces<N extends object, E extends N>(
  tree: PageTree<N, E>,
  { nodes, offsets, owners, starts }: TextSegments<N>,
  textLength: number,
) {
  /**
   * Returns the position of the unit at `offset`; for a separator, the position of the text after
   * it.
   */
  function toStart(offset: number): BoundaryPoint<N> | null {
    let index = lastAtMost(starts, offset);
    if (index < 0) return null;
    const length = lengthOf(index);
    let within = offset - (starts[index] ?? 0);
    if (within >= length && index + 1 < starts.length) {
      index++;
      within = 0;
    }
    return pointAt(index, Math.min(within, lengthOf(index)), false);
  }

  /** Returns the position directly after the unit before `offset`. */
  function toEnd(offset: number): BoundaryPoint<N> | null {
    const index = lastAtMost(starts, offset - 1);
    if (index < 0) return null;
    const within = offset - (starts[index] ?? 0);
    return pointAt(index, Math.min(within, lengthOf(index)), true);
  }

  /**
   * Returns the end of the node that contains the unit at `offset`, if that end is at most `limit`.
   * Linear in the number of ranges before that end.
   */
  function nodeEndWithin(offset: number, limit: number): number | null {
    let index = lastAtMost(starts, offset);
    const owner = owners[index];
    while (owners[index + 1] === owner && (starts[index + 1] ?? limit) < limit) index++;
    if (owners[index + 1] === owner) return null;
    const end = (starts[index] ?? 0) + lengthOf(index);
    return end <= limit ? end : null;
  }

  /** Returns the text node or the element that contains the unit at `offset`. */
  function nodeAt(offset: number): N | null {
    return ownerOf(lastAtMost(starts, offset)) ?? null;
  }

  /** Yields the ranges of text that each come from one node, in order. */
  function* pieces(): Generator<TextRange & { readonly node: N }> {
    for (let index = 0; index < starts.length; index++) {
      const node = ownerOf(index);
      const start = starts[index] ?? 0;
      if (node !== undefined) yield { node, start, end: start + lengthOf(index) };
    }
  }

  function ownerOf(index: number): N | undefined {
    return nodes[owners[index] ?? -1];
  }

  /** The number of units in a segment, without a separator after it. */
  function lengthOf(index: number): number {
    const next = index + 1 < starts.length ? (starts[index + 1] ?? 0) : textLength;
    const span = next - (starts[index] ?? 0);
    const node = ownerOf(index);
    if (node === undefined || !isText(tree, node)) return span;
    const end =
      owners[index + 1] === owners[index] ? (offsets[index + 1] ?? 0) : tree.dataOf(node).length;
    return Math.max(0, Math.min(span, end - (offsets[index] ?? 0)));
  }

  function pointAt(index: number, within: number, behind: boolean): BoundaryPoint<N> | null {
    const node = ownerOf(index);
    if (node === undefined) return null;
    if (isText(tree, node)) {
      return { node, offset: (offsets[index] ?? 0) + within };
    }
    const parent = tree.parentOf(node);
    if (parent === null) return null;
    const place = Array.prototype.indexOf.call(tree.childrenOf(parent), node);
    return { node: parent, offset: place + (behind ? 1 : 0) };
  }

  return { lengthOf, nodeAt, nodeEndWithin, ownerOf, pieces, toEnd, toStart };
}

/**
 * Maps between offsets of a model's text and positions in the DOM, in both directions. The index for
 * the way from the DOM is made at its first use.
 */
export function createTextPositions<N extends object, E extends N>(
  tree: PageTree<N, E>,
  segments: TextSegments<N>,
  textLength: number,
  root: N,
) {
  const { offsets, starts } = segments;
  const places = createTextPlaces(tree, segments, textLength);
  const { lengthOf, ownerOf } = places;
  let firstSegments: Map<N, number> | null = null;

  /**
   * Returns the offset of the first unit of text at or after a DOM position; the text's length if
   * there is none.
   */
  function fromStart(point: BoundaryPoint<N>): number {
    for (let node = firstTextFrom(point, false); node !== null; node = nextText(node, 1)) {
      const first = segmentsOf().get(node);
      if (first === undefined) continue;
      if (node !== point.node) return starts[first] ?? 0;
      for (let index = first; ownerOf(index) === node; index++) {
        const within = point.offset - (offsets[index] ?? 0);
        if (within < lengthOf(index)) return (starts[index] ?? 0) + Math.max(0, within);
      }
    }
    return textLength;
  }

  /** Returns the offset after the last unit of text before a DOM position; 0 if there is none. */
  function fromEnd(point: BoundaryPoint<N>): number {
    for (let node = firstTextFrom(point, true); node !== null; node = nextText(node, -1)) {
      const first = segmentsOf().get(node);
      if (first === undefined) continue;
      let found = -1;
      for (let index = first; ownerOf(index) === node; index++) {
        const limit = node === point.node ? point.offset - (offsets[index] ?? 0) : Infinity;
        if (limit <= 0) break;
        found = (starts[index] ?? 0) + Math.min(limit, lengthOf(index));
      }
      if (found >= 0) return found;
    }
    return 0;
  }

  function segmentsOf(): Map<N, number> {
    if (firstSegments !== null) return firstSegments;
    const first = new Map<N, number>();
    for (let index = 0; index < starts.length; index++) {
      const node = ownerOf(index);
      if (node !== undefined && !first.has(node)) first.set(node, index);
    }
    firstSegments = first;
    return first;
  }

  /** Returns the text node of a position, or the nearest text node after it (or before it). */
  function firstTextFrom({ node, offset }: BoundaryPoint<N>, backward: boolean): N | null {
    if (isText(tree, node)) return node;
    const children = tree.childrenOf(node);
    if (backward) {
      const before = children[offset - 1];
      return before === undefined ? nextText(node, -1) : lastNodeIn(tree, before);
    }
    const after = children[offset];
    return after ?? nextText(lastNodeIn(tree, node), 1);
  }

  function nextText(node: N, direction: 1 | -1): N | null {
    const within = tree.contains(root, node) ? root : tree.rootOf(node);
    return direction === 1 ? nextNode(tree, node, within) : previousNode(tree, node, within);
  }
  return { ...places, fromEnd, fromStart };
}
