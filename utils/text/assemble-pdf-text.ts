import { joinLines } from './join-lines';
import type { PdfPage } from './pdf-page';
import { runningLines } from './running-lines';
import { type PdfLine, setPdfLines } from './set-pdf-lines';
import type { TextBlock, TextMark } from './text-model';

/** A word that is broken by a hyphen at a line end. */
export interface BrokenWord {
  /** The offset of its hyphen in the text: one unit, U+00AD, or "-" if it is kept. */
  readonly at: number;
  readonly left: string;
  readonly right: string;
  /** How the rest of the document spells it: with its hyphen, without, or unknown. */
  readonly spelt: 'with' | 'without' | 'unknown';
}

/** The text of a PDF as one string, in reading order. Offsets are UTF-16 units. */
export interface PdfText {
  /** White space collapsed; paragraphs, cells, columns and pages are separated by "\n". */
  readonly text: string;
  readonly blocks: readonly TextBlock[];
  readonly marks: readonly TextMark[];
  /** Where each page's text begins. Running heads and feet come after the text of the last page. */
  readonly pageStarts: readonly number[];
  readonly bodyEnd: number;
  readonly broken: readonly BrokenWord[];
}

/** In usual line distances. A larger distance starts another paragraph. */
const PARAGRAPH_GAP = 1.35;
/** In font sizes, for documents that are too short to have a usual distance. */
const USUAL_LEADING = 1.4;
const WORD = /\p{L}[\p{L}\p{M}\p{N}'’]*(?:[-\u2010]\p{L}[\p{L}\p{M}\p{N}'’]*)*/gu;
const ENDS_IN_GROUP = /(?<![\p{N}.,])\p{N}{1,3}$/u;
const STARTS_WITH_GROUP = /^\p{N}{3}(?!\p{N})/u;

/**
 * Returns the usual distance between lines of a paragraph, in font sizes: the median of the
 * document.
 */
function usualLeading(pages: readonly (readonly PdfLine[])[]): number {
  const drops: number[] = [];
  for (const lines of pages) {
    for (let at = 1; at < lines.length; at++) {
      const before = lines[at - 1];
      const line = lines[at];
      if (before === undefined || line === undefined || line.size <= 0) continue;
      const drop = (before.across - line.across) / line.size;
      if (sameSetting(before, line) && drop > 0.5 && drop < 3) drops.push(drop);
    }
  }
  drops.sort((a, b) => a - b);
  return drops.length < 3 ? USUAL_LEADING : (drops[drops.length >> 1] ?? USUAL_LEADING);
}

function sameSetting(before: PdfLine, line: PdfLine): boolean {
  return (
    before.angle === line.angle &&
    Math.abs(before.size - line.size) <= 0.15 * Math.max(before.size, line.size)
  );
}

/** Returns whether a line continues the paragraph of the previous line on the page. */
function continuesParagraph(before: PdfLine, line: PdfLine, leading: number): boolean {
  if (!sameSetting(before, line)) return false;
  const drop = (before.across - line.across) / Math.max(line.size, 0.1);
  if (drop < 0.5 || drop > leading * PARAGRAPH_GAP) return false;
  // Joined, two figures would become another figure.
  return !(ENDS_IN_GROUP.test(before.text) && STARTS_WITH_GROUP.test(line.text));
}

/** The end of the text so far that decides how it continues, in UTF-16 units. */
const TAIL = 80;

class Assembler {
  readonly blocks: TextBlock[] = [];
  readonly marks: TextMark[] = [];
  readonly broken: Omit<BrokenWord, 'spelt'>[] = [];
  length = 0;
  private readonly parts: string[] = [];
  private tail = '';
  private blockStart = 0;

  constructor(private readonly language: string) {}

  get text(): string {
    return this.parts.join('');
  }

  /** Returns the offset at which the line now starts. */
  add(line: PdfLine, following: boolean, ofBody: boolean): number {
    const join = joinLines(this.tail, line.text);
    // A word that is broken at the end of a column or a page continues too.
    if (this.length > this.blockStart && (following || (ofBody && join.kind === 'broken'))) {
      if (join.kind === 'space') this.push(' ');
      if (join.kind === 'broken') this.breakWord(join.left, join.right);
    } else {
      this.endBlock();
    }
    const start = this.length;
    this.push(line.text);
    for (const mark of line.marks) {
      this.marks.push({ ...mark, start: mark.start + start, end: mark.end + start });
    }
    return start;
  }

