import type { PdfPage, PdfRun } from './pdf-page';
import type { TextMark } from './text-model';

/** One line of a page: the runs on one baseline without a wide gap. */
export interface PdfLine {
  readonly text: string;
  /** Raised and lowered runs, by offsets in `text`. */
  readonly marks: readonly TextMark[];
  readonly along: number;
  readonly across: number;
  readonly size: number;
  readonly angle: number;
}

/** In font sizes. Spaces of justified text are narrower, gaps between a table's cells are wider. */
const CELL_GAP = 2;
/** A smaller gap separates two figures, because "12" and "300" would read as one. */
const FIGURE_GAP = 0.9;
const WORD_GAP = 0.15;
/** In font sizes. A baseline further away belongs to another line. */
const OTHER_LINE = 0.9;
/**
 * After the end of a line in drawing order, only a run on exactly the same baseline continues the
 * line.
 */
const SAME_LINE = 0.1;
const RAISED = 0.15;
const LOWERED = 0.08;
const SMALLER = 0.85;
/** A shift that shows a raised figure, even if its size is that of the line. */
const SHIFTED = 0.2;

const ENDS_IN_FIGURE = /\p{N}\s*$/u;
const STARTS_WITH_FIGURE = /^\s*[.,]?\p{N}/u;

interface OpenLine {
  readonly runs: PdfRun[];
  /** The largest run so far. The others are raised or lowered relative to it. */
  base: PdfRun;
  /** The latest run with visible text. */
  last: PdfRun;
  /** Whether drawing has continued on another line since. */
  ended: boolean;
}

function continuesLine(line: OpenLine, run: PdfRun): boolean {
  if (run.angle !== line.base.angle) return false;
  const shift = Math.abs(run.across - line.base.across);
  const size = Math.max(run.size, line.base.size);
  if (line.ended) return shift <= SAME_LINE * size && run.along >= line.last.along;
  return shift <= OTHER_LINE * size;
}

/** Returns the text between two runs of a line; null if they belong to two cells. */
function gapBetween(before: PdfRun, after: PdfRun, text: string): string | null {
  const gap = after.along - (before.along + before.width);
  const size = Math.max(before.size, after.size, 0.1);
  if (gap > CELL_GAP * size || gap < -CELL_GAP * size) return null;
  const figures = ENDS_IN_FIGURE.test(text) && STARTS_WITH_FIGURE.test(after.text);
  if (figures && gap > FIGURE_GAP * size) return null;
  const spaced = /\s$/u.test(text) || /^\s/u.test(after.text);
  return spaced || gap < WORD_GAP * size ? '' : ' ';
}

function shiftOf(run: PdfRun, base: PdfRun): 'raised' | 'lowered' | null {
  const shift = (run.across - base.across) / Math.max(base.size, 0.1);
  const smaller = run.size <= SMALLER * base.size;
  if (shift >= (smaller ? RAISED : SHIFTED)) return 'raised';
  return shift <= -(smaller ? LOWERED : SHIFTED) ? 'lowered' : null;
}

function closeLine({ runs, base }: OpenLine): PdfLine[] {
  const cells: PdfLine[] = [];
  let text = '';
  let marks: TextMark[] = [];
  let first = base;
  let before: PdfRun | null = null;
  const closeCell = () => {
    if (text.trim() === '') return;
    const { across, size, angle } = base;
    cells.push({ text: text.trimEnd(), marks, along: first.along, across, size, angle });
  };
  for (const run of runs) {
    if (run.text.trim() === '') {
      // A drawn space is one space, whatever its width; the position of the next run shows the
      // width.
      if (text !== '' && !text.endsWith(' ')) text += ' ';
      continue;
    }
    const gap = before === null ? '' : gapBetween(before, run, text);
    if (gap === null || before === null) {
      closeCell();
      text = '';
      marks = [];
      first = run;
    }
    text += gap ?? '';
    const start = text.length;
    text += text === '' ? run.text.trimStart() : run.text;
    const kind = shiftOf(run, base);
    if (kind !== null) marks.push({ start, end: text.trimEnd().length, kind });
    before = run;
  }
  closeCell();
  return cells;
}

/**
 * Returns the lines of a page in drawing order, which word processors and typesetters write in
 * reading order. Each cell of a table's row is a line of its own. Linear in the runs.
 */
export function setPdfLines(page: PdfPage): PdfLine[] {
  const lines: PdfLine[] = [];
  let line: OpenLine | null = null;
  for (const run of page.runs) {
    const blank = run.text.trim() === '';
    if (line !== null && (blank || continuesLine(line, run))) {
      line.runs.push(run);
      line.ended = run.endsLine || (blank && line.ended);
      if (!blank) line.last = run;
      if (!blank && run.size > line.base.size) line.base = run;
      continue;
    }
    if (blank) continue;
    if (line !== null) lines.push(...closeLine(line));
    line = { runs: [run], base: run, last: run, ended: run.endsLine };
  }
  if (line !== null) lines.push(...closeLine(line));
  return lines;
}
