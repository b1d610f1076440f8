import { lastAtMost } from '@/utils/text/last-at-most';
import type { TextSegments } from './text-assembler';

/** A boundary point of a DOM range. */
export interface BoundaryPoint {
  readonly node: Node;
  readonly offset: number;
}

/** Text, or a CDATA section: by type, not by class, since it may belong to another window. */
export function isText(node: Node): node is Text {
  return node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE;
}

/**
 * Both ways between offsets of a model's text and positions in the DOM.
 * Each answer is logarithmic in the text; the way from the DOM is indexed on first use.
 */
export class TextPositions {
  private firstSegments: Map<Node, number> | null = null;

  constructor(
    private readonly segments: TextSegments,
    private readonly textLength: number,
    private readonly root: Node,
  ) {}

  /** Where the unit at `offset` stands; for a separator, where the text after it does. */
  toStart(offset: number): BoundaryPoint | null {
    const { starts } = this.segments;
    let index = lastAtMost(starts, offset);
    if (index < 0) return null;
    const length = this.lengthOf(index);
    let within = offset - (starts[index] ?? 0);
    if (within >= length && index + 1 < starts.length) {
      index++;
      within = 0;
    }
    return this.pointAt(index, Math.min(within, this.lengthOf(index)), false);
  }

  /** The place just behind the unit before `offset`. */
  toEnd(offset: number): BoundaryPoint | null {
    const index = lastAtMost(this.segments.starts, offset - 1);
    if (index < 0) return null;
    const within = offset - (this.segments.starts[index] ?? 0);
    return this.pointAt(index, Math.min(within, this.lengthOf(index)), true);
  }

  /** The offset of the first unit of text at or after a DOM position; the text's length if none is. */
  fromStart(point: BoundaryPoint): number {
    const { starts, offsets } = this.segments;
    for (
      let node = this.firstTextFrom(point, false);
      node !== null;
      node = this.nextText(node, 1)
    ) {
      const first = this.segmentsOf().get(node);
      if (first === undefined) continue;
      if (node !== point.node) return starts[first] ?? 0;
      for (let index = first; this.owner(index) === node; index++) {
        const within = point.offset - (offsets[index] ?? 0);
        if (within < this.lengthOf(index)) return (starts[index] ?? 0) + Math.max(0, within);
      }
    }
    return this.textLength;
  }

  /** The offset behind the last unit of text before a DOM position; 0 if none is. */
  fromEnd(point: BoundaryPoint): number {
    const { starts, offsets } = this.segments;
    for (
      let node = this.firstTextFrom(point, true);
      node !== null;
      node = this.nextText(node, -1)
    ) {
      const first = this.segmentsOf().get(node);
      if (first === undefined) continue;
      let found = -1;
      for (let index = first; this.owner(index) === node; index++) {
        const limit = node === point.node ? point.offset - (offsets[index] ?? 0) : Infinity;
        if (limit <= 0) break;
        found = (starts[index] ?? 0) + Math.min(limit, this.lengthOf(index));
      }
      if (found >= 0) return found;
    }
    return 0;
  }

  private owner(index: number): Node | undefined {
    return this.segments.nodes[this.segments.owners[index] ?? -1];
  }

  /** Units of text in a segment; a separator behind it is none of them. */
  private lengthOf(index: number): number {
    const { starts, offsets, owners } = this.segments;
    const next = index + 1 < starts.length ? (starts[index + 1] ?? 0) : this.textLength;
    const span = next - (starts[index] ?? 0);
    const node = this.owner(index);
    if (node === undefined || !isText(node)) return span;
    const end = owners[index + 1] === owners[index] ? (offsets[index + 1] ?? 0) : node.length;
    return Math.max(0, Math.min(span, end - (offsets[index] ?? 0)));
  }

  private pointAt(index: number, within: number, behind: boolean): BoundaryPoint | null {
    const node = this.owner(index);
    if (node === undefined) return null;
    if (isText(node)) {
      return { node, offset: (this.segments.offsets[index] ?? 0) + within };
    }
    const { parentNode } = node;
    if (parentNode === null) return null;
    const place = Array.prototype.indexOf.call(parentNode.childNodes, node);
    return { node: parentNode, offset: place + (behind ? 1 : 0) };
  }

  private segmentsOf(): Map<Node, number> {
    if (this.firstSegments !== null) return this.firstSegments;
    const first = new Map<Node, number>();
    for (let index = 0; index < this.segments.starts.length; index++) {
      const node = this.owner(index);
      if (node !== undefined && !first.has(node)) first.set(node, index);
    }
    this.firstSegments = first;
    return first;
  }

  /** The text node of a position, or the nearest node in document order from it on (or before it). */
  private firstTextFrom(point: BoundaryPoint, backward: boolean): Node | null {
    const { node, offset } = point;
    if (isText(node)) return node;
    if (backward) {
      const before = node.childNodes[offset - 1];
      if (before === undefined) return this.nextText(node, -1);
      let last: Node = before;
      while (last.lastChild !== null) last = last.lastChild;
      return last;
    }
    const after = node.childNodes[offset];
    if (after !== undefined) return after;
    let last: Node = node;
    while (last.lastChild !== null) last = last.lastChild;
    return this.nextText(last, 1);
  }

  private nextText(node: Node, direction: 1 | -1): Node | null {
    const top = node.getRootNode();
    const walker = (node.ownerDocument ?? document).createTreeWalker(
      this.root.contains(node) ? this.root : top,
    );
    walker.currentNode = node;
    return direction === 1 ? walker.nextNode() : walker.previousNode();
  }
}
