import { htmlBlockStart } from './html-block-start';
import { MarkdownLoad, THEMATIC_BREAK } from './markdown-load';

/*
 * Cuts Markdown into pieces that can be parsed separately. A piece ends only where all its blocks
 * have ended, so that the blocks of all pieces are the blocks of the whole.
 * https://spec.commonmark.org/0.31.2/#phase-1-block-structure
 */

export interface Piece {
  /** UTF-16 offsets in the source; each piece starts where the previous one ends. */
  readonly start: number;
  readonly end: number;
  /** Whether containers, emphasis or brackets are nested too deep to be parsed. */
  readonly tooDeep: boolean;
  /** Whether it may contain link reference or footnote definitions. */
  readonly defines: boolean;
}

/**
 * The minimum length of a piece where the source allows it, because a parse has a fixed cost. The
 * tree of a longer piece outlives two collections of young objects so often that V8 then makes all
 * trees among the old objects, which are collected late: four times as much garbage was waiting.
 */
const MIN_PIECE = 1024;
/** The maximum of adjacent definitions, which a parser reads as one block. */
const MAX_DEFINITIONS = 32;

const FENCE = /^(?:(`{3,})[^`]*|(~{3,})(?!~).*)$/u;
const ATX_HEADING = /^#{1,6}(?:[ \t]|$)/u;
const LIST_MARKER = /^([-*+]|(\d{1,9})[.)])([ \t]+|$)(.?)/u;
const FOOTNOTE = /^\[\^[^\]\s]+\]:/u;
const DEFINITION_START = /^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*\[[^\]]*\]:/u;
const DEFINITION_LINE =
  /^\[[^\][]+\]:[ \t]*(?:<[^<>]*>|[^\s<]\S*)(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$/u;

/** What the next line may belong to, apart from a container. */
type Open =
  | { readonly type: 'fence'; readonly char: string; readonly length: number }
  | { readonly type: 'html'; readonly end: RegExp };

/**
 * Yields the pieces of `text` from `from` on, in order, each with at least `minLength` UTF-16
 * units. In doubtful cases the pieces are longer; the reader still checks that a piece has ended.
 * Linear.
 */
export function* readPieces(text: string, from: number, minLength = MIN_PIECE): Generator<Piece> {
  const cutter = new PieceCutter(text, from, minLength);
  for (let at = from; at < text.length; ) {
    const end = lineEnd(text, at);
    const next = afterLineEnd(text, end);
    const piece = cutter.line(at, end);
    if (piece !== null) yield piece;
    at = next;
  }
  const last = cutter.finish();
  if (last !== null) yield last;
}

/** Returns the offset of the line end at or after `at`. */
export function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  const end = feed < 0 ? text.length : feed;
  for (let index = at; index < end; index += 1) {
    if (text.charCodeAt(index) === 13) return index;
  }
  return end;
}

export function afterLineEnd(text: string, end: number): number {
  if (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10) return end + 2;
  return Math.min(end + 1, text.length);
}

class PieceCutter {
  #start: number;
  #open: Open | null = null;
  #afterBlank = true;
  /** Whether the line is in an HTML block that ends at a blank line. */
  #html = false;
  /** The column from which lines belong to the open list item or footnote; 0 if none is open. */
  #content = 0;
  #inFootnote = false;
  /** False after a line that may continue the item's paragraph or close the item. */
  #certain = true;
  /** The number of lines since the last blank one, if each was a whole definition. */
  #definitions = 0;
  readonly #load = new MarkdownLoad();
  #tooDeep = false;
  #defines = false;

  constructor(
    readonly text: string,
    from: number,
    readonly minLength: number,
  ) {
    this.#start = from;
  }

