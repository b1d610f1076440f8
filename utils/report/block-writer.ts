import type { ReportContent } from '@/utils/model/report-content';
import { beginsBlock } from './markup/parse-blocks';

/** Only an empty line ends a block of the shape `html`. */
export type BlockShape =
  | 'heading'
  | 'paragraph'
  | 'item'
  | 'caption'
  | 'list'
  | 'clip'
  | 'note'
  | 'html'
  | 'other';

/** What a caption may stand behind on the same line. */
const ENDS_WITH_IMAGE = /!\[[^[\]]{0,1000}\]\([^()\s]{1,2000}\)$/u;
/** The spaces after the last line end. */
const INDENT = /(?<![ \t])[ \t]*$/u;
/** How much text above a block is parsed with it, in UTF-16 units. */
const MAX_ABOVE = 4_096;
const MARKER = /^([ \t]*)((?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$))/u;

/**
 * Writes blocks one after another: blocks from a file with the bytes before them, new blocks with
 * separating blank lines, all with the file's line endings. Separators are added between blocks of
 * a file only if a block would otherwise be read as part of the block now before it, for example
 * after the block between them was moved, edited or deleted.
 *
 * Holds only what was not taken yet. Parses two adjacent blocks once if no empty line separates
 * them and their forms do not decide.
 */
export class BlockWriter {
  /** Whether any of the report's bytes came from a file. */
  readonly #fromFile: boolean;
  readonly #lineEnd: string;
  readonly #finalBytes: string;
  #parts: string[] = [];
  #waiting = 0;
  #empty = true;
  /** The last characters written: enough to recognise two line ends. */
  #tail = '';
  #last: BlockShape | null = null;
  /** The last block, from its first letter. */
  #lastBytes = '';
  /** The indent before it. */
  #lastLead = '';
  #gap = '';
  /** The index of each block in its file, by its id. An import makes ids in the file's order. */
  readonly #places: ReadonlyMap<string, number>;
  #lastPlace = 0;
  /** Whether the block written last also stands before this one in the file. */
  #isNext = true;
  /** The column at which the text of the latest item at each depth starts. */
  #columns: number[] = [];

