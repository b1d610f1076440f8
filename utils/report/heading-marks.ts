import { readStyle } from '../model/citation-styles';
import type { Findings, FoundCitation } from './citations/found';
import { plainWords } from './citations/plain-words';
import type { RootContent } from './markup/mdast';

/*
 * A title is plain text, in which a mark such as `[2]` could not follow its source to another
 * number or another report. So titles have no marks. A mark at the end of a heading is read as a
 * statement below it, and is written behind the heading again. Another mark is only in the bytes of
 * the heading, so only an export with all citations as in the file has it.
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

/** Returns the marks in a heading, in order, with those of entries without an address. */
export function headingMarks({ citations, leftAlone }: Findings, source: string): Span[] {
  const plain = leftAlone.filter(
    ({ why, start, end }) => why === 'no-address' && isPlainMarks(source.slice(start, end)),
  );
  return [...citations.filter(isMark), ...plain].sort((a, b) => a.start - b.start);
}

/** Whether a text is marks of entries without an address, or what stands between marks. */
export function isPlainMarks(text: string): boolean {
  return /^(?:[^\p{L}<]|<\/?sup>)*$/u.test(text);
}

/** Whether a citation is no words of the heading. */
function isMark({ style, targets }: FoundCitation): boolean {
  return readStyle(style)?.onWords !== true || targets.every(({ label }) => NUMBER.test(label));
}

/**
 * Returns the marks that are numbers or lead to a list or a note: by itself, a title must not have
 * them. A link is right wherever it stands.
 */
export function movableMarks({ citations, leftAlone }: Findings, source: string): Span[] {
  const numbers = citations.filter(
    ({ style, targets }) =>
      (readStyle(style)?.isLed === true && readStyle(style)?.onWords !== true) ||
      targets.every(({ label }) => /\d/u.test(label) && NUMBER.test(label)),
  );
  return headingMarks({ citations: numbers, leftAlone, hiddenBy: null }, source);
}

/** Returns whether a citation in a heading needs the lists and notes of its file. */
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

/** Parentheses and brackets that had only marks. */
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
