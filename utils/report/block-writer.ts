import type { ReportContent } from '@/utils/model/report-content';
import { beginsBlock } from './markup/parse-blocks';

/** Nothing but an empty line ends a block of the shape `html`. */
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

/** What stands after the last line end. */
const INDENT = /(?<![ \t])[ \t]*$/u;
/** UTF-16 units of what stands above a block that is looked at with it. */
const MAX_ABOVE = 4_096;
const MARKER = /^([ \t]*)((?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$))/u;

/**
 * Puts blocks one after another: those from a file with the bytes that stood
 * before them, new ones with the blank lines that keep them apart, all with
 * the file's own line endings. Bytes are added to those of a file only where
 * a block would otherwise be read as a part of the one that now stands before
 * it, as when the one that parted them was moved, edited or deleted.
 *
 * It holds no more than was not taken yet. One parse of two neighbouring
 * blocks where no empty line parts them and their forms don't decide.
 */
export class BlockWriter {
  /** Whether any of the report's bytes came from a file. */
  readonly fromFile: boolean;
  readonly #lineEnd: string;
  readonly #finalBytes: string;
  #parts: string[] = [];
  #waiting = 0;
  #empty = true;
  /** The last characters written: enough to see two line ends. */
  #tail = '';
  #last: BlockShape | null = null;
  /** The last block as it stands, from its first letter. */
  #lastBytes = '';
  /** The indent that stands before it. */
  #lastLead = '';
  #gap = '';
  /** Column at which the text of the latest item at each depth starts. */
  #columns: number[] = [];

  /** `opening` stands before everything that came from the file. */
  constructor(content: ReportContent, opening = '') {
    const { preamble, finalBytes } = content;
    const raws = [...content.sections, ...content.statements].filter((block) => block.raw !== null);
    this.fromFile = raws.length > 0 || preamble !== '' || finalBytes !== '';
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

  /** The bytes that stood in the file before the block that is added next. */
  gap(bytes: string): void {
    this.#gap = bytes;
  }

  /** Whether a block with a gap from its file stays one below what stands there now. */
  #isApart(shape: BlockShape, gap: string, bytes: string): boolean {
    if (this.#last === null) return true;
    const lines = this.#lineEndsAtTail(gap);
    if (lines >= 2) return true;
    // What is no paragraph ends with its item.
    const isProse = this.#last !== 'html' && this.#last !== 'other';
    if (lines === 1 && !isProse && this.#leavesItem(gap)) return true;
    if (this.#last === 'html') return false;
    if (lines === 1) {
      // A caption is a line of its own that Markdown takes for a part of what it stands under.
      if (this.#last === 'heading' || shape === 'caption') return true;
      if (shape === 'item' && this.#last === 'item') return true;
      if (shape === 'heading' && bytes.startsWith('#')) return true;
    }
    // As they stand at the left margin, or else in the list that holds them, without its indent.
    const before = this.#lastLead + this.#lastBytes + gap;
    const indent = /^ */u.exec(before)?.[0].length ?? 0;
    if (beginsBlock(before + bytes, before.length)) return true;
    if (indent === 0) return false;
    const outdent = new RegExp(`^ {0,${indent}}`, 'gmu');
    const both = (before + bytes).replace(outdent, '');
    return beginsBlock(both, before.replace(outdent, '').length);
  }

  /** Whether a block with this gap stands outside of the item that holds the last one. */
  #leavesItem(gap: string): boolean {
    const indent = INDENT.exec(gap)?.[0].length ?? 0;
    const holders = this.#columns.filter((column) => column <= this.#lastLead.length);
    return indent < Math.max(0, ...holders);
  }

  /**
   * Puts the bytes before a block: its own where it has some, and what else it takes. True where
   * its own are enough.
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

  /** A block as it stood in its file; at a depth above 0 it lies in the list item above it. */
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
      // To the left of the item that it lies in, it is what it is only below that.
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
   * A block that Pincite writes, with `\n` as its line ends. At a depth above 0 it belongs to
   * the list item above it.
   */
  add(shape: BlockShape, markdown: string, depth = 0): void {
    if (markdown.trim() === '') return;
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

  /** Lines after the first below the first; empty ones stay empty. */
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
   * A list item at a depth from 0, below the items before it. `marker` is the
   * list marker; blanks that follow it are kept.
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
    // A blank or three before its words would move the column that its other lines must reach.
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

  /** How much was written since it was last taken, in UTF-16 units. */
  get waiting(): number {
    return this.#waiting;
  }

  /** What was written since it was last asked for. */
  take(): string {
    const bytes = this.#parts.join('');
    this.#parts = [];
    this.#waiting = 0;
    return bytes;
  }

  /** The end of the report, and what was not taken yet. */
  finish(): string {
    if (this.#finalBytes !== '') this.#push(this.#finalBytes);
    else if (!this.fromFile) this.#separate(1);
    return this.take();
  }
}
