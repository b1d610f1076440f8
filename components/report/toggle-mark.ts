/** A mark of emphasis in Markdown: bold or italic. */
export type EmphasisMark = '**' | '*';

interface MarkedText {
  readonly text: string;
  /** The selection, as offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/**
 * Puts a mark before and after the selected part of a Markdown text, or removes both if they are
 * there. Spaces at either end of the selection stay outside the marks, because Markdown ignores a
 * mark next to a space.
 * Without a selection, the marks are put around the caret. If one stands beside the caret already,
 * the caret goes to its other side, so that the same key ends what it began.
 */
export function toggleMark({ text, start, end }: MarkedText, mark: EmphasisMark): MarkedText {
  const selected = text.slice(start, end);
  const words = selected.trim();
  const from = words === '' ? start : start + selected.indexOf(words);
  const to = words === '' ? end : from + words.length;
  const before = asterisksBefore(text, from);
  const after = /^\**/u.exec(text.slice(to))?.[0].length ?? 0;
  const { length } = mark;
  if (start === end) {
    const isBehind = holds(before - (isEscaped(text, from - before) ? 1 : 0), mark);
    if (isBehind !== holds(after, mark)) {
      return isBehind ? caretAt(text, from - length) : stepAfter(text, from, mark);
    }
  }
  if (holds(Math.min(before, after), mark)) {
    const unmarked = text.slice(0, from - length) + text.slice(from, to) + text.slice(to + length);
    return { text: unmarked, start: from - length, end: to - length };
  }
  const marked = text.slice(0, from) + mark + text.slice(from, to) + mark + text.slice(to);
  return { text: marked, start: from + length, end: to + length };
}

/** Moves the caret after the mark that follows it. A space before the caret moves along. */
function stepAfter(text: string, caret: number, mark: EmphasisMark): MarkedText {
  const head = text.slice(0, caret);
  const words = isOpen(head, mark) ? head.trimEnd() : head;
  const rest = text.slice(caret + mark.length);
  return caretAt(words + mark + head.slice(words.length) + rest, caret + mark.length);
}

function caretAt(text: string, caret: number): MarkedText {
  return { text, start: caret, end: caret };
}

/** Counts the asterisks directly before an offset. */
function asterisksBefore(text: string, end: number): number {
  let start = end;
  while (text[start - 1] === '*') start -= 1;
  return end - start;
}

/** Whether a backslash makes a character an ordinary one. */
function isEscaped(text: string, index: number): boolean {
  return text[index - 1] === '\\';
}

/** Whether the last paragraph of a text ends inside an emphasis. */
function isOpen(text: string, mark: EmphasisMark): boolean {
  const paragraph = text.slice(text.lastIndexOf('\n\n') + 1);
  let count = 0;
  for (const [run] of paragraph.matchAll(/\\.|\*+/gsu)) {
    if (run.startsWith('*')) count += mark === '**' ? Math.floor(run.length / 2) : run.length;
  }
  return count % 2 === 1;
}

/** One asterisk is italic, two are bold, three are both. */
function holds(asterisks: number, mark: EmphasisMark): boolean {
  return mark === '**' ? asterisks >= 2 : asterisks % 2 === 1;
}
