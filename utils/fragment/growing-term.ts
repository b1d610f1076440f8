/**
 * A term of a directive grows word by word from a fixed edge, its anchor, in one
 * direction: a prefix backward from where the selection starts, a start term forward
 * from there, an end term backward from where the selection ends, a suffix forward.
 * Its stops are the places where it may stop growing, nearest first.
 */
export interface GrowingTerm {
  readonly direction: 'forward' | 'backward';
  /** Where the term begins to grow: UTF-16 units of the model's text. */
  readonly anchor: number;
  readonly stops: readonly Stop[];
}

export interface Stop {
  /** Where the term ends (or, growing backward, begins). */
  readonly offset: number;
  /** UTF-16 units of the folded term. */
  readonly foldedLength: number;
  /** What the term costs a link: its length, and more where it is weak. */
  readonly cost: number;
}
