import { readStyle } from '../model/citation-styles';
import type { Findings, FoundCitation } from './citations/found';
import { plainWords } from './citations/plain-words';
import type { RootContent } from './markup/mdast';

/*
 * A title is plain text. A mark such as `[2]` in it would stay as it is when its source gets another
 * number, so titles have no marks. A mark at the end of a heading becomes a statement below the
 * heading, and exports write it at the end of the heading again. A mark elsewhere in a heading is
 * not in the title. Only an export in the style "as in the file" writes it, with the bytes of the file.
 */

interface Span {
  readonly start: number;
  readonly end: number;
}

const NUMBER = /^[[(]?\^?\d{0,4}[\])]?$/u;
/** What stands between marks, and what is around them. */
const BETWEEN = /^[ \t,;˒˙·’⁾()\\[\]]*$/u;
const OPENING = /(?:\\?[[(])+$/u;
const CLOSING = /^(?:\\?[\])])*$/u;

/** Returns the marks in a heading, in their order, also those whose source has no address. */
export function headingMarks({ citations, leftAlone }: Findings, source: string): Span[] {
  const plain = leftAlone.filter(
    ({ why, start, end }) => why === 'no-address' && isPlainMarks(source.slice(start, end)),
  );
  return [...citations.filter(isMark), ...plain].sort((a, b) => a.start - b.start);
}

/** Whether a text has no words, only marks such as `[2]` and the signs between them. */
export function isPlainMarks(text: string): boolean {
  return /^(?:[^\p{L}<]|<\/?sup>)*$/u.test(text);
}

/** Whether a citation is a mark, and not a link on words of the heading. */
function isMark({ style, targets }: FoundCitation): boolean {
  return readStyle(style)?.onWords !== true || targets.every(({ label }) => NUMBER.test(label));
}

/**
 * Returns the marks that are wrong when their source gets another number: numbers, and marks that
 * lead to a list or a note of the file. A link with its address is right wherever it stands.
 */
export function movableMarks({ citations, leftAlone }: Findings, source: string): Span[] {
  const numbers = citations.filter(
    ({ style, targets }) =>
      (readStyle(style)?.isLed === true && readStyle(style)?.onWords !== true) ||
      targets.every(({ label }) => /\d/u.test(label) && NUMBER.test(label)),
  );
  return headingMarks({ citations: numbers, leftAlone, hiddenBy: null }, source);
}

/** Whether a heading has a citation that leads to a list or a note of its file. */
export function isLedHeading({ citations }: Findings): boolean {
  return citations.some(({ style }) => readStyle(style)?.isLed === true);
}

/** Returns where the marks at the end of a heading start; `end` if there are none. */
export function marksAtEnd(source: string, marks: readonly Span[], end: number): number {
  let from = end;
  let between = '';
  for (const mark of marks.toReversed()) {
    const behind = source.slice(mark.end, from);
    if (mark.end > from || !(from === end ? CLOSING : BETWEEN).test(behind)) break;
    between = behind + between;
    from = mark.start;
  }
  const opened = OPENING.exec(source.slice(Math.max(0, from - 8), from))?.[0] ?? '';
  const open = (between.match(/[[(]/gu) ?? []).length;
  const closed = (between.match(/[\])]/gu) ?? []).length;
  if ((opened.match(/[[(]/gu) ?? []).length + open === closed) return from - opened.length;
  return open === closed ? from : end;
}

/** Parentheses and brackets that are empty after the marks in them were removed. */
const EMPTIED = /(?<![ \t])[ \t]*(?:\([ \t,;]*\)|\\?\[[ \t,;]*\\?\])/gu;

/** Returns a heading without its marks. */
export function withoutMarks(source: string, marks: readonly Span[], span: Span): string {
  let words = '';
  let at = span.start;
  for (const { start, end } of marks) {
    if (start < at) continue;
    words += source.slice(at, start).trimEnd();
    at = end;
  }
  words += source.slice(at, span.end);
  return marks.length > 0 ? words.replace(EMPTIED, '') : words;
}

/** Returns the title of a heading that is parsed by itself; null if it is something else. */
export function titleOf(nodes: readonly RootContent[], level: number): string | null {
  const [heading, ...others] = nodes;
  const isHeading = heading?.type === 'heading' && heading.depth === level && others.length === 0;
  return isHeading ? plainWords(heading) : null;
}
