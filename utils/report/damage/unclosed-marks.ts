import { fromMarkdown } from 'mdast-util-from-markdown';
import type { RootContent } from '../markup/mdast';
import { isTooDeep } from '../markup/parse-blocks';

/** A run of `*`, `_` or a backtick that a Markdown reader reads as plain characters. */
export interface UnclosedMark {
  /** The offset of the run in the text. */
  readonly start: number;
  /** The part of the run without a partner. */
  readonly run: string;
  readonly opens: boolean;
  /** The end of the emphasis that took part of the run, as in `**words*`; otherwise null. */
  readonly shortEnd: number | null;
}

const RUN = /[*_`]+/gu;

/**
 * Finds the marks in a statement's text that open emphasis or code without closing it, or close it
 * without opening it, according to CommonMark. A single asterisk after a word or at the start of
 * the text is a footnote mark. Skips texts that a parser would need a long time for. Linear time.
 * https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis
 */
export function findUnclosedMarks(text: string): UnclosedMark[] {
  if (!/[*_`]/u.test(text) || isTooDeep(text)) return [];
  const doubtful = doubtfulPart(text);
  if (doubtful === null) return [];
  // Inside the text a letter is put before it, so that nothing there starts a block.
  const prefix = doubtful.start === 0 ? '' : 'x';
  const part = prefix + text.slice(doubtful.start, doubtful.end);
  const shift = doubtful.start - prefix.length;
  const marks: UnclosedMark[] = [];
  const families: (readonly RootContent[])[] = [fromMarkdown(part).children];
  for (let family = families.pop(); family !== undefined; family = families.pop()) {
    for (const [index, node] of family.entries()) {
      if (node.type === 'text') marks.push(...marksOf(part, node, family[index + 1]));
      if ('children' in node) families.push(node.children);
    }
  }
  return marks
    .map((mark) => ({
      ...mark,
      start: mark.start + shift,
      shortEnd: mark.shortEnd === null ? null : mark.shortEnd + shift,
    }))
    .sort((a, b) => a.start - b.start);
}

/**
 * Returns the part of a text that must be parsed: without the pairs of runs at both ends that
 * clearly open and close. Returns null if that is all of them.
 */
function doubtfulPart(text: string): { start: number; end: number } | null {
  if (/[\\<`]/u.test(text)) return { start: 0, end: text.length };
  const runs = [...text.matchAll(RUN)].map(({ index, 0: run }) => ({
    index,
    run,
    side: run.length > 3 ? null : sideOf(text, index, run.length),
  }));
  const isPair = (at: number) =>
    runs[at]?.side === 'opens' &&
    runs[at + 1]?.side === 'closes' &&
    runs[at]?.run === runs[at + 1]?.run;
  let first = 0;
  while (isPair(first)) first += 2;
  let last = runs.length;
  while (last - 2 >= first && isPair(last - 2)) last -= 2;
  const [from, to] = [runs[first], runs[last - 1]];
  if (first >= last || from === undefined || to === undefined) return null;
  return { start: Math.max(0, from.index - 1), end: to.index + to.run.length + 1 };
}

/** Returns null if a run could do either, or neither. */
function sideOf(text: string, start: number, length: number): 'opens' | 'closes' | null {
  const before = text[start - 1] ?? ' ';
  const after = text[start + length] ?? ' ';
  const opens = !/\s/u.test(after) && /[\s(«“"‘’'—–[/-]/u.test(before);
  const closes = !/\s/u.test(before) && /[\s)»”"’'.,;:!?…—–[\]/-]/u.test(after);
  if (opens === closes) return null;
  return opens ? 'opens' : 'closes';
}

function marksOf(
  text: string,
  node: Extract<RootContent, { type: 'text' }>,
  next: RootContent | undefined,
): UnclosedMark[] {
  const from = node.position?.start.offset;
  const to = node.position?.end.offset;
  if (from === undefined || to === undefined) return [];
  const marks: UnclosedMark[] = [];
  for (const match of text.slice(from, to).matchAll(RUN)) {
    const start = from + match.index;
    const run = match[0];
    if (isEscaped(text, start)) continue;
    const partner = next?.position;
    if (partner?.start.offset === start + run.length && wears(next, run)) {
      marks.push({ start, run, opens: true, shortEnd: partner.end.offset ?? null });
      continue;
    }
    const side = sideOf(text, start, run.length);
    if (side === null || (run === '*' && (side === 'closes' || start === 0))) continue;
    if (run === '_' || (run.includes('`') && side === 'closes')) continue;
    marks.push({ start, run, opens: side === 'opens', shortEnd: null });
  }
  return marks;
}

function wears(node: RootContent | undefined, run: string): boolean {
  return (node?.type === 'emphasis' || node?.type === 'strong') && /^\*+$/u.test(run);
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}