  /** `opening` comes before everything from the file. */
  constructor(content: ReportContent, opening = '') {
    const { preamble, finalBytes } = content;
    const ids = [...content.sections, ...content.statements].map(({ id }): string => id).sort();
    this.#places = new Map(ids.map((id, at) => [id, at]));
    const raws = [...content.sections, ...content.statements].filter((block) => block.raw !== null);
    this.#fromFile = raws.length > 0 || preamble !== '' || finalBytes !== '';
    const sample = [preamble, ...raws.slice(0, 5).flatMap((block) => [block.gapBefore, block.raw])];
    this.#lineEnd = sample.some((bytes) => bytes?.includes('\r\n')) ? '\r\n' : '\n';
    this.#finalBytes = finalBytes;
    this.#push(
      preamble.startsWith('\uFEFF') ? `\uFEFF${opening}${preamble.slice(1)}` : opening + preamble,
    );
  }

  #push(bytes: string): void {
    if (bytes === '') return;
    this.#empty = false;
    this.#parts.push(bytes);
    this.#waiting += bytes.length;
    this.#tail = (this.#tail + bytes).slice(-8);
  }

  #lineEndsAtTail(bytes = ''): number {
    const end = (this.#tail + bytes).slice(-200);
    return (/(?:\r?\n[ \t]*)*$/u.exec(end)?.[0].match(/\n/gu) ?? []).length;
  }

  #separate(lines: number): void {
    if (this.#empty) return;
    for (let have = this.#lineEndsAtTail(); have < lines; have++) this.#push(this.#lineEnd);
  }

  /** Must be called before each section and statement is written. */
  begin(id: string): void {
    const place = this.#places.get(id) ?? 0;
    this.#isNext = place === this.#lastPlace + 1;
    this.#lastPlace = place;
  }

  /** Sets the bytes that the file has before the next block. */
  gap(bytes: string): void {
    this.#gap = bytes;
  }

  /** Returns whether a block with a gap from its file stays a separate block after the last one. */
  #isApart(shape: BlockShape, gap: string, bytes: string): boolean {
    if (this.#last === null) return true;
    const lines = this.#lineEndsAtTail(gap);
    if (lines >= 2) return true;
    if (shape === 'caption' && /^[ \t]+$/u.test(gap) && ENDS_WITH_IMAGE.test(this.#lastBytes))
      return true;
    // Some readers go on with the block above. In a file, this is the author's choice.
    const isBelow = shape === 'caption' || (shape === 'item' && this.#last === 'item');
    if (!this.#isNext && !isBelow && this.#last !== 'heading') return false;
    // A block that is not a paragraph ends with its item.
    const isProse = this.#last !== 'html' && this.#last !== 'other';
    if (lines === 1 && !isProse && this.#leavesItem(gap)) return true;
    if (this.#last === 'html') return false;
    if (lines === 1) {
      // A caption is a line of its own that Markdown reads as part of the text above it.
      if (this.#last === 'heading' || shape === 'caption') return true;
      if (shape === 'item' && this.#last === 'item') return true;
      if (shape === 'heading' && bytes.startsWith('#')) return true;
    }
    // At the left margin, or else in their list without its indent.
    const before = this.#lastLead + this.#lastBytes + gap;
    const indent = /^ */u.exec(before)?.[0].length ?? 0;
    if (beginsBlock(before + bytes, before.length)) return true;
    if (indent === 0) return false;
    const outdent = new RegExp(`^ {0,${indent}}`, 'gmu');
    const both = (before + bytes).replace(outdent, '');
    return beginsBlock(both, before.replace(outdent, '').length);
  }

  /** Returns whether a block with this gap is outside of the item of the last block. */
  #leavesItem(gap: string): boolean {
    const indent = INDENT.exec(gap)?.[0].length ?? 0;
    const holders = this.#columns.filter((column) => column <= this.#lastLead.length);
    return indent < Math.max(0, ...holders);
  }

  /**
   * Writes the bytes before a block: its own if it has some, and any that are needed. Returns true
   * if its own are enough.
   */
  #lead(shape: BlockShape, gap: string, bytes: string): boolean {
    const indent = INDENT.exec(gap)?.[0] ?? '';
    const apart = this.#isApart(shape, gap, bytes);
    this.#lastLead = indent;
    if (gap === '' && this.#last === null) return apart;
    this.#push(apart ? gap : gap.slice(0, gap.length - indent.length));
    if (apart) return true;
    this.#separate(shape === 'item' && this.#last === 'item' ? 1 : 2);
    this.#push(indent);
    return false;
  }

  /** Adds a block with its original bytes. At a depth above 0 it is in the list item above it. */
  addRaw(shape: BlockShape, gapBefore: string, raw: string, depth = 0): void {
    this.#gap = '';
    const [above, aboveLead] = [this.#lastBytes, this.#lastLead];
    const apart = this.#lead(shape, gapBefore, raw);
    this.#push(raw);
    this.#last = shape;
    this.#lastBytes = raw;
    const lead = this.#lastLead;
    const column = this.#columns[depth - 1] ?? 0;
    if (apart && shape === 'other' && lead.length < column && above.length < MAX_ABOVE) {
      // A block to the left of its item keeps its meaning only after that item.
      this.#lastBytes = above + gapBefore + raw;
      this.#lastLead = aboveLead;
    }
    const opening = shape === 'item' ? MARKER.exec(raw) : null;
    if (opening === null) {
      if (shape === 'caption') return;
      this.#columns = this.#columns.filter((column) => column <= lead.length);
      return;
    }
    const indent = lead.length + (opening[1] ?? '').length;
    const outer = this.#columns.filter((column) => column <= indent);
    this.#columns = [...outer, indent + (opening[2] ?? '').length];
  }

  /**
   * Adds a block that Pincite writes, with `\n` as its line ends. At a depth above 0 it belongs to
   * the list item above it.
   */
  add(shape: BlockShape, markdown: string, depth = 0): void {
    if (markdown.trim() === '') return;
    if (shape === 'clip') this.#lastPlace = Number.NaN;
    const gap = this.#takeGap();
    const column =
      depth === 0 ? 0 : (this.#columns[Math.min(depth, this.#columns.length) - 1] ?? 0);
    const indent = gap === '' ? ' '.repeat(column) : (INDENT.exec(gap)?.[0] ?? '');
    const bytes = this.#indented(markdown, indent);
    if (gap === '') {
      this.#separate(2);
      this.#push(indent);
      this.#lastLead = indent;
    } else this.#lead(shape, gap, bytes);
    this.#push(bytes);
    this.#last = shape;
    this.#lastBytes = bytes;
    if (shape !== 'caption') this.#columns = this.#columns.filter((at) => at <= indent.length);
  }

  /** Indents the lines after the first; empty ones stay empty. */
  #indented(markdown: string, indent: string): string {
    return markdown
      .split(/\r?\n/u)
      .map((line, index) => (index === 0 || line === '' ? line : indent + line))
      .join(this.#lineEnd);
  }

  #takeGap(): string {
    const gap = this.#gap;
    this.#gap = '';
    return gap;
  }

  /**
   * Adds a list item at a depth from 0, after the items before it. `marker` is the list marker with
   * its spaces.
   */
  addItem(marker: string, depth: number, body: string): void {
    const gap = this.#takeGap();
    const lead = /\n([ \t]*)$/u.exec(gap)?.[1] ?? '';
    const level = Math.min(depth, this.#columns.length);
    const indent = lead !== '' || level === 0 ? lead.length : (this.#columns[level - 1] ?? 0);
    const [, mark = '-', blanks = ''] =
      /^\s*([-*+]|\d{1,9}[.)])([ \t]*)/u.exec(marker) ?? ([] as string[]);
    const opening = `${mark}${blanks || ' '}`;
    const column = indent + opening.length;
    // Up to three spaces before its text would move the column for its other lines.
    const words = body.replace(/^(?: {1,3}|\t)(?=[^ \t])/u, '');
    const bytes = opening + this.#indented(words, ' '.repeat(column));
    if (gap === '') this.#separate(this.#last === 'item' ? 1 : 2);
    else this.#lead('item', gap, bytes);
    if (lead === '') this.#push(' '.repeat(indent));
    this.#lastLead = ' '.repeat(indent);
    this.#push(bytes);
    this.#columns = [...this.#columns.filter((outer) => outer <= indent).slice(0, depth), column];
    this.#last = 'item';
    this.#lastBytes = bytes;
  }

  /** Whether the last block is a heading, behind which a mark can stand. */
  get isAtHeading(): boolean {
    return this.#last === 'heading' && this.#lineEndsAtTail() === 0;
  }

  /** Adds a mark to the heading that is the last block. */
  addToHeading(gap: string, mark: string): void {
    this.#push(gap + mark);
    this.#lastBytes += gap + mark;
  }

  /** The length of what was not taken yet, in UTF-16 units. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Returns what was written since the last call. */
  take(): string {
    const bytes = this.#parts.join('');
    this.#parts = [];
    this.#waiting = 0;
    return bytes;
  }

  /** Returns the end of the report with what was not taken yet. */
  finish(): string {
    if (this.#finalBytes !== '') this.#push(this.#finalBytes);
    else if (!this.#fromFile) this.#separate(1);
    return this.take();
  }
}
