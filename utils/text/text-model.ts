/**
 * The searchable text of a page as one string, made in one pass over its DOM.
 * Everything that finds, builds, describes, matches or judges works on this.
 * All offsets are UTF-16 units into `text`, ends exclusive.
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
   * Stretches whose setting changes what they say, by their starts; they may lie in one
   * another. Left out where the page has none, or where nothing is known of them: a snapshot
   * is text alone.
   */
  readonly marks?: readonly TextMark[];
  /**
   * The ranges that a browser might not show, sorted by their starts. Only the page's layout could
   * tell whether it shows them. An empty range is a position where a browser might show words that
   * `text` does not contain. Absent when all text is known to be shown, or when nothing is known.
   */
  readonly mayBeHidden?: readonly TextRange[];
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
  /** The finder's folding: what browsers ignore is folded away. Made once, on first use. */
  folded(): FoldedText;
}

export interface TextBlock {
  readonly start: number;
  readonly end: number;
  /** BCP 47 of the block's first text; '' where the page does not say. */
  readonly language: string;
  /**
   * Searched, but passed over between a directive's terms as white space is: what the box
   * around it clips away; and, unless the search is inside it, what a form field shows.
   */
  readonly passedOver?: 'clipped' | 'field';
  /**
   * The offset where the text of the innermost closed `details` or `hidden="until-found"` around
   * the block begins. A search that comes from before this offset passes over the block.
   */
  readonly closed?: number;
  /**
   * Offsets in `text`, from the block's start on, where something is shown that no search
   * finds (a select, inert text): no term follows another across it.
   */
  readonly barriers?: readonly number[];
}

/** `10` and a raised `2`, a lowered `2`, a struck-out word, the mark of a footnote. */
export const TEXT_MARK_KINDS = ['raised', 'lowered', 'struck', 'note'] as const;
export type TextMarkKind = (typeof TEXT_MARK_KINDS)[number];

export interface TextMark extends TextRange {
  readonly kind: TextMarkKind;
}

/** A folded form of a text and the way back to it. */
export interface FoldedText {
  readonly text: string;
  /** The offset in the original of the folded unit at `offset` (or of the end). */
  toOriginal(offset: number): number;
  /** The first folded offset that stands at or after the original `offset`. */
  toFolded(offset: number): number;
}

export interface TextRange {
  readonly start: number;
  readonly end: number;
}
