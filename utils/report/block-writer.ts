import type { ReportContent } from '@/utils/model/report-content';

/** Nothing but an empty line ends a block of the shape `html`. */
export type BlockShape = 'heading' | 'paragraph' | 'item' | 'list' | 'clip' | 'html' | 'other';

/** After these, a line that starts a paragraph would be read as their own. */
const OPEN_ENDED: ReadonlySet<BlockShape> = new Set(['paragraph', 'item', 'list', 'clip', 'other']);

/**
 * Puts blocks one after another: those from a file with the bytes that stood
 * before them, new ones with the blank lines that keep them apart, all with
 * the file's own line endings.
 */
export class BlockWriter {
  /** Whether any of the report's bytes came from a file. */
  readonly fromFile: boolean;
  readonly #lineEnd: string;
  readonly #parts: string[] = [];
  readonly #finalBytes: string;
  /** The last characters written: enough to see two line ends. */
  #tail = '';
  #last: BlockShape | null = null;
  #gap: string | null = null;
  /** Column at which the text of the latest item at each depth starts. */
  #columns: number[] = [];

  constructor(content: ReportContent) {
    const { preamble, finalBytes } = content;
    const raws = [...content.sections, ...content.statements].filter((block) => block.raw !== null);
    this.fromFile = raws.length > 0 || preamble !== '' || finalBytes !== '';
    const sample = [preamble, ...raws.slice(0, 5).flatMap((block) => [block.gapBefore, block.raw])];
    this.#lineEnd = sample.some((bytes) => bytes?.includes('\r\n')) ? '\r\n' : '\n';
    this.#finalBytes = finalBytes;
    this.#push(preamble);
  }

  #push(bytes: string): void {
    if (bytes === '') return;
    this.#parts.push(bytes);
    this.#tail = (this.#tail + bytes).slice(-8);
  }

  #lineEndsAtTail(bytes = ''): number {
    return (/(?:\r?\n[ \t]*)*$/u.exec(this.#tail + bytes)?.[0].match(/\n/gu) ?? []).length;
  }

  #separate(lines: number): void {
    if (this.#parts.length === 0) return;
    for (let have = this.#lineEndsAtTail(); have < lines; have++) this.#push(this.#lineEnd);
  }

  /** The bytes that stood before a block whose own bytes are void: kept if they part it from the last one. */
  gap(bytes: string): void {
    this.#gap = bytes;
  }

  /** A block as it stood in its file. */
  addRaw(shape: BlockShape, gapBefore: string, raw: string): void {
    const runsOn = shape === 'paragraph' && this.#last !== null && OPEN_ENDED.has(this.#last);
    const joined = runsOn || this.#last === 'html';
    const moved = this.#last !== null && this.#lineEndsAtTail(gapBefore) === 0;
    this.#push(gapBefore);
    if (joined) this.#separate(2);
    else if (moved && this.#last !== null) this.#separate(1);
    this.#push(raw);
    this.#last = shape;
    const opening = shape === 'item' ? /^([ \t]*)((?:[-*+]|\d{1,9}[.)])[ \t]+)/u.exec(raw) : null;
    if (opening === null) {
      this.#columns = [];
      return;
    }
    const lead = /[ \t]*$/u.exec(gapBefore)?.[0] ?? '';
    const indent = lead.length + (opening[1] ?? '').length;
    const outer = this.#columns.filter((column) => column <= indent);
    this.#columns = [...outer, indent + (opening[2] ?? '').length];
  }

  /** A block that Pincite writes, with `\n` as its line ends. */
  add(shape: BlockShape, markdown: string): void {
    if (markdown === '') return;
    this.#push(this.#gap ?? '');
    this.#gap = null;
    this.#separate(2);
    this.#push(markdown.replaceAll('\n', this.#lineEnd));
    this.#last = shape;
    this.#columns = [];
  }

  /** A list item at a depth from 0, below the items before it. */
  addItem(marker: string, depth: number, body: string): void {
    this.#push(this.#gap ?? '');
    this.#gap = null;
    this.#separate(this.#last === 'item' ? 1 : 2);
    const level = Math.min(depth, this.#columns.length);
    const indent = level === 0 ? 0 : (this.#columns[level - 1] ?? 0);
    const mark = /^(?:[-*+]|\d{1,9}[.)])$/u.test(marker.trim()) ? marker.trim() : '-';
    const column = indent + mark.length + 1;
    this.#columns = [...this.#columns.slice(0, level), column];
    const pad = ' '.repeat(column);
    const lines = body
      .split('\n')
      .map((line, index) => (index === 0 || line === '' ? line : pad + line));
    this.#push(`${' '.repeat(indent)}${mark} ${lines.join(this.#lineEnd)}`);
    this.#last = 'item';
  }

  finish(): string {
    if (this.#finalBytes !== '') this.#push(this.#finalBytes);
    else if (!this.fromFile) this.#separate(1);
    return this.#parts.join('');
  }
}
