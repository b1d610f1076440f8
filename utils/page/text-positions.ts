import { lastAtMost } from '@/utils/text/last-at-most';
import type { TextRange } from '@/utils/text/text-model';
import { isText, lastNodeIn, nextNode, type PageTree, previousNode } from './page-tree';
import type { TextSegments } from './text-assembler';

/** A boundary point of a DOM range. */
export interface BoundaryPoint<N extends object> {
  readonly node: N;
  readonly offset: number;
}

/**
 * Maps between offsets of a model's text and positions in the DOM. Each answer takes logarithmic
 * time; the index for the way from the DOM is made at its first use.
 */
export class TextPositions<N extends object, E extends N> {
  #firstSegments: Map<N, number> | null = null;

  constructor(
    private readonly tree: PageTree<N, E>,
    private readonly segments: TextSegments<N>,
    private readonly textLength: number,
    private readonly root: N,
  ) {}

  /**
   * Returns the position of the unit at `offset`; for a separator, the position of the text after
   * it.
   */
  toStart(offset: number): BoundaryPoint<N> | null {
    const { starts } = this.segments;
    let index = lastAtMost(starts, offset);
    if (index < 0) return null;
    const length = this.#lengthOf(index);
    let within = offset - (starts[index] ?? 0);
    if (within >= length && index + 1 < starts.length) {
      index++;
      within = 0;
    }
    return this.#pointAt(index, Math.min(within, this.#lengthOf(index)), false);
  }

  /** Returns the position directly after the unit before `offset`. */
  toEnd(offset: number): BoundaryPoint<N> | null {
    const index = lastAtMost(this.segments.starts, offset - 1);
    if (index < 0) return null;
    const within = offset - (this.segments.starts[index] ?? 0);
    return this.#pointAt(index, Math.min(within, this.#lengthOf(index)), true);
  }

  /**
   * Returns the offset of the first unit of text at or after a DOM position; the text's length if
   * there is none.
   */
  fromStart(point: BoundaryPoint<N>): number {
    const { starts, offsets } = this.segments;
    for (
      let node = this.#firstTextFrom(point, false);
      node !== null;
      node = this.#nextText(node, 1)
    ) {
      const first = this.#segmentsOf().get(node);
      if (first === undefined) continue;
      if (node !== point.node) return starts[first] ?? 0;
      for (let index = first; this.#owner(index) === node; index++) {
        const within = point.offset - (offsets[index] ?? 0);
        if (within < this.#lengthOf(index)) return (starts[index] ?? 0) + Math.max(0, within);
      }
    }
    return this.textLength;
  }

  /** Returns the offset after the last unit of text before a DOM position; 0 if there is none. */
  fromEnd(point: BoundaryPoint<N>): number {
    const { starts, offsets } = this.segments;
    for (
      let node = this.#firstTextFrom(point, true);
      node !== null;
      node = this.#nextText(node, -1)
    ) {
      const first = this.#segmentsOf().get(node);
      if (first === undefined) continue;
      let found = -1;
      for (let index = first; this.#owner(index) === node; index++) {
        const limit = node === point.node ? point.offset - (offsets[index] ?? 0) : Infinity;
        if (limit <= 0) break;
        found = (starts[index] ?? 0) + Math.min(limit, this.#lengthOf(index));
      }
      if (found >= 0) return found;
    }
    return 0;
  }

  /**
   * Returns the end of the node that contains the unit at `offset`, if that end is at most `limit`.
   * Linear in the number of ranges before that end.
   */
  nodeEndWithin(offset: number, limit: number): number | null {
    const { starts, owners } = this.segments;
    let index = lastAtMost(starts, offset);
    const owner = owners[index];
    while (owners[index + 1] === owner && (starts[index + 1] ?? limit) < limit) index++;
    if (owners[index + 1] === owner) return null;
    const end = (starts[index] ?? 0) + this.#lengthOf(index);
    return end <= limit ? end : null;
  }

  /** Yields the ranges of text that each come from one node, in order. */
  *pieces(): Generator<TextRange & { readonly node: N }> {
    for (let index = 0; index < this.segments.starts.length; index++) {
      const node = this.#owner(index);
      const start = this.segments.starts[index] ?? 0;
      if (node !== undefined) yield { node, start, end: start + this.#lengthOf(index) };
    }
  }

  #owner(index: number): N | undefined {
    return this.segments.nodes[this.segments.owners[index] ?? -1];
  }

  /** The number of units in a segment, without a separator after it. */
  #lengthOf(index: number): number {
    const { starts, offsets, owners } = this.segments;
    const next = index + 1 < starts.length ? (starts[index + 1] ?? 0) : this.textLength;
    const span = next - (starts[index] ?? 0);
    const node = this.#owner(index);
    if (node === undefined || !isText(this.tree, node)) return span;
    const end =
      owners[index + 1] === owners[index]
        ? (offsets[index + 1] ?? 0)
        : this.tree.dataOf(node).length;
    return Math.max(0, Math.min(span, end - (offsets[index] ?? 0)));
  }

  #pointAt(index: number, within: number, behind: boolean): BoundaryPoint<N> | null {
    const node = this.#owner(index);
    if (node === undefined) return null;
    if (isText(this.tree, node)) {
      return { node, offset: (this.segments.offsets[index] ?? 0) + within };
    }
    const parent = this.tree.parentOf(node);
    if (parent === null) return null;
    const place = Array.prototype.indexOf.call(this.tree.childrenOf(parent), node);
    return { node: parent, offset: place + (behind ? 1 : 0) };
  }

  #segmentsOf(): Map<N, number> {
    if (this.#firstSegments !== null) return this.#firstSegments;
    const first = new Map<N, number>();
    for (let index = 0; index < this.segments.starts.length; index++) {
      const node = this.#owner(index);
      if (node !== undefined && !first.has(node)) first.set(node, index);
    }
    this.#firstSegments = first;
    return first;
  }

  /** Returns the text node of a position, or the nearest text node after it (or before it). */
  #firstTextFrom({ node, offset }: BoundaryPoint<N>, backward: boolean): N | null {
    const { tree } = this;
    if (isText(tree, node)) return node;
    const children = tree.childrenOf(node);
    if (backward) {
      const before = children[offset - 1];
      return before === undefined ? this.#nextText(node, -1) : lastNodeIn(tree, before);
    }
    const after = children[offset];
    return after ?? this.#nextText(lastNodeIn(tree, node), 1);
  }

  #nextText(node: N, direction: 1 | -1): N | null {
    const { tree, root } = this;
    const within = tree.contains(root, node) ? root : tree.rootOf(node);
    return direction === 1 ? nextNode(tree, node, within) : previousNode(tree, node, within);
  }
}