  /** Reads one line; returns the piece that ends before it, if one does. */
  line(start: number, end: number): Piece | null {
    const { text } = this;
    let at = start;
    let indent = 0;
    for (; at < end; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === 32) indent += 1;
      else if (unit === 9) indent += 4 - (indent % 4);
      else break;
    }
    if (this.#open !== null) {
      this.#insideOpen(this.#open, text.slice(at, end), indent);
      return null;
    }
    if (at === end) {
      this.#afterBlank = true;
      this.#html = false;
      this.#definitions = 0;
      this.#load.startParagraph();
      return null;
    }
    const words = text.slice(at, end);
    const afterBlank = this.#afterBlank;
    this.#afterBlank = false;
    const inContainer = this.#content > 0 && indent >= this.#content;
    if (inContainer || indent > 3 || this.#html) {
      this.#definitions = 0;
      this.#look(words, inContainer ? indent : 0);
      return null;
    }
    const starts = this.#startsBlock(words, indent, afterBlank);
    const piece = starts === null ? null : this.#cut(start, starts);
    this.#look(words, 0);
    return piece;
  }

  finish(): Piece | null {
    return this.#start < this.text.length ? this.#piece(this.text.length) : null;
  }

  #insideOpen(open: Open, words: string, indent: number): void {
    this.#afterBlank = false;
    if (open.type === 'html') {
      if (open.end.test(words)) this.#open = null;
      return;
    }
    const closing = words.trimEnd();
    const closes =
      indent <= 3 && closing.length >= open.length && closing === open.char.repeat(closing.length);
    if (closes) {
      this.#open = null;
      // What follows a fence starts a new block, as after a blank line.
      this.#afterBlank = true;
    }
  }

  /** Whether a block certainly starts at the line: null, 'may' cut there, or 'must'. */
  #startsBlock(words: string, indent: number, afterBlank: boolean): 'may' | 'must' | null {
    const definitions = this.#definitions;
    this.#definitions = 0;
    if (afterBlank) this.#certain = true;
    const inList = this.#content > 0 && !this.#inFootnote;
    const inFootnote = this.#content > 0 && this.#inFootnote;
    const sibling = afterBlank || this.#certain;
    const fence = FENCE.exec(words);
    if (fence !== null) {
      const run = fence[1] ?? fence[2] ?? '';
      this.#open = { type: 'fence', char: run.charAt(0), length: run.length };
      this.#content = 0;
      return 'must';
    }
    const html = words.startsWith('<') ? htmlBlockStart(words, afterBlank) : null;
    if (html !== null) {
      if (html.ends === 'at-blank') this.#html = true;
      else if (html.ends !== 'here') this.#open = { type: 'html', end: html.ends };
      this.#content = 0;
      return afterBlank ? 'may' : null;
    }
    if (ATX_HEADING.test(words)) {
      this.#content = 0;
      this.#afterBlank = true;
      return 'may';
    }
    if (THEMATIC_BREAK.test(words)) {
      this.#content = 0;
      this.#afterBlank = true;
      return afterBlank ? 'may' : null;
    }
    const marker = LIST_MARKER.exec(words);
    if (marker !== null) {
      const [, mark = '', number, blank = ''] = marker;
      const width = marker[4] === '' || columns(blank) > 4 ? 1 : columns(blank);
      this.#opens(indent + mark.length + width, afterBlank);
      this.#inFootnote = false;
      if (!this.#startsItem(marker, afterBlank, inList)) {
        // Text of a paragraph, unless the block above is not a paragraph.
        this.#certain = false;
        return null;
      }
      const certain = sibling && indent === 0 && (inList || number === undefined);
      return certain || afterBlank ? 'may' : null;
    }
    if (FOOTNOTE.test(words)) {
      this.#opens(4, afterBlank);
      this.#inFootnote = true;
      return sibling && (afterBlank || inFootnote) ? 'may' : null;
    }
    if (!afterBlank && this.#content > 0) this.#certain = false;
    if (!afterBlank && definitions === 0) return null;
    if (DEFINITION_LINE.test(words)) this.#definitions = (definitions % MAX_DEFINITIONS) + 1;
    if (afterBlank) this.#content = 0;
    else if (!words.startsWith('[')) return null;
    return definitions === MAX_DEFINITIONS ? 'must' : 'may';
  }

  /**
   * A line that does not certainly close an open item stays in it. The piece is then only longer.
   */
  #opens(content: number, afterBlank: boolean): void {
    const open = this.#content > 0 && !afterBlank && !this.#certain;
    this.#content = open ? Math.min(this.#content, content) : content;
  }

  #startsItem(marker: RegExpExecArray, afterBlank: boolean, inList: boolean): boolean {
    if (afterBlank || inList) return true;
    const [, , number, , first] = marker;
    return first !== '' && (number === undefined || Number(number) === 1);
  }

  #look(words: string, indent: number): void {
    if (DEFINITION_START.test(words)) this.#defines = true;
    if (this.#load.add(words, indent)) this.#tooDeep = true;
  }

  #cut(at: number, how: 'may' | 'must'): Piece | null {
    if (at === this.#start) return null;
    // Text that must not be parsed forms its own piece. A piece that the caller requested as a
    // whole is not cut because of its load.
    const isHeavy = this.#load.isHeavy && Number.isFinite(this.minLength);
    const isEnough = at - this.#start >= this.minLength || isHeavy || this.#tooDeep;
    return how === 'must' || isEnough ? this.#piece(at) : null;
  }

  #piece(end: number): Piece {
    const piece = { start: this.#start, end, tooDeep: this.#tooDeep, defines: this.#defines };
    this.#start = end;
    this.#load.startPiece();
    this.#tooDeep = false;
    this.#defines = false;
    return piece;
  }
}

function columns(blank: string): number {
  let width = 0;
  for (const char of blank) width += char === '\t' ? 4 - (width % 4) : 1;
  return width;
}
