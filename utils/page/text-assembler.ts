import type { TextBlock, TextMark, TextMarkKind } from '@/utils/text/text-model';
import { collapseSpace, eachLongRun, isBlank, isCollapsible, leadingSpace } from './collapse-space';
import type { TextStyle } from './layout-policy';

/**
 * The source of the text: parts that correspond to the data of one node each. Three parallel
 * arrays, in text order.
 */
export interface TextSegments<N extends object> {
  /** The start of each part in the text. */
  readonly starts: Int32Array;
  /** The node of each part, as an index in `nodes`. */
  readonly owners: Int32Array;
  /** The start of each part in the data of its node. */
  readonly offsets: Int32Array;
  readonly nodes: readonly N[];
}

export interface FinishedText<N extends object> {
  readonly text: string;
  readonly blocks: readonly TextBlock[];
  readonly segments: TextSegments<N>;
  readonly marks: readonly TextMark[];
}

/**
 * Text that waits for more text in its block, because white space at a block's end is not rendered.
 */
interface Waiting {
  readonly text: string;
  readonly owner: number;
  readonly offset: number;
  /** Whether collapsible white space after it collapses into it. */
  readonly absorbs: boolean;
}

/**
 * The position of text in the layout. It is read at once and not kept, because the walk reuses the
 * object.
 */
export interface TextSetting {
  /** The number of the line box. Text of another line box starts a block. */
  readonly flow: number;
  readonly language: string;
  readonly passedOver: NonNullable<TextBlock['passedOver']> | null;
  /** See `TextBlock`. */
  readonly closed: number | null;
}

/** Sorts the marks by their starts, without white space at their starts. */
function trimMarks(text: string, marks: readonly TextMark[]): TextMark[] {
  // The white space that the previous mark skipped: nested marks begin at the same white space.
  let space = { start: 0, end: 0 };
  return marks
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, end, kind }) => {
      let from = start >= space.start && start < space.end ? Math.min(space.end, end) : start;
      while (from < end && /\s/.test(text.charAt(from))) from++;
      if (from >= space.end) space = { start, end: from };
      return { start: from, end, kind };
    })
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
}

const ZERO_WIDTH_SPACE = '\u200b';
/**
 * Matches white space that contains a line break of the source and is next to a zero-width space.
 * Browsers do not render such white space.
 * https://drafts.csswg.org/css-text/#line-break-transform
 */
const UNRENDERED_BREAK = /(?<=\u200b)[ \t]*\n[ \t\n]*|(?<![ \t\n])[ \t]*\n[ \t\n]*(?=\u200b)/g;

/** The initial capacity. It doubles when it is full. */
const FIRST_MARKS = 4_096;

function twice(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(2 * values.length);
  grown.set(values);
  return grown;
}

/**
 * Assembles the text of a page from the data of its text nodes, collapses white space as browsers
 * do, and records the source of each part.
 */
export class TextAssembler<N extends object> {
  readonly #pieces: string[] = [];
  #length = 0;
  readonly #blocks: TextBlock[] = [];
  #blockStart = -1;
  #blockLanguage = '';
  #blockPassedOver: TextSetting['passedOver'] = null;
  #blockClosed: TextSetting['closed'] = null;
  #marks = 0;
  #starts = new Int32Array(FIRST_MARKS);
  #owners = new Int32Array(FIRST_MARKS);
  #offsets = new Int32Array(FIRST_MARKS);
  readonly #nodes: N[] = [];
  #waiting: Waiting[] = [];
  readonly #textMarks: TextMark[] = [];
  #barriers: number[] | null = null;
  #lastFlow: number | null = null;
  /** Whether a `wbr` precedes the next text. */
  #afterBreakOpportunity = false;
  /** Whether a box follows the pending white space. */
  #atom = false;
  /** Whether more white space follows that box. */
  #split = false;
  #passed = false;
  /** Whether generated or hidden text follows the pending white space. */
  #held = false;
  #ended = true;

  /** A number that changes whenever text is added. */
  get amount(): number {
    return this.#length;
  }

  /** Whether the next text starts a block in any case. */
  get isBetweenBlocks(): boolean {
    return this.#ended;
  }

  /** Separates the next text from the earlier text. */
  endBlock(): void {
    this.#ended = true;
  }

  /** Takes back an `endBlock` inside something that had no text. */
  reopenBlock(): void {
    this.#ended = false;
  }

  /** Whether the current text ends with collapsible white space. */
  get isBehindSpace(): boolean {
    return !this.#ended && this.#waiting.at(-1)?.absorbs === true;
  }

  /**
   * Adds an inline box after white space. Browsers keep the white space after the box as a second
   * one, so no term can continue across it. The model merges both and splits the block there.
   */
  keepNextSpace(): void {
    this.#atom = true;
  }

  /**
   * Adds an element that a term may cross in browsers, together with the white space on both sides
   * of the element.
   */
  passOver(): void {
    this.#passed = true;
  }