  endBlock(): void {
    if (this.length === this.blockStart) return;
    const { blockStart: start, language } = this;
    this.blocks.push({ start, end: this.length, language });
    this.push('\n');
    this.blockStart = this.length;
  }

  private push(text: string): void {
    this.parts.push(text);
    this.length += text.length;
    this.tail = (this.tail + text).slice(-TAIL);
  }

  private breakWord(left: string, right: string): void {
    const last = this.parts.pop() ?? '';
    this.parts.push(`${last.slice(0, -1)}\u00AD`);
    this.tail = `${this.tail.slice(0, -1)}\u00AD`;
    this.broken.push({ at: this.length - 1, left, right });
  }
}

/** Returns the words of the document that no line end breaks, in lower case. */
function wholeWords(text: string, broken: readonly { readonly at: number }[]): Set<string> {
  const words = new Set<string>();
  let next = 0;
  for (const match of text.matchAll(WORD)) {
    const end = match.index + match[0].length;
    while ((broken[next]?.at ?? Number.POSITIVE_INFINITY) < match.index - 1) next++;
    const at = broken[next]?.at;
    if (at !== undefined && (at === end || at === match.index - 1)) continue;
    words.add(match[0].toLowerCase().replaceAll('\u2010', '-'));
  }
  return words;
}

function spellingElsewhere(words: ReadonlySet<string>, left: string, right: string) {
  const withHyphen = words.has(`${left}-${right}`.toLowerCase());
  const without = words.has(`${left}${right}`.toLowerCase());
  if (withHyphen === without) return 'unknown';
  return withHyphen ? 'with' : 'without';
}

/**
 * Assembles the text of a PDF from its pages: lines to paragraphs, words broken at line ends to
 * words, raised and lowered figures with marks, and running heads and feet apart. Linear in the
 * runs, except for sorting a page's lines by their height.
 *
 * A broken word has a soft hyphen (U+00AD), which the judge ignores. If the document has the word
 * inside a line only with its hyphen, the hyphen is kept.
 */
export function assemblePdfText(pages: readonly PdfPage[], language = ''): PdfText {
  const lines = pages.map(setPdfLines);
  const running = runningLines(lines);
  const leading = usualLeading(lines);
  const assembler = new Assembler(language);
  const pageStarts: number[] = [];
  for (const page of lines) {
    let before: PdfLine | null = null;
    let first = true;
    for (const line of page) {
      if (running.has(line)) continue;
      const follows = before !== null && continuesParagraph(before, line, leading);
      const start = assembler.add(line, follows, true);
      if (first) pageStarts.push(start);
      first = false;
      before = line;
    }
    if (first) pageStarts.push(assembler.length);
  }
  const bodyEnd = assembler.length;
  assembler.endBlock();
  for (const line of lines.flat()) {
    if (!running.has(line)) continue;
    assembler.add(line, false, false);
    assembler.endBlock();
  }
  return settleBrokenWords(assembler, pageStarts, bodyEnd);
}

function settleBrokenWords(
  assembler: Assembler,
  pageStarts: readonly number[],
  bodyEnd: number,
): PdfText {
  const { text, blocks, marks, broken } = assembler;
  const words = wholeWords(text, broken);
  const settled = broken.map((word): BrokenWord => {
    return { ...word, spelt: spellingElsewhere(words, word.left, word.right) };
  });
  const kept = settled.filter(({ spelt }) => spelt === 'with').map(({ at }) => at);
  const end = text.endsWith('\n') ? text.length - 1 : text.length;
  return {
    text: withHyphensAt(text.slice(0, end), kept),
    blocks,
    marks,
    pageStarts,
    bodyEnd,
    broken: settled,
  };
}

/**
 * Returns the text with a hyphen at each of these offsets, unit by unit, so that offsets stay
 * valid.
 */
export function withHyphensAt(text: string, offsets: readonly number[]): string {
  const parts: string[] = [];
  let read = 0;
  for (const at of offsets) {
    parts.push(text.slice(read, at), '-');
    read = at + 1;
  }
  return parts.join('') + text.slice(read);
}
