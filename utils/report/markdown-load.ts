/*
 * What a Markdown parser's time grows with by the square, counted line by line before anything is
 * parsed. A block beyond these bounds is kept as it is written. They lie far above what people
 * write: of a monthly report of 179 citations the fullest block has 67 runs of emphasis and 25
 * brackets.
 */

/** Quotes and lists in each other. */
const MAX_DEPTH = 100;
/** An item this far to the right lies in a hundred others. */
const MAX_INDENT = 2 * MAX_DEPTH;
/** Runs of one emphasis character in one paragraph: each may be matched with every one before it. */
const MAX_EMPHASIS = 1500;
/** In one paragraph. */
const MAX_BRACKETS = 4000;
/** One that closes nothing is looked for among all before it. */
const UNOPENED_COST = 8;
/** Open at once: what closes the innermost may close them all. */
const MAX_OPEN_BRACKETS = 100;
/** Beginnings of comments and the like, each of which may run on to the paragraph's end. */
const MAX_DECLARATIONS = 200;
/** Of one paragraph. */
const MAX_LINES = 2000;
/**
 * Items and underlined headings of one piece, times its lines: after each of them the parser
 * copies what it has read of the piece.
 */
const MAX_COPIED_LINES = 3_000_000;
/** From here on a piece is better cut where it can be. */
const MANY_COPIED_LINES = 50_000;
/** An underlined heading costs as much as these items. */
const UNDERLINE_COST = 4;

/** What starts a block of its own, in a quote too, whose lines are one paragraph otherwise. */
const STARTS_ANEW = /^(?:>[ \t]?)*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|[|#]|[ \t]*$)/u;
const INLINE_MARKS = /\*+|_+|~+|[[\]]|<[!?]/gu;
const CONTAINER_MARKS = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)))+/u;
const ONE_MARK = />|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/gu;
const UNDERLINE = /(?:^|[ \t>])(?:=+|-+)[ \t]*$/u;
export const THEMATIC_BREAK = /^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/u;

/** Counts the load of the lines that it is given. */
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
   * Takes a line without its indent; true where the piece holds more now than a parser can be
   * given. `indent` is in columns, 0 outside of lists.
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

  /** Whether they are nested too deep. */
  #countContainers(words: string): boolean {
    const marks = CONTAINER_MARKS.exec(words)?.[0];
    if (UNDERLINE.test(words)) this.#copies += UNDERLINE_COST;
    if (marks === undefined) return false;
    const count = marks.match(ONE_MARK)?.length ?? 0;
    this.#copies += count;
    return count > MAX_DEPTH && !THEMATIC_BREAK.test(words);
  }

  /** Whether too many brackets are open at once. */
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
