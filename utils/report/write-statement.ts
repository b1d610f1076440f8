import type { Statement } from '@/utils/model/report-content';
import type { Nodes, PhrasingContent, Root } from './markup/mdast';
import { isTooDeep, parseMarkdown, textOf } from './markup/parse-blocks';
import { mergeTexts, writableText, writeNodes } from './write-nodes';

/** What a parser must find in the Markdown for a citation to be recognised. */
export type Mark =
  | { readonly type: 'link'; readonly label: string; readonly url: string }
  /** The label of a footnote, `1` for `[^1]`. */
  | { readonly type: 'note'; readonly name: string }
  /** Characters in the text, for example `[1]` or `[@key]`. */
  | { readonly type: 'words'; readonly words: string };

/** One citation with its spelling. */
export interface WrittenCitation {
  readonly markdown: string;
  /** The same for a statement that is written as plain text. */
  readonly nodes: readonly PhrasingContent[];
  readonly marks: readonly Mark[];
  /**
   * `apart`: a space on each side; `attached`: directly after the word; `kept`: the text around it
   * stays unchanged, because the file had a citation of the same kind there.
   */
  readonly spacing: 'apart' | 'attached' | 'kept';
}

/** A part of a statement: text, or a citation with its spelling. */
export type WrittenSegment =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'citation'; readonly citation: WrittenCitation };

/** The start of a line, also inside a quote. */
const LINE_START = /(?:^|\n)[ \t>]*$/u;
const TRAILING_BLANKS = /(?<![ \u00A0\u202F])[ \u00A0\u202F]+$/u;

