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
  /** Whether it is a collapsible space, or a line break that replaces the white space after it. */
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
export function createTextAssembler<N extends object>() {
  const pieces: string[] = [];
  let length = 0;
  const blocks: TextBlock[] = [];
  let blockStart = -1;
  let blockLanguage = '';
  let blockPassedOver: TextSetting['passedOver'] = null;
  let blockClosed: TextSetting['closed'] = null;
  let marks = 0;
  let starts = new Int32Array(FIRST_MARKS);
  let owners = new Int32Array(FIRST_MARKS);
  let offsets = new Int32Array(FIRST_MARKS);
  const nodes: N[] = [];
  let waiting: Waiting[] = [];
  const textMarks: TextMark[] = [];
  let barriers: number[] = [];
  /** The barriers after a closed element. They belong to the next block outside of that element. */
  let later: number[] = [];
  /** The `closed` of these barriers. */
  let laterClosed = 0;
  let joints: number[] | null = null;
  let lastFlow: number | null = null;
  /** Whether a `wbr` or a zero-width space precedes the next text. */
  let afterBreakOpportunity = false;
  /** Whether collapsible white space that comes next is not rendered. */
  let collapses = false;
  /** Whether a line break removes the last pending piece: it is a space that collapsed. */
  let isRemovable = false;
  /** Whether the last pending piece contained a line break of the source, before it collapsed. */
  let hasBreak = false;
  /** Whether the search skipped an element after the pending white space. */
  let isSkipped = false;
  /** Whether the pending white space and the text after it are in different blocks. */
  let isSplit = false;
  /** Whether the next text follows an unknown word without white space. */
  let isJoined = false;
  let ended = true;

  /** Separates the next text from the earlier text. */
  function endBlock(): void {
    ended = true;
  }

  /** Takes back an `endBlock` inside something that had no text. */
  function reopenBlock(): void {
    ended = false;
  }

  /**
   * Adds an inline box, or text that the search does not see. Browsers keep the white space after it
   * in addition to the white space before it, so no term can continue across it. The model merges
   * both and splits the block there.
   */
  function addBox(): void {
    collapses = false;
    isRemovable = false;
    afterBreakOpportunity = false;
  }

  /**
   * Adds an element that the search skips: a term may cross it, together with the white space on
   * both sides of it.
   */
  function passOver(): void {
    isSkipped = true;
  }

  /**
   * Adds a line break that the search ignores: browsers do not render the white space around it.
   */
  function joinLines(): void {
    if (ended) return;
    dropSpace();
    collapses = true;
  }

  /**
   * Adds the white space at the end of text that the search does not see. This white space replaces
   * the white space after it.
   */
  function swallowSpace(): void {
    collapses = true;
  }

  /**
   * Adds a `wbr`, or something else that is not white space (null). Browsers do not render a line break
   * of the source directly after a `wbr`.
   */
  function addBreakOpportunity(setting: TextSetting | null): void {
    if (setting === null) afterBreakOpportunity = false;
    else if (!collapses && !dropsSpace(setting)) afterBreakOpportunity = true;
  }

  /**
   * Adds text that is hidden, but has a place in the layout. White space at its end replaces the
   * white space after it.
   */
  function addHidden(
    data: string,
    whiteSpace: TextStyle['whiteSpace'],
    setting: TextSetting,
  ): void {
    if (dropsSpace(setting)) return;
    passOver();
    if (whiteSpace !== 'preserve') dropBreak(data);
    if (whiteSpace === 'preserve' || !isBlank(data)) {
      addBox();
      afterBreakOpportunity = data.endsWith(ZERO_WIDTH_SPACE);
    }
    if ((whiteSpace === 'preserve' ? /\n$/ : /[ \t\n]$/).test(data)) swallowSpace();
  }

  /**
   * Adds a forced line break: one "\n" in its block. Where lines do not break (`isSpace`), the white
   * space around it stays.
   */
  function addLineBreak(element: N, setting: TextSetting, isSpace: boolean): void {
    if (dropsSpace(setting)) return;
    if (isSpace) addBox();
    addNewline(own(element), 0);
    if (isSpace) addBox();
  }

  /** Whether white space here is at the start of its block, and not rendered. */
  function dropsSpace(setting: TextSetting): boolean {
    return ended || setting.flow !== lastFlow;
  }

  function addText(
    node: N,
    data: string,
    from: number,
    whiteSpace: TextStyle['whiteSpace'],
    setting: TextSetting,
  ): void {
    if (data === '') return;
    const owner = own(node);
    if (whiteSpace === 'preserve') addPreserved(owner, data, from, setting);
    else if (whiteSpace === 'collapse') addCollapsed(owner, data, from, setting);
    else addLines(owner, data, from, setting);
  }

  /** Gives this mark to all text since `start` (an amount). */
  function addMark(kind: TextMarkKind, start: number): void {
    if (length > start) textMarks.push({ start, end: length, kind });
  }

  /**
   * Records something visible that no search finds. A search that comes from before a closed element
   * does not see what is in it.
   */
  function addBarrier(closed: TextSetting['closed']): void {
    const isBehind = (closed ?? 0) < (blockClosed ?? 0);
    if (blockStart < 0 || (closed ?? 0) > (blockClosed ?? 0)) return;
    if (isBehind) laterClosed = closed ?? 0;
    (isBehind ? later : barriers).push(length);
  }

  /**
   * Adds a word in the line that only the browser knows. No term continues across it, and no word
   * starts or ends directly beside it.
   */
  function addUnknownWord(setting: TextSetting): void {
    if (dropsSpace(setting) || waiting.length === 0) begin(setting);
    if (waiting.length === 0) addJoint();
    isSplit = true;
    isJoined = true;
  }

  function addJoint(): void {
    joints ??= [];
    joints.push(length);
  }

  /**
   * Adds text that is visible but not searched by browsers. It comes before its block in the text.
   */
  function addUnsearchable(node: N, data: string, from: number, setting: TextSetting): void {
    begin(setting);
    emit(data, own(node), from);
    blockStart = length;
  }

  /** Returns the text, its blocks and its source. The assembler cannot be used afterwards. */
  function finish(): FinishedText<N> {
    closeBlock();
    const text = pieces.join('');
    return {
      text,
      marks: trimMarks(text, textMarks),
      blocks: blocks,
      segments: {
        starts: starts.slice(0, marks),
        owners: owners.slice(0, marks),
        offsets: offsets.slice(0, marks),
        nodes: nodes,
      },
    };
  }

  function own(node: N): number {
    const last = nodes.length - 1;
    if (last >= 0 && nodes[last] === node) return last;
    return nodes.push(node) - 1;
  }

  function addPreserved(owner: number, data: string, from: number, setting: TextSetting): void {
    let solid = data.length;
    while (isCollapsible(data.charCodeAt(solid - 1))) solid--;
    if (solid > 0) {
      begin(setting);
      emit(data.slice(0, solid), owner, from);
    }
    if (solid < data.length && !dropsSpace(setting)) {
      const text = data.slice(solid);
      addBox();
      wait({ text, owner, offset: from + solid, absorbs: false });
      collapses = text.endsWith('\n');
    }
  }

  function addCollapsed(owner: number, data: string, from: number, setting: TextSetting): void {
    if (!data.includes(ZERO_WIDTH_SPACE)) {
      addWithoutBreaks(owner, data, from, setting);
      return;
    }
    dropBreak(data);
    let at = 0;
    for (const { 0: run, index } of data.matchAll(UNRENDERED_BREAK)) {
      addWithoutBreaks(owner, data.slice(at, index), from + at, setting);
      at = index + run.length;
    }
    addWithoutBreaks(owner, data.slice(at), from + at, setting);
  }

  /**
   * Removes pending white space with a line break of the source before `data`, if this text starts with
   * a zero-width space.
   */
  function dropBreak(data: string): void {
    const start = leadingSpace(data);
    if (data[start] !== ZERO_WIDTH_SPACE) return;
    if (hasBreak || data.slice(0, start).includes('\n')) dropSpace();
  }

  function addWithoutBreaks(owner: number, data: string, from: number, setting: TextSetting): void {
    if (data === '') return;
    const start = leadingSpace(data);
    let end = data.length;
    while (isCollapsible(data.charCodeAt(end - 1))) end--;
    const isEmpty = end === 0;
    const startsWithBreak = data.slice(0, start).includes('\n');
    if (afterBreakOpportunity && startsWithBreak) {
      if (!isEmpty) dropSpace();
    } else if (start > 0) addCollapsible(owner, from, setting, startsWithBreak);
    if (!isEmpty) {
      begin(setting);
      const middle = data.slice(start, end);
      emitCollapsing(middle, owner, from + start);
      if (end < data.length) addCollapsible(owner, from + end, setting, data.includes('\n', end));
    }
  }

  /** Collapses white space, but keeps line feeds. */
  function addLines(owner: number, data: string, from: number, setting: TextSetting): void {
    let at = 0;
    for (;;) {
      const newline = data.indexOf('\n', at);
      const line = data.slice(at, newline < 0 ? data.length : newline);
      if (line !== '') addCollapsed(owner, line, from + at, setting);
      if (newline < 0) return;
      if (!dropsSpace(setting)) addNewline(owner, from + newline);
      at = newline + 1;
    }
  }

  function addNewline(owner: number, offset: number): void {
    dropSpace();
    wait({ text: '\n', owner, offset, absorbs: true });
    collapses = true;
  }

  function addCollapsible(
    owner: number,
    offset: number,
    setting: TextSetting,
    isBreak: boolean,
  ): void {
    isJoined = false;
    if (collapses || dropsSpace(setting)) return;
    collapses = true;
    const last = waiting.at(-1);
    if (isSkipped && last?.text.endsWith(' ')) isSkipped = false;
    else if (last?.absorbs === true) isSplit = true;
    else {
      wait({ text: ' ', owner, offset, absorbs: true });
      isRemovable = true;
      hasBreak = isBreak;
    }
  }

  function wait(piece: Waiting): void {
    waiting.push(piece);
    isSkipped = false;
    isJoined = false;
  }

  /** Removes the pending white space before a line break. */
  function dropSpace(): void {
    if (isRemovable) waiting.pop();
    isRemovable = false;
  }

  function begin(setting: TextSetting): void {
    if (isSplit && !dropsSpace(setting)) {
      splitBlock();
      if (isJoined) addJoint();
    }
    isSplit = false;
    isJoined = false;
    addBox();
    isSkipped = false;
    if (dropsSpace(setting)) {
      closeBlock();
      if (length > 0) {
        pieces.push('\n');
        length++;
      }
      blockStart = length;
      blockLanguage = setting.language;
      blockPassedOver = setting.passedOver;
      blockClosed = setting.closed;
      if ((blockClosed ?? 0) <= laterClosed) {
        barriers = later;
        later = [];
      }
      ended = false;
      lastFlow = setting.flow;
    }
    if (waiting.length === 0) return;
    emitWaiting();
  }

  function emitWaiting(): void {
    for (const { text, owner, offset } of waiting) {
      emit(text, owner, offset);
    }
    waiting = [];
  }

  /** Emits the pending white space between two blocks with the same language and marks. */
  function splitBlock(): void {
    const space = waiting;
    waiting = [];
    closeBlock();
    waiting = space;
    emitWaiting();
    blockStart = length;
  }

  /** Preserved spaces stay at the end of a line; line breaks at the end of a block do not. */
  function emitPreservedSpaces(): void {
    for (const { text, owner, offset, absorbs } of waiting) {
      const newline = text.indexOf('\n');
      if (absorbs || newline === 0) return;
      emit(newline < 0 ? text : text.slice(0, newline), owner, offset);
      if (newline >= 0) return;
    }
  }

  function closeBlock(): void {
    if (blockStart >= 0) emitPreservedSpaces();
    if (waiting.length > 0) waiting = [];
    if (blockStart < 0) return;
    const block: { -readonly [Key in keyof TextBlock]: TextBlock[Key] } = {
      start: blockStart,
      end: length,
      language: blockLanguage,
    };
    if (blockPassedOver !== null) block.passedOver = blockPassedOver;
    if (blockClosed !== null) block.closed = blockClosed;
    if (barriers.length > 0) block.barriers = barriers;
    if (joints !== null) block.joints = joints;
    if (block.end > block.start) blocks.push(block);
    blockStart = -1;
    barriers = [];
    joints = null;
  }

  function emitCollapsing(data: string, owner: number, offset: number): void {
    const start = length;
    const collapsed = collapseSpace(data);
    emit(collapsed, owner, offset);
    if (collapsed.length === data.length) return;
    let lost = 0;
    eachLongRun(data, (after, length) => {
      lost += length - 1;
      mark(start + after - lost, owner, offset + after);
    });
  }

  function emit(text: string, owner: number, offset: number): void {
    mark(length, owner, offset);
    pieces.push(text);
    length += text.length;
    afterBreakOpportunity = text.endsWith(ZERO_WIDTH_SPACE);
  }

  function mark(start: number, owner: number, offset: number): void {
    if (marks === starts.length) {
      starts = twice(starts);
      owners = twice(owners);
      offsets = twice(offsets);
    }
    starts[marks] = start;
    owners[marks] = owner;
    offsets[marks] = offset;
    marks++;
  }
  return {
    /** A number that changes whenever text is added. */
    get amount() {
      return length;
    },
    /** Whether a `wbr` or a zero-width space precedes the next text. */
    get isAfterBreakOpportunity() {
      return afterBreakOpportunity;
    },
    /** Whether white space is pending that does not replace the white space after it. */
    get isAfterBox() {
      return !ended && !collapses && waiting.length > 0;
    },
    /** Whether collapsible white space that comes next in the current block is not rendered. */
    get isBehindSpace() {
      return !ended && collapses;
    },
    /** Whether the next text starts a block in any case. */
    get isBetweenBlocks() {
      return ended;
    },
    addBarrier,
    addBox,
    addBreakOpportunity,
    addHidden,
    addLineBreak,
    addMark,
    addText,
    addUnknownWord,
    addUnsearchable,
    dropsSpace,
    endBlock,
    finish,
    joinLines,
    passOver,
    reopenBlock,
    swallowSpace,
  };
}
