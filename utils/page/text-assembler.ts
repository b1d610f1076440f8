import type { TextBlock } from '@/utils/text/text-model';
import type { TextStyle } from './layout-policy';

/**
 * Where the text came from: stretches of it that run in parallel with one node's data.
 * Three parallel arrays, in text order.
 */
export interface TextSegments {
  /** Where each stretch starts in the text. */
  readonly starts: Int32Array;
  /** Whose data it is: an index into `nodes`. */
  readonly owners: Int32Array;
  /** Where it starts in that node's data. */
  readonly offsets: Int32Array;
  readonly nodes: readonly Node[];
}

/** Text that waits for more text in its block: white space at a block's end is not rendered. */
interface Waiting {
  readonly text: string;
  readonly owner: number;
  readonly offset: number;
  /** Whether collapsible white space after it collapses into it. */
  readonly absorbs: boolean;
}

/** Some of a node's text, and where in the node it starts. */
export interface TextPiece {
  readonly node: Node;
  readonly data: string;
  readonly from: number;
}

/** Where text stands. */
export interface TextSetting {
  /** Names the line box; text of another begins a block. */
  readonly flow: number;
  readonly language: string;
  readonly passedOver: NonNullable<TextBlock['passedOver']> | null;
}

/** White space that CSS collapses. https://drafts.csswg.org/css-text/#white-space-phase-1 */
const COLLAPSIBLE = /[ \t\n]+/g;
const LONG_RUNS = /[ \t\n]{2,}/g;
const IRREGULAR = /[\t\n]|^ | $| {2}/;
const LEADING = /^[ \t\n]+/;
const TRAILING_COLLAPSIBLE = /[ \t\n]+$/;
const TRAILING_SPACE = /\s+$/;

/**
 * Puts the text of a page together from the data of its text nodes, white space
 * collapsed as rendered, and remembers where each stretch came from.
 */
export class TextAssembler {
  private readonly pieces: string[] = [];
  private length = 0;
  private readonly blocks: TextBlock[] = [];
  private blockStart = -1;
  private blockSetting: TextSetting = { flow: 0, language: '', passedOver: null };
  private readonly starts: number[] = [];
  private readonly owners: number[] = [];
  private readonly offsets: number[] = [];
  private readonly nodes: Node[] = [];
  private waiting: Waiting[] = [];
  private barriers: number[] | null = null;
  private lastFlow: number | null = null;
  private ended = true;

  /** A number that changes whenever text is added. */
  get amount(): number {
    return this.length;
  }

  /** Whether the next text begins a block of its own anyway. */
  get isBetweenBlocks(): boolean {
    return this.ended;
  }

  /** The next text stands apart from what came before. */
  endBlock(): void {
    this.ended = true;
  }

  /** Takes back an `endBlock` inside something that turned out to hold no text. */
  reopenBlock(): void {
    this.ended = false;
  }

  /** A forced line break: one "\n" in its block. */
  addLineBreak(element: Element, setting: TextSetting): void {
    if (this.ended || setting.flow !== this.lastFlow) return;
    const last = this.waiting.at(-1);
    if (last?.absorbs === true && last.text === ' ') this.waiting.pop();
    this.waiting.push({ text: '\n', owner: this.own(element), offset: 0, absorbs: true });
  }

  addText(piece: TextPiece, style: TextStyle, setting: TextSetting): void {
    if (piece.data === '') return;
    const owner = this.own(piece.node);
    const { data, from } = piece;
    if (style.whiteSpace === 'preserve') this.addPreserved(owner, data, from, setting);
    else if (style.whiteSpace === 'collapse') this.addCollapsed(owner, data, from, setting);
    else this.addLines(owner, data, from, setting);
  }

  /** Something is shown here that no search finds. */
  addBarrier(): void {
    if (this.blockStart < 0) return;
    this.barriers ??= [];
    this.barriers.push(this.length);
  }

  /** Shown, but found by no browser: stands in the text, before its block. */
  addUnsearchable({ node, data, from }: TextPiece, setting: TextSetting): void {
    this.begin(setting);
    this.emit(data, this.own(node), from);
    this.blockStart = this.length;
  }

  /** The text, its blocks, and where it came from. The assembler is spent. */
  finish(): { text: string; blocks: TextBlock[]; segments: TextSegments } {
    this.closeBlock();
    return {
      text: this.pieces.join(''),
      blocks: this.blocks,
      segments: {
        starts: Int32Array.from(this.starts),
        owners: Int32Array.from(this.owners),
        offsets: Int32Array.from(this.offsets),
        nodes: this.nodes,
      },
    };
  }

