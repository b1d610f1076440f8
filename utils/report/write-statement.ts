import type { Statement } from '@/utils/model/report-content';
import type { Nodes, PhrasingContent, Root } from './markup/mdast';
import { isTooDeep, parseMarkdown, textOf } from './markup/parse-blocks';
import { writableText, writeNodes } from './write-nodes';

/** What must come out of the Markdown again for a citation to be one. */
export type Mark =
  | { readonly type: 'link'; readonly label: string; readonly url: string }
  /** A footnote's name, `1` for `[^1]`. */
  | { readonly type: 'note'; readonly name: string }
  /** Letters that a reader finds in the text, as `[1]` or `[@key]`. */
  | { readonly type: 'words'; readonly words: string };

/** One citation as it is spelled here. */
export interface WrittenCitation {
  readonly markdown: string;
  /** The same for a statement that is written as plain words. */
  readonly nodes: readonly PhrasingContent[];
  readonly marks: readonly Mark[];
  /**
   * `apart`: a blank on each side; `attached`: right behind the word; `kept`: whatever stands
   * around it stays, because it stands where a file had one of its kind.
   */
  readonly spacing: 'apart' | 'attached' | 'kept';
}

/** A statement's words with its citations as they are spelled. */
export type WrittenSegment =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'citation'; readonly citation: WrittenCitation };

/** The start of a line, be it one of a quote. */
const LINE_START = /(?:^|\n)[ \t>]*$/u;
const TRAILING_BLANKS = /(?<![ \u00A0\u202F])[ \u00A0\u202F]+$/u;

/** Puts and takes the blanks that the spacing of each citation asks for. */
export function spaced(segments: readonly WrittenSegment[]): WrittenSegment[] {
  const out: WrittenSegment[] = [];
  for (const segment of segments) {
    const last = out.at(-1);
    if (segment.type === 'citation' && last !== undefined) {
      const { spacing } = segment.citation;
      // A blank at the start of a line is layout.
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

/** The Markdown of segments, their words as they are. */
export function joinSegments(segments: readonly WrittenSegment[]): string {
  return segments
    .map((segment) => (segment.type === 'text' ? segment.text : segment.citation.markdown))
    .join('');
}

/** Stands for whatever the report goes on with. */
const NEXT_WORD = 'x';

interface Parsed {
  /** The kinds of its blocks. */
  readonly types: readonly string[];
  /** Whether what comes after it, an empty line between, is a block of its own. */
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
    // Nobody looks for a citation in the words of a link.
    const isLink = node.type === 'link' || node.type === 'linkReference';
    if (!isLink && 'children' in node) waiting.push(...[...node.children].reverse());
  }
  return found;
}

/** The links of a citation's own bytes: what has to be found again when it is kept. */
export function marksOf(raw: string): Mark[] {
  return marksIn(parseMarkdown(raw)).filter(({ type }) => type === 'link');
}

function parse(markdown: string, marks: readonly Mark[]): Parsed {
  const names = new Set(marks.flatMap((mark) => (mark.type === 'note' ? [mark.name] : [])));
  // Without a note to lead to, a footnote is mere text.
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

/** Whether the marks come out of the Markdown again, in their order. */
function keepsMarks(found: readonly Mark[], marks: readonly Mark[]): boolean {
  let at = 0;
  /** Into the text at `at`, which may hold several. */
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

/** Every word of the statement as plain text: no Markdown of its own can then swallow a citation. */
function asPlainWords(segments: readonly WrittenSegment[]): string {
  const children = segments.flatMap((segment): PhrasingContent[] =>
    segment.type === 'text'
      ? [{ type: 'text', value: writableText(segment.text).replace(/(?<!\s)\s*\n\s*/gu, ' ') }]
      : [...segment.citation.nodes],
  );
  return writeNodes({ type: 'paragraph', children: mergeTexts(children) });
}

/** Neighbouring texts as one, so that each is escaped by what really stands beside it. */
function mergeTexts(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const out: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = out.at(-1);
    if (node.type === 'text' && last?.type === 'text') {
      out[out.length - 1] = { type: 'text', value: last.value + node.value };
    } else out.push(node);
  }
  return out;
}

/** Without empty lines at either end; the indent of the first line with words is code's own. */
function withoutBlankLines(markdown: string): string {
  const from = markdown.lastIndexOf('\n', markdown.length - markdown.trimStart().length - 1) + 1;
  const words = markdown.trimEnd();
  const end = markdown.indexOf('\n', words.length);
  return markdown.slice(from, end < 0 ? markdown.length : end);
}

/** A first line that makes a rule of the whole line together with the marker before it. */
const RULE = /^[ \t]*(?:[-*_][ \t]*)+(?:\n|$)/u;

/** Kinds that have to stay one paragraph. What an item holds can't get out of it. */
const ONE_PARAGRAPH = new Set<Statement['kind']>(['paragraph', 'caption']);

/**
 * The body of a statement as Markdown, without its list marker: its own
 * Markdown as it is, with its citations where they stand. Where that Markdown
 * would swallow a citation (an open code span, an HTML block) or what comes
 * after it (an open comment, an open fence), or make a paragraph into
 * something else (an item of dashes is a rule), its words are written as
 * plain text. One parse.
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
 * A block from a file with its citations spelled anew: everything else stands
 * as it did. Null where a citation would not be read as one there. One parse.
 */
export function writeBlockAnew(segments: readonly WrittenSegment[]): string | null {
  const words = spaced(segments);
  const bytes = joinSegments(words);
  if (isTooDeep(bytes)) return null;
  const marks = allMarks(words);
  const parsed = parse(bytes.replace(/^[ \t]+/u, ''), marks);
  return parsed.ends && keepsMarks(parsed.found, marks) ? bytes : null;
}

/** Whether only an empty line ends it, as an HTML block: a heading right below would be its own. */
export function needsEmptyLine(body: string): boolean {
  return parseMarkdown(`${body}\n# ${NEXT_WORD}`).children.at(-1)?.type !== 'heading';
}