  /**
   * Adds a line break that the search ignores: browsers do not render the white space around it.
   */
  joinLines(): void {
    if (this.#ended || this.#held) return;
    while (this.#waiting.at(-1)?.text === ' ') this.#waiting.pop();
    this.#waiting.push({ text: '', owner: 0, offset: 0, absorbs: true });
  }

  /**
   * Adds the white space at the end of generated or hidden text. The search does not see this white
   * space, and it replaces the white space after it.
   */
  swallowSpace(): void {
    if (this.#ended || this.isBehindSpace) return;
    this.#waiting.push({ text: '', owner: 0, offset: 0, absorbs: true });
  }

  /**
   * Adds generated or hidden text. The white space before it is not at the end of a line, so it is
   * rendered.
   */
  holdSpace(): void {
    this.#held = true;
  }

  /** Adds a `wbr`. Browsers do not render a line break of the source after it. */
  addBreakOpportunity(): void {
    this.#afterBreakOpportunity = !this.#ended && !this.isBehindSpace;
  }

  /**
   * Adds text that is hidden, but has a place in the layout. White space at its end replaces the
   * white space after it.
   */
  addHidden(data: string, whiteSpace: TextStyle['whiteSpace'], setting: TextSetting): void {
    if (this.dropsSpace(setting) || whiteSpace === 'preserve') return;
    if (!isBlank(data)) {
      this.holdSpace();
      const last = this.#waiting.at(-1);
      if (last?.absorbs === true && last.text !== ' ') {
        this.#waiting.pop();
        if (last.text !== '') this.#waiting.push({ ...last, absorbs: false });
      }
    }
    if (isCollapsible(data.charCodeAt(data.length - 1))) this.swallowSpace();
  }

  /** Adds a forced line break: one "\n" in its block. */
  addLineBreak(element: N, setting: TextSetting): void {
    if (this.dropsSpace(setting)) return;
    const last = this.#waiting.at(-1);
    if (last?.absorbs === true && last.text === ' ') this.#waiting.pop();
    this.#waiting.push({ text: '\n', owner: this.#own(element), offset: 0, absorbs: true });
  }

  /** Whether white space here is at the start of its block, and not rendered. */
  dropsSpace(setting: TextSetting): boolean {
    return this.#ended || setting.flow !== this.#lastFlow;
  }

  addText(
    node: N,
    data: string,
    from: number,
    whiteSpace: TextStyle['whiteSpace'],
    setting: TextSetting,
  ): void {
    if (data === '') return;
    const owner = this.#own(node);
    if (whiteSpace === 'preserve') this.#addPreserved(owner, data, from, setting);
    else if (whiteSpace === 'collapse') this.#addCollapsed(owner, data, from, setting);
    else this.#addLines(owner, data, from, setting);
  }

  /** Gives this mark to all text since `start` (an amount). */
  addMark(kind: TextMarkKind, start: number): void {
    if (this.#length > start) this.#textMarks.push({ start, end: this.#length, kind });
  }

  /** Records something visible that no search finds. */
  addBarrier(): void {
    if (this.#blockStart < 0) return;
    this.#barriers ??= [];
    this.#barriers.push(this.#length);
  }

  /**
   * Adds text that is visible but not searched by browsers. It comes before its block in the text.
   */
  addUnsearchable(node: N, data: string, from: number, setting: TextSetting): void {
    this.#begin(setting);
    this.#emit(data, this.#own(node), from);
    this.#blockStart = this.#length;
  }

  /** Returns the text, its blocks and its source. The assembler cannot be used afterwards. */
  finish(): FinishedText<N> {
    this.#closeBlock();
    const text = this.#pieces.join('');
    return {
      text,
      marks: trimMarks(text, this.#textMarks),
      blocks: this.#blocks,
      segments: {
        starts: this.#starts.slice(0, this.#marks),
        owners: this.#owners.slice(0, this.#marks),
        offsets: this.#offsets.slice(0, this.#marks),
        nodes: this.#nodes,
      },
    };
  }

  #own(node: N): number {
    const last = this.#nodes.length - 1;
    if (last >= 0 && this.#nodes[last] === node) return last;
    return this.#nodes.push(node) - 1;
  }

  #addPreserved(owner: number, data: string, from: number, setting: TextSetting): void {
    const solid = data.trimEnd().length;
    if (solid > 0) {
      this.#begin(setting);
      this.#emit(data.slice(0, solid), owner, from);
    }
    if (solid < data.length && !this.dropsSpace(setting)) {
      const text = data.slice(solid);
      this.#waiting.push({ text, owner, offset: from + solid, absorbs: false });
    }
  }

  #addCollapsed(owner: number, data: string, from: number, setting: TextSetting): void {
    if (!data.includes(ZERO_WIDTH_SPACE)) {
      this.#addWithoutBreaks(owner, data, from, setting);
      return;
    }
    let at = 0;
    for (const { 0: run, index } of data.matchAll(UNRENDERED_BREAK)) {
      this.#addWithoutBreaks(owner, data.slice(at, index), from + at, setting);
      at = index + run.length;
      if (at === data.length) this.swallowSpace();
    }
    this.#addWithoutBreaks(owner, data.slice(at), from + at, setting);
  }

  #addWithoutBreaks(owner: number, data: string, from: number, setting: TextSetting): void {
    if (data === '') return;
    const start = leadingSpace(data);
    if (this.#afterBreakOpportunity && data.slice(0, start).includes('\n')) this.swallowSpace();
    else if (start > 0) this.#addCollapsible(owner, from, setting);
    if (start === data.length) return;
    let end = data.length;
    while (isCollapsible(data.charCodeAt(end - 1))) end--;
    this.#begin(setting);
    const middle = end - start < data.length ? data.slice(start, end) : data;
    this.#emitCollapsing(middle, owner, from + start);
    if (end < data.length) this.#addCollapsible(owner, from + end, setting);
  }

  /** Collapses white space, but keeps line feeds. */
  #addLines(owner: number, data: string, from: number, setting: TextSetting): void {
    let at = 0;
    for (;;) {
      const newline = data.indexOf('\n', at);
      const line = data.slice(at, newline < 0 ? data.length : newline);
      if (line !== '') this.#addCollapsed(owner, line, from + at, setting);
      if (newline < 0) return;
      if (!this.dropsSpace(setting)) {
        if (this.#waiting.at(-1)?.text === ' ') this.#waiting.pop();
        this.#waiting.push({ text: '\n', owner, offset: from + newline, absorbs: true });
      }
      at = newline + 1;
    }
  }

  #addCollapsible(owner: number, offset: number, setting: TextSetting): void {
    if (this.dropsSpace(setting)) return;
    if (this.#waiting.at(-1)?.absorbs === true) {
      this.#split = this.#atom && !this.#passed;
      return;
    }
    this.#waiting.push({ text: ' ', owner, offset, absorbs: true });
  }

  #begin(setting: TextSetting): void {
    if (this.#split && !this.dropsSpace(setting)) this.#splitBlock();
    this.#split = false;
    this.#atom = false;
    this.#passed = false;
    this.#held = false;
    this.#afterBreakOpportunity = false;
    if (this.dropsSpace(setting)) {
      this.#closeBlock();
      if (this.#length > 0) {
        this.#pieces.push('\n');
        this.#length++;
      }
      this.#blockStart = this.#length;
      this.#blockLanguage = setting.language;
      this.#blockPassedOver = setting.passedOver;
      this.#blockClosed = setting.closed;
      this.#ended = false;
      this.#lastFlow = setting.flow;
    }
    if (this.#waiting.length === 0) return;
    this.#emitWaiting();
  }

  #emitWaiting(): void {
    for (const { text, owner, offset } of this.#waiting) {
      if (text !== '') this.#emit(text, owner, offset);
    }
    this.#waiting = [];
  }

  /** Emits the pending white space between two blocks with the same language and marks. */
  #splitBlock(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#closeBlock();
    this.#waiting = waiting;
    this.#emitWaiting();
    this.#blockStart = this.#length;
  }

  /** Preserved spaces stay at the end of a line; line breaks at the end of a block do not. */
  #emitPreservedSpaces(): void {
    for (const { text, owner, offset, absorbs } of this.#waiting) {
      const newline = text.indexOf('\n');
      if (absorbs || newline === 0) return;
      this.#emit(newline < 0 ? text : text.slice(0, newline), owner, offset);
      if (newline >= 0) return;
    }
  }

  #closeBlock(): void {
    if (this.#blockStart >= 0) this.#emitPreservedSpaces();
    if (this.#waiting.length > 0) this.#waiting = [];
    if (this.#blockStart < 0) return;
    const block: { -readonly [Key in keyof TextBlock]: TextBlock[Key] } = {
      start: this.#blockStart,
      end: this.#length,
      language: this.#blockLanguage,
    };
    if (this.#blockPassedOver !== null) block.passedOver = this.#blockPassedOver;
    if (this.#blockClosed !== null) block.closed = this.#blockClosed;
    if (this.#barriers !== null) block.barriers = this.#barriers;
    if (block.end > block.start) this.#blocks.push(block);
    this.#blockStart = -1;
    this.#barriers = null;
  }

  #emitCollapsing(data: string, owner: number, offset: number): void {
    const start = this.#length;
    const collapsed = collapseSpace(data);
    this.#emit(collapsed, owner, offset);
    if (collapsed.length === data.length) return;
    let lost = 0;
    eachLongRun(data, (after, length) => {
      lost += length - 1;
      this.#mark(start + after - lost, owner, offset + after);
    });
  }

  #emit(text: string, owner: number, offset: number): void {
    this.#mark(this.#length, owner, offset);
    this.#pieces.push(text);
    this.#length += text.length;
  }

  #mark(start: number, owner: number, offset: number): void {
    if (this.#marks === this.#starts.length) {
      this.#starts = twice(this.#starts);
      this.#owners = twice(this.#owners);
      this.#offsets = twice(this.#offsets);
    }
    this.#starts[this.#marks] = start;
    this.#owners[this.#marks] = owner;
    this.#offsets[this.#marks] = offset;
    this.#marks++;
  }
}
