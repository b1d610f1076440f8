/*
 * Counts, line by line and before parsing, the constructs for which a Markdown parser needs
 * quadratic time. A block above these limits is kept as it is, without parsing. Real texts stay far
 * below: in a monthly report with 179 citations, the fullest block has 67 runs of emphasis and 25
 * brackets.
 */

/** Maximum nesting depth of quotes and lists. */
const MAX_DEPTH = 100;
/**
 * Maximum indent of a list item in columns. An item with this indent is nested in a hundred others.
 */
const MAX_INDENT = 2 * MAX_DEPTH;
/**
 * Maximum runs of one emphasis character in a paragraph. The parser may compare each run with all
 * runs before it.
 */
const MAX_EMPHASIS = 1500;
/** Maximum number of brackets in one paragraph. */
const MAX_BRACKETS = 4000;
/** Cost of a closing bracket without an opening one: the parser searches everything before it. */
const UNOPENED_COST = 8;
/**
 * Maximum number of open brackets at one time. The bracket that closes the innermost one may close
 * all.
 */
const MAX_OPEN_BRACKETS = 100;
/**
 * Maximum number of openings of comments and similar constructs. Each may extend to the end of the
 * paragraph.
 */
const MAX_DECLARATIONS = 200;
/** Maximum number of lines in one paragraph. */
const MAX_LINES = 2000;
/**
 * Maximum product of a piece's lines with its list items and underlined headings. After each of
 * them the parser copies what it has read of the piece.
 */
const MAX_COPIED_LINES = 3_000_000;
/** Above this number, the reader cuts a piece where possible. */
const MANY_COPIED_LINES = 50_000;
/** Cost of an underlined heading, in list items. */
const UNDERLINE_COST = 4;

/**
 * Lines that start a new block, also inside a quote. Other lines of a quote continue its paragraph.
 */
const STARTS_ANEW = /^(?:>[ \t]?)*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|[|#]|[ \t]*$)/u;
const INLINE_MARKS = /\*+|_+|~+|[[\]]|<[!?]/gu;
const CONTAINER_MARKS = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)))+/u;
const ONE_MARK = />|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/gu;
const UNDERLINE = /(?:^|[ \t>])(?:=+|-+)[ \t]*$/u;
export const THEMATIC_BREAK = /^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/u;

/** Measures the parsing cost of lines. */
export class MarkdownLoad {
  #emphasis = 0;
  #brackets = 0;
  #openBrackets = 0;
  #declarations = 0;
  #paragraphLines = 0;
  #lines = 0;
  #copies = 0;

  get isHeavy(): boolean {
    return this.#copies * this.#lines > MANY_COPIED_LINES;
  }

  startPiece(): void {
    this.#lines = 0;
    this.#copies = 0;
  }

  startParagraph(): void {
    this.#emphasis = 0;
    this.#brackets = 0;
    this.#openBrackets = 0;
    this.#declarations = 0;
    this.#paragraphLines = 0;
  }

  /**
   * Adds a line without its indent. Returns true when the piece now exceeds the limits. `indent` is
   * in columns, and 0 outside of lists.
   */
  add(words: string, indent: number): boolean {
    if (STARTS_ANEW.test(words)) this.startParagraph();
    const isTooNested = indent > MAX_INDENT || this.#countContainers(words);
    const isTooOpen = this.#countInlineMarks(words);
    this.#paragraphLines += 1;
    this.#lines += 1;
    return (
      isTooNested ||
      isTooOpen ||
      this.#paragraphLines > MAX_LINES ||
      this.#emphasis > MAX_EMPHASIS ||
      this.#brackets > MAX_BRACKETS ||
      this.#declarations > MAX_DECLARATIONS ||
      this.#copies * this.#lines > MAX_COPIED_LINES
    );
  }

  /** Returns true when the containers are nested too deeply. */
  #countContainers(words: string): boolean {
    const marks = CONTAINER_MARKS.exec(words)?.[0];
    if (UNDERLINE.test(words)) this.#copies += UNDERLINE_COST;
    if (marks === undefined) return false;
    const count = marks.match(ONE_MARK)?.length ?? 0;
    this.#copies += count;
    return count > MAX_DEPTH && !THEMATIC_BREAK.test(words);
  }

  /** Returns true when too many brackets are open at the same time. */
  #countInlineMarks(words: string): boolean {
    let isTooOpen = false;
    for (const [mark] of words.matchAll(INLINE_MARKS)) {
      if (mark === '[') {
        this.#brackets += 1;
        this.#openBrackets += 1;
        if (this.#openBrackets > MAX_OPEN_BRACKETS) isTooOpen = true;
      } else if (mark === ']') this.#closesBracket();
      else if (mark.startsWith('<')) this.#declarations += 1;
      else this.#emphasis += 1;
    }
    return isTooOpen;
  }

  #closesBracket(): void {
    if (this.#openBrackets > 0) this.#openBrackets -= 1;
    else this.#brackets += UNOPENED_COST;
  }
}
