/**
 * A term of a directive that grows word by word from a fixed end, its anchor, in one direction: a
 * prefix grows backward from the start of the selection, a start term forward from there, an end
 * term backward from the end of the selection, a suffix forward. Its stops are the offsets where it
 * may end, the nearest first.
 */
export interface GrowingTerm {
  readonly direction: 'forward' | 'backward';
  /** Where the term begins to grow, in UTF-16 units of the model's text. */
  readonly anchor: number;
  readonly stops: readonly Stop[];
}

export interface Stop {
  /** Where the term ends or, growing backward, begins. */
  readonly offset: number;
  /** UTF-16 units of the folded term. */
  readonly foldedLength: number;
  /** The cost of the term for a link: its length, plus a penalty if it is weak. */
  readonly cost: number;
}
