import { fromMarkdown } from 'mdast-util-from-markdown';
import type { RootContent } from '../mdast';

/** A run of `*`, `_` or a backtick that a Markdown reader takes for plain characters. */
export interface UnclosedMark {
  /** Offset of the run into the text. */
  readonly start: number;
  /** The run as it is left: what of it found no partner. */
  readonly run: string;
  readonly opens: boolean;
  /** End of the emphasis that took part of the run, as in `**words*`; else null. */
  readonly shortEnd: number | null;
}

const RUN = /[*_`]+/gu;

/**
 * The runs of a statement's text that open emphasis or code and never close it, or close what
 * was never opened, as CommonMark reads it. A single asterisk behind a word, or at the very
 * start, is a footnote's. Texts with thousands of runs that do not pair plainly are passed over:
 * linear in all others.
 *
 * https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis
 */
export function findUnclosedMarks(text: string): UnclosedMark[] {
  if (!/[*_`]/u.test(text) || pairsPlainly(text) || isTangled(text)) return [];
  const tree = fromMarkdown(text);
  const marks: UnclosedMark[] = [];
  const families: (readonly RootContent[])[] = [tree.children];
  for (let family = families.pop(); family !== undefined; family = families.pop()) {
    for (const [index, node] of family.entries()) {
      if (node.type === 'text') marks.push(...marksOf(text, node, family[index + 1]));
      if ('children' in node) families.push(node.children);
    }
  }
  return marks.sort((a, b) => a.start - b.start);
}

const MOST_RUNS = 2_000;

/** What no person writes, and a Markdown reader would take long over. */
function isTangled(text: string): boolean {
  const runs = text.match(RUN)?.length ?? 0;
  return runs > MOST_RUNS || /^(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)])){50}/mu.test(text);
}

/** Whether every run plainly opens or closes, each opening closed by the next: no need to parse. */
function pairsPlainly(text: string): boolean {
  if (/[\\<`]/u.test(text)) return false;
  let open: string | null = null;
  for (const match of text.matchAll(RUN)) {
    const side = sideOf(text, match.index, match[0].length);
    if (side === null || match[0].length > 3) return false;
    if (open === null ? side !== 'opens' : side !== 'closes' || match[0] !== open) return false;
    open = open === null ? match[0] : null;
  }
  return open === null;
}

/** Null where a run could do either, or neither. */
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