/** Adds and removes the spaces that the spacing of each citation requires. */
export function spaced(segments: readonly WrittenSegment[]): WrittenSegment[] {
  const out: WrittenSegment[] = [];
  for (const segment of segments) {
    const last = out.at(-1);
    if (segment.type === 'citation' && last !== undefined) {
      const { spacing } = segment.citation;
      // A space at the start of a line is layout.
      if (spacing === 'attached' && last.type === 'text' && !LINE_START.test(last.text)) {
        out[out.length - 1] = { type: 'text', text: last.text.replace(TRAILING_BLANKS, '') };
      }
      const between = out.at(-2)?.type === 'citation' && last.type === 'text';
      if (spacing === 'attached' && between && last.text.trim() === '') out.pop();
      const touches = last.type === 'citation' || /[^\s([{«“]$/u.test(last.text);
      if (spacing === 'apart' && touches) out.push({ type: 'text', text: ' ' });
    }
    const follows = last?.type === 'citation' && last.citation.spacing !== 'kept';
    if (segment.type === 'text' && follows && /^[\p{L}\p{N}([]/u.test(segment.text)) {
      out.push({ type: 'text', text: ' ' });
    }
    out.push(segment);
  }
  return out;
}

/** Returns the Markdown of segments, with their text unchanged. */
export function joinSegments(segments: readonly WrittenSegment[]): string {
  return segments
    .map((segment) => (segment.type === 'text' ? segment.text : segment.citation.markdown))
    .join('');
}

/** A placeholder for the text after the statement. */
const NEXT_WORD = 'x';

interface Parsed {
  /** The types of its blocks. */
  readonly types: readonly string[];
  /** Whether text after an empty line is a block of its own. */
  readonly ends: boolean;
  readonly found: readonly Mark[];
}

function isMark(mark: Mark, found: Mark): boolean {
  if (mark.type === 'note') return found.type === 'note' && found.name === mark.name;
  if (mark.type === 'words' || found.type !== 'link') return false;
  return found.url === mark.url && found.label === mark.label;
}

function marksIn(root: Pick<Root, 'children'>): Mark[] {
  const found: Mark[] = [];
  const waiting: Nodes[] = [...root.children].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'text') found.push({ type: 'words', words: node.value });
    if (node.type === 'footnoteReference') found.push({ type: 'note', name: node.identifier });
    if (node.type === 'link') {
      found.push({ type: 'link', label: textOf(node), url: node.url });
    }
    // Text of a link is not searched for citations.
    const isLink = node.type === 'link' || node.type === 'linkReference';
    if (!isLink && 'children' in node) waiting.push(...[...node.children].reverse());
  }
  return found;
}

/**
 * Returns the links in a citation's own bytes, which a parser must find again when the bytes are
 * kept.
 */
export function marksOf(raw: string): Mark[] {
  return marksIn(parseMarkdown(raw)).filter(({ type }) => type === 'link');
}

function parse(markdown: string, marks: readonly Mark[]): Parsed {
  const names = new Set(marks.flatMap((mark) => (mark.type === 'note' ? [mark.name] : [])));
  // A footnote without its definition is plain text.
  const notes = [...names].map((name) => `\n\n[^${name}]: ${NEXT_WORD}`).join('');
  const blocks = parseMarkdown(`${markdown}\n\n${NEXT_WORD}${notes}`).children;
  const next = blocks.at(-1 - names.size);
  const ends = next?.type === 'paragraph' && textOf(next) === NEXT_WORD;
  const own = ends ? blocks.slice(0, -1 - names.size) : blocks;
  return {
    types: own.map((block) => block.type),
    ends,
    found: marksIn({ children: own }),
  };
}

/** Returns whether a parser finds the marks again, in their order. */
function keepsMarks(found: readonly Mark[], marks: readonly Mark[]): boolean {
  let at = 0;
  /** `at` is in the text, which may have several. */
  let from = 0;
  for (const mark of marks) {
    for (; ; at += 1, from = 0) {
      const other = found[at];
      if (other === undefined) return false;
      if (mark.type === 'words' && other.type === 'words') {
        const place = other.words.indexOf(mark.words, from);
        if (place < 0) continue;
        from = place + mark.words.length;
        break;
      }
      if (!isMark(mark, other)) continue;
      at += 1;
      from = 0;
      break;
    }
  }
  return true;
}

function allMarks(segments: readonly WrittenSegment[]): Mark[] {
  return segments.flatMap((segment) =>
    segment.type === 'citation' ? [...segment.citation.marks] : [],
  );
}

/**
 * Returns all words of the statement as plain text, so that its own Markdown cannot swallow a
 * citation.
 */
function asPlainWords(segments: readonly WrittenSegment[]): string {
  const children = segments.flatMap((segment): PhrasingContent[] =>
    segment.type === 'text'
      ? [{ type: 'text', value: writableText(segment.text).replace(/(?<!\s)\s*\n\s*/gu, ' ') }]
      : [...segment.citation.nodes],
  );
  return writeNodes({ type: 'paragraph', children: mergeTexts(children) });
}

/**
 * Removes empty lines at both ends, but keeps the indent of the first line with text, which belongs
 * to code.
 */
function withoutBlankLines(markdown: string): string {
  const from = markdown.lastIndexOf('\n', markdown.length - markdown.trimStart().length - 1) + 1;
  const words = markdown.trimEnd();
  const end = markdown.indexOf('\n', words.length);
  return markdown.slice(from, end < 0 ? markdown.length : end);
}

/** A first line that would become a horizontal rule together with the list marker. */
const RULE = /^[ \t]*(?:[-*_][ \t]*)+(?:\n|$)/u;

/** Kinds that must stay one paragraph. The content of an item cannot leave it. */
const ONE_PARAGRAPH = new Set<Statement['kind']>(['paragraph', 'caption']);

/**
 * Returns the body of a statement as Markdown without its list marker: its own Markdown unchanged,
 * with its citations. If that Markdown would swallow a citation (an open code span, an HTML block)
 * or the text after it (an open comment, an open fence), or turn a paragraph into something else
 * (an item of dashes is a rule), the words are written as plain text. Parses once.
 */
export function writeStatementBody(
  kind: Statement['kind'],
  segments: readonly WrittenSegment[],
): string {
  const clean = segments.map(
    (segment): WrittenSegment =>
      segment.type === 'text' ? { type: 'text', text: writableText(segment.text) } : segment,
  );
  const words = spaced(clean);
  const markdown = withoutBlankLines(joinSegments(words));
  if (isTooDeep(markdown)) return asPlainWords(words);
  const marks = allMarks(words);
  const parsed = parse(markdown, marks);
  const fits = ONE_PARAGRAPH.has(kind)
    ? parsed.types.every((type) => type === 'paragraph')
    : kind !== 'item' || !(RULE.test(markdown) || parsed.types.includes('heading'));
  return fits && parsed.ends && keepsMarks(parsed.found, marks) ? markdown : asPlainWords(words);
}

/**
 * Returns a block from a file with its citations spelled again and everything else unchanged.
 * Returns null if a parser would not recognise a citation there. Parses once.
 */
export function rewriteBlock(segments: readonly WrittenSegment[]): string | null {
  const words = spaced(segments);
  const bytes = joinSegments(words);
  if (isTooDeep(bytes)) return null;
  const marks = allMarks(words);
  const parsed = parse(bytes.replace(/^[ \t]+/u, ''), marks);
  return parsed.ends && keepsMarks(parsed.found, marks) ? bytes : null;
}

/**
 * Returns whether only an empty line ends the block, as for HTML. A heading directly below would
 * belong to it.
 */
export function needsEmptyLine(body: string): boolean {
  return parseMarkdown(`${body}\n# ${NEXT_WORD}`).children.at(-1)?.type !== 'heading';
}
