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
 * there. White space at the edges stays outside, because Markdown knows no emphasis before it.
 * Without a selection, the marks are put around the caret.
 */
export function toggleMark({ text, start, end }: MarkedText, mark: EmphasisMark): MarkedText {
  const selected = text.slice(start, end);
  const words = selected.trim();
  const from = words === '' ? start : start + selected.indexOf(words);
  const to = words === '' ? end : from + words.length;
  const before = /\**$/u.exec(text.slice(0, from))?.[0].length ?? 0;
  const after = /^\**/u.exec(text.slice(to))?.[0].length ?? 0;
  const { length } = mark;
  if (holds(Math.min(before, after), mark)) {
    const unmarked = text.slice(0, from - length) + text.slice(from, to) + text.slice(to + length);
    return { text: unmarked, start: from - length, end: to - length };
  }
  const marked = text.slice(0, from) + mark + text.slice(from, to) + mark + text.slice(to);
  return { text: marked, start: from + length, end: to + length };
}

/** One asterisk is italic, two are bold, three are both. */
function holds(asterisks: number, mark: EmphasisMark): boolean {
  return mark === '**' ? asterisks >= 2 : asterisks % 2 === 1;
}
