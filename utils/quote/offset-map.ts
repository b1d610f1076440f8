/** A run of the original and its replacement; in order, without overlap. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A text with some runs replaced, and a mapping between its offsets and the original's. Only
 * replacements are stored; a look-up is a binary search.
 */
export class OffsetMap {
  private readonly from: number[] = [];
  private readonly fromEnd: number[] = [];
  private readonly to: number[] = [];
  private readonly toEnd: number[] = [];
  readonly text: string;

  constructor(original: string, pieces: Iterable<Piece>) {
    const parts: string[] = [];
    let read = 0;
    let written = 0;
    for (const piece of pieces) {
      parts.push(original.slice(read, piece.start), piece.text);
      written += piece.start - read;
      this.from.push(piece.start);
      this.fromEnd.push(piece.end);
      this.to.push(written);
      written += piece.text.length;
      this.toEnd.push(written);
      read = piece.end;
    }
    parts.push(original.slice(read));
    this.text = parts.join('');
  }

  /** Returns the index of the last replaced run that starts at or before `offset`, or -1. */
  private static find(starts: readonly number[], offset: number): number {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private static map(
    offset: number,
    edge: 'start' | 'end',
    starts: readonly number[],
    ends: readonly number[],
    targets: readonly number[],
    targetEnds: readonly number[],
  ): number {
    let at = OffsetMap.find(starts, offset);
    // An end exactly at the start of a replaced run is before it.
    if (edge === 'end') while (at >= 0 && (starts[at] ?? 0) === offset) at--;
    if (at < 0) return offset;
    const end = ends[at] ?? 0;
    if (offset >= end) return (targetEnds[at] ?? 0) + (offset - end);
    return edge === 'start' ? (targets[at] ?? 0) : (targetEnds[at] ?? 0);
  }

  /** Maps an offset of `text` to the original; inside a replaced run, to its start or its end. */
  backward(offset: number, edge: 'start' | 'end'): number {
    return OffsetMap.map(offset, edge, this.to, this.toEnd, this.from, this.fromEnd);
  }

  /** Maps an offset of the original to `text`; inside a replaced run, to its start or its end. */
  forward(offset: number, edge: 'start' | 'end' = 'start'): number {
    return OffsetMap.map(offset, edge, this.from, this.fromEnd, this.to, this.toEnd);
  }
}
