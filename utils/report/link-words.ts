import type { CitationTarget } from './citation-target';
import { openingBefore, staysInside } from './citations/source-parentheses';
import { leadingTitle } from './read-wording';
import { linkNode, writeNodes } from './write-nodes';
import type { WrittenSegment } from './write-statement';

const WORD = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}’'‑-]|[.,](?=\\p{N}))*";
/** Up to three words at the end with one space between them, and the punctuation after them. */
const LAST_WORDS = new RegExp(
  `(?<![\\p{L}\\p{N}\\p{M}])(${WORD}(?:[ \\u00A0]${WORD}){0,2})([.,;:!?…]*)$`,
  'u',
);
/** Words in quotation marks at the end: the innermost pair, without Markdown in it. */
const QUOTED_WORDS =
  /([“«"][ \u00A0\u202F]?)([^“”«»"[\]()*_`<>\\~|!&\n]{1,300}?)([ \u00A0\u202F]?[”»"][.,;:!?…]*)$/u;

/** The mark that closes a quotation at the start of a text. */
const CLOSING_MARK = /^(?:[ \u00A0\u202F]?[”»]|")/u;

/** Enough for the longest quotation, so that the cost does not grow with the text. */
const REACH = 320;

export interface WordsBefore {
  /** The text before the words. */
  readonly before: string;
  readonly words: string;
  /** Punctuation and closing quotation marks. */
  readonly after: string;
}

/**
 * Returns the words for a link: those of the quotation directly before the citation, or else the
 * last words of the claim, at most three and none across punctuation. Returns null if the text ends
 * in Markdown (emphasis, a link, code), because a link cannot cover a part of it.
 */
export function wordsBefore(text: string): WordsBefore | null {
  const trimmed = text.replace(/(?<![ \u00A0\u202F])[ \u00A0\u202F]+$/u, '');
  const tail = trimmed.slice(-REACH);
  const head = trimmed.slice(0, trimmed.length - tail.length);
  const quoted = QUOTED_WORDS.exec(tail);
  if (quoted !== null) {
    const [, open = '', words = '', after = ''] = quoted;
    if (words.trim() === words) {
      return { before: head + tail.slice(0, quoted.index) + open, words, after };
    }
  }
  const last = LAST_WORDS.exec(tail);
  if (last === null) return null;
  const [, words = '', after = ''] = last;
  // "Source:" is no word of a sentence.
  if (leadingTitle(words + after) === 'sources') return null;
  return { before: head + tail.slice(0, last.index), words, after };
}

/** Returns the length of the mark that closes a quotation at the start of a text; 0 if none does. */
export function closingMark(text: string): number {
  return CLOSING_MARK.exec(text)?.[0].length ?? 0;
}

/**
 * Returns whether nothing but citations and what separates them stands after an open parenthesis at
 * the end. It is then the parenthesis of the next citation, too.
 */
export function isInGroup(segments: readonly WrittenSegment[]): boolean {
  for (const segment of segments.toReversed()) {
    if (segment.type !== 'text') continue;
    const { text } = segment;
    if (openingBefore(text, text.length) !== '') return true;
    if (!staysInside(text)) return false;
  }
  return false;
}

/**
 * Returns whether a parenthesis is open at the end. A link in it names a source, and does not cover
 * words of the sentence.
 */
function isInParentheses(segments: readonly WrittenSegment[]): boolean {
  let closed = 0;
  let left = 10 * REACH;
  for (let index = segments.length - 1; index >= 0 && left > 0; index -= 1) {
    const segment = segments[index];
    if (segment?.type !== 'text') continue;
    const text = segment.text.slice(-left);
    left -= text.length;
    for (let at = text.length - 1; at >= 0; at -= 1) {
      const char = text.charAt(at);
      if (char === ')' || char === ']') closed += 1;
      else if (char === '(' || char === '[') {
        if (closed === 0) return true;
        closed -= 1;
      }
    }
  }
  return false;
}

/**
 * Puts a citation's link on the words before it, which are the end of `segments`, and has `addAside`
 * add what is said of it, behind a closing quotation mark. Returns false and changes nothing if there
 * are no such words.
 */
export function linkWordsBefore(
  segments: WrittenSegment[],
  target: CitationTarget,
  addAside: (segments: WrittenSegment[]) => void,
): boolean {
  const last = segments.at(-1);
  if (last?.type !== 'text' || target.url === null) return false;
  const found = isInParentheses(segments) ? null : wordsBefore(last.text);
  if (found === null) return false;
  const { before, words, after } = found;
  const node = linkNode(words, target.url);
  const closing = after.slice(0, closingMark(after));
  const rest = after.slice(closing.length);
  segments.pop();
  if (before !== '') segments.push({ type: 'text', text: before });
  segments.push({
    type: 'citation',
    citation: {
      markdown: writeNodes({ type: 'paragraph', children: [node] }),
      nodes: [node],
      marks: [{ type: 'link', label: words, url: target.url }],
      spacing: 'kept',
    },
  });
  if (closing !== '') segments.push({ type: 'text', text: closing });
  addAside(segments);
  if (rest !== '') segments.push({ type: 'text', text: rest });
  return true;
}
