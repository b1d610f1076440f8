/**
 * The searchable text of a page as one string, made in one pass over its DOM. Everything that
 * finds, builds, describes, matches or judges works on this. All offsets are UTF-16 units in
 * `text`, ends exclusive.
 */
export interface TextModel {
  /** White space collapsed as rendered; consecutive blocks are separated by one "\n". */
  readonly text: string;
  /**
   * The blocks of the text, in order and without overlap. A term of a directive lies inside one
   * block. Between two blocks is their separator, a space where an inline box separates them, or
   * text that no browser finds (a floating first letter).
   */
  readonly blocks: readonly TextBlock[];
  /**
   * Parts whose formatting changes their meaning, by their starts; they may be nested. Absent if
   * the page has none, or if nothing is known about them, as for a snapshot, which is only text.
   */
  readonly marks?: readonly TextMark[];
  /**
   * The ranges that a browser might not show, sorted by their starts. Only the page's layout could
   * tell whether it shows them. An empty range is a position where a browser might show words that
   * `text` does not contain. Absent when all text is known to be shown, or when nothing is known.
   */
  readonly mayBeHidden?: readonly TextRange[];
  /**
   * The places where the page shows a formula or an image that says something, sorted by their
   * starts: empty ranges, or the letters of a formula. Absent if there are none, or if nothing is
   * known about them.
   */
  readonly wordless?: readonly TextRange[];
  /**
   * The ranges that the browser showed to nobody when the page was read, sorted by their starts.
   * Absent when the page had no layout.
   */
  readonly unseen?: readonly TextRange[];
  /**
   * Returns the end of the text node that contains the unit at `offset` if that end is at most
   * `limit`, or null for a longer node. Absent when the model has no nodes. A restarted search
   * begins at a node boundary.
   */
  nodeEndWithin?(offset: number, limit: number): number | null;
  /**
   * Returns whether a range ends before it starts in the document, where slots show nodes in another
   * order. Browsers do not find such a range. Absent when the model has no nodes.
   */
  isReversed?(range: TextRange): boolean;
  /** Returns the finder's folding, without what browsers ignore. Made once, at the first use. */
  folded(): FoldedText;
}

export interface TextBlock {
  readonly start: number;
  readonly end: number;
  /** BCP 47 of the block's first text; '' if the page does not say. */
  readonly language: string;
  /**
   * Why the text, although it is searched, is skipped between a directive's terms like white space:
   * `clipped`: the box around it clips it; `field`: a form field shows it, and the search is not
   * inside this field.
   */
  readonly passedOver?: 'clipped' | 'field';
  /**
   * The offset where the text of the innermost closed `details` or `hidden="until-found"` around
   * the block begins. A search that comes from before this offset passes over the block.
   */
  readonly closed?: number;
  /**
   * Offsets in `text`, from the end of the block before on, where something is visible that no search
   * finds (a select, inert text). No term follows another across it, unless the search passes over
   * the block.
   */
  readonly barriers?: readonly number[];
  /**
   * The edges of the block beside a word of the browser that `text` does not contain, in the same
   * line and without white space. No word starts or ends there.
   */
  readonly joints?: readonly number[];
}

/** A raised or lowered `2` beside a `10`, a struck-out word, the mark of a footnote. */
export const TEXT_MARK_KINDS = ['raised', 'lowered', 'struck', 'note'] as const;
export type TextMarkKind = (typeof TEXT_MARK_KINDS)[number];

export interface TextMark extends TextRange {
  readonly kind: TextMarkKind;
}

/** A folded form of a text, with a mapping back to it. */
export interface FoldedText {
  readonly text: string;
  /** Returns the offset in the original of the folded unit at `offset` (or of the end). */
  toOriginal(offset: number): number;
  /** Returns the first folded offset at or after the original `offset`. */
  toFolded(offset: number): number;
}

export interface TextRange {
  readonly start: number;
  readonly end: number;
}