  private own(node: Node): number {
    const last = this.nodes.length - 1;
    if (last >= 0 && this.nodes[last] === node) return last;
    return this.nodes.push(node) - 1;
  }

  private addPreserved(owner: number, data: string, from: number, setting: TextSetting): void {
    const end = data.search(TRAILING_SPACE);
    const solid = end < 0 ? data.length : end;
    if (solid > 0) {
      this.begin(setting);
      this.emit(data.slice(0, solid), owner, from);
    }
    if (solid < data.length && !this.ended && setting.flow === this.lastFlow) {
      const text = data.slice(solid);
      this.waiting.push({ text, owner, offset: from + solid, absorbs: false });
    }
  }

  private addCollapsed(owner: number, data: string, from: number, setting: TextSetting): void {
    if (!IRREGULAR.test(data)) {
      this.begin(setting);
      this.emit(data, owner, from);
      return;
    }
    const leading = LEADING.exec(data)?.[0].length ?? 0;
    if (leading > 0) this.addCollapsible(owner, from, setting);
    if (leading === data.length) return;
    const trailing = data.search(TRAILING_COLLAPSIBLE);
    const end = trailing < 0 ? data.length : trailing;
    this.begin(setting);
    this.emitCollapsing(data.slice(leading, end), owner, from + leading);
    if (trailing >= 0) this.addCollapsible(owner, from + trailing, setting);
  }

  /** White space collapses, line feeds stay. */
  private addLines(owner: number, data: string, from: number, setting: TextSetting): void {
    let at = 0;
    for (;;) {
      const newline = data.indexOf('\n', at);
      const line = data.slice(at, newline < 0 ? data.length : newline);
      if (line !== '') this.addCollapsed(owner, line, from + at, setting);
      if (newline < 0) return;
      if (!this.ended && setting.flow === this.lastFlow) {
        if (this.waiting.at(-1)?.text === ' ') this.waiting.pop();
        this.waiting.push({ text: '\n', owner, offset: from + newline, absorbs: true });
      }
      at = newline + 1;
    }
  }

  private addCollapsible(owner: number, offset: number, setting: TextSetting): void {
    if (this.ended || setting.flow !== this.lastFlow) return;
    if (this.waiting.at(-1)?.absorbs === true) return;
    this.waiting.push({ text: ' ', owner, offset, absorbs: true });
  }

  private begin(setting: TextSetting): void {
    if (this.ended || setting.flow !== this.lastFlow) {
      this.closeBlock();
      if (this.length > 0) {
        this.pieces.push('\n');
        this.length++;
      }
      this.blockStart = this.length;
      this.blockSetting = setting;
      this.ended = false;
      this.lastFlow = setting.flow;
    }
    for (const { text, owner, offset } of this.waiting) this.emit(text, owner, offset);
    if (this.waiting.length > 0) this.waiting = [];
  }

  /** Preserved spaces stay at the end of a line; the line breaks that end a block don't. */
  private emitPreservedSpaces(): void {
    for (const { text, owner, offset, absorbs } of this.waiting) {
      const newline = text.indexOf('\n');
      if (absorbs || newline === 0) return;
      this.emit(newline < 0 ? text : text.slice(0, newline), owner, offset);
      if (newline >= 0) return;
    }
  }

  private closeBlock(): void {
    if (this.blockStart >= 0) this.emitPreservedSpaces();
    if (this.waiting.length > 0) this.waiting = [];
    if (this.blockStart < 0) return;
    const { language, passedOver } = this.blockSetting;
    const { barriers } = this;
    const block = { start: this.blockStart, end: this.length, language };
    if (block.end > block.start) {
      this.blocks.push({
        ...block,
        ...(passedOver === null ? {} : { passedOver }),
        ...(barriers === null ? {} : { barriers }),
      });
    }
    this.blockStart = -1;
    this.barriers = null;
  }

  private emitCollapsing(data: string, owner: number, offset: number): void {
    const start = this.length;
    const collapsed = data.replace(COLLAPSIBLE, ' ');
    this.emit(collapsed, owner, offset);
    if (collapsed.length === data.length) return;
    let lost = 0;
    for (const { 0: run, index } of data.matchAll(LONG_RUNS)) {
      const after = index + run.length;
      lost += run.length - 1;
      this.mark(start + after - lost, owner, offset + after);
    }
  }

  private emit(text: string, owner: number, offset: number): void {
    this.mark(this.length, owner, offset);
    this.pieces.push(text);
    this.length += text.length;
  }

  private mark(start: number, owner: number, offset: number): void {
    this.starts.push(start);
    this.owners.push(owner);
    this.offsets.push(offset);
  }
}
