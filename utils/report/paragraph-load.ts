/** Of one paragraph; a parser's time grows with their square. */
const MAX_EMPHASIS = 1500;
const MAX_BRACKETS = 4000;
/** Open at once: what closes the innermost may close them all. */
const MAX_OPEN_BRACKETS = 100;
/** Beginnings of comments and the like, each of which may run on to the paragraph's end. */
const MAX_DECLARATIONS = 200;
/** Of one paragraph. */
const MAX_LINES = 10_000;

/** What starts a block of its own, in a quote too, whose lines are one paragraph otherwise. */
const STARTS_ANEW = /^(?:>[ \t]?)*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|[|#]|[ \t]*$)/u;
const INLINE_MARKS = /[*_~]+|[[\]]|<[!?]/gu;

/** What a paragraph holds so far that a parser's time grows with. */
export class ParagraphLoad {
  #emphasis = 0;
  #brackets = 0;
  #unopened = 0;
  #openBrackets = 0;
  #declarations = 0;
  #lines = 0;

  startAnew(): void {
    this.#emphasis = 0;
    this.#brackets = 0;
    this.#unopened = 0;
    this.#openBrackets = 0;
    this.#declarations = 0;
    this.#lines = 0;
  }

  /** Takes a line; true where the paragraph holds more now than a parser can be given. */
  add(words: string): boolean {
    if (STARTS_ANEW.test(words)) this.startAnew();
    let tooNested = false;
    for (const [mark] of words.matchAll(INLINE_MARKS)) {
      if (mark === '[') {
        this.#brackets += 1;
        this.#openBrackets += 1;
        if (this.#openBrackets > MAX_OPEN_BRACKETS) tooNested = true;
      } else if (mark === ']') this.#closesBracket();
      else if (mark.startsWith('<')) this.#declarations += 1;
      else this.#emphasis += 1;
    }
    this.#lines += 1;
    return (
      tooNested ||
      this.#lines > MAX_LINES ||
      this.#emphasis > MAX_EMPHASIS ||
      this.#brackets > MAX_BRACKETS ||
      this.#declarations > MAX_DECLARATIONS
    );
  }

  #closesBracket(): void {
    this.#openBrackets = Math.max(0, this.#openBrackets - 1);
    if (this.#unopened < this.#brackets) this.#unopened += 1;
    else this.#brackets += 4;
  }
}
