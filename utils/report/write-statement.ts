import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Statement } from '@/utils/model/report-content';
import { type CitationTarget, citationNodes } from './citation-target';
import type { Link, PhrasingContent, RootContent } from './mdast';
import { writableText, writeNodes } from './write-nodes';

/** A statement's words with its citations looked up. */
export type WrittenSegment =
  | { readonly type: 'text'; readonly text: string }
  /** `raw` is the citation's spelling in the file that it came from. */
  | { readonly type: 'citation'; readonly target: CitationTarget; readonly raw: string | null };

function citationMarkdown(target: CitationTarget): string {
  const written = writeNodes({ type: 'paragraph', children: citationNodes(target) });
  // A parenthesis before a bracket needs no escape; a lone label may have got one at its start.
  return written.replace(/^\\\(/u, '(');
}

/** Citations stand one space apart from the words around them, and from each other. */
function spaced(segments: readonly WrittenSegment[]): WrittenSegment[] {
  const out: WrittenSegment[] = [];
  for (const segment of segments) {
    const last = out.at(-1);
    if (segment.type === 'citation' && segment.raw === null && last !== undefined) {
      const touches = last.type === 'citation' || /[^\s([{«“]$/u.test(last.text);
      if (touches) out.push({ type: 'text', text: ' ' });
    }
    if (segment.type === 'text' && last?.type === 'citation' && last.raw === null) {
      if (/^[\p{L}\p{N}]/u.test(segment.text)) out.push({ type: 'text', text: ' ' });
    }
    out.push(segment);
  }
  return out;
}

interface Parsed {
  /** The kinds of its blocks. */
  readonly types: readonly string[];
  /** Whether what comes after it, an empty line between, is a block of its own. */
  readonly ends: boolean;
  readonly links: readonly string[];
}

/** Stands for whatever the report goes on with. */
const NEXT_WORD = 'x';

function linkKey(label: string, url: string): string {
  return `${url}\n${label}`;
}

function textOf(node: RootContent | PhrasingContent): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

function blocksOf(markdown: string): readonly RootContent[] {
  return fromMarkdown(markdown, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  }).children;
}

function parse(markdown: string): Parsed {
  const blocks = blocksOf(`${markdown}\n\n${NEXT_WORD}`);
  const next = blocks.at(-1);
  const ends = next?.type === 'paragraph' && textOf(next) === NEXT_WORD;
  const own = ends ? blocks.slice(0, -1) : blocks;
  const links: Link[] = [];
  const visit = (node: RootContent) => {
    if (node.type === 'link') links.push(node);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  for (const block of own) visit(block);
  return {
    types: own.map((block) => block.type),
    ends,
    links: links.map((link) => linkKey(textOf(link), link.url)),
  };
}

/** Whether the links that were written come out of the Markdown again, in their order. */
function keepsLinks(parsed: Parsed, segments: readonly WrittenSegment[]): boolean {
  let at = 0;
  for (const segment of segments) {
    if (segment.type !== 'citation' || segment.raw !== null) continue;
    const { label, url } = segment.target;
    if (url === null) continue;
    const key = linkKey(label, url);
    at = parsed.links.indexOf(key, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function asMarkdown(segments: readonly WrittenSegment[]): string {
  return segments
    .map((segment) =>
      segment.type === 'text'
        ? writableText(segment.text)
        : (segment.raw ?? citationMarkdown(segment.target)),
    )
    .join('')
    .trim();
}

/** Every word of the statement as plain text: no Markdown of its own can then swallow a citation. */
function asPlainWords(segments: readonly WrittenSegment[]): string {
  const children = segments.flatMap((segment): PhrasingContent[] =>
    segment.type === 'text'
      ? [{ type: 'text', value: writableText(segment.text).replace(/\s*\n\s*/gu, ' ') }]
      : citationNodes(segment.target),
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

const ONE_PARAGRAPH = new Set<Statement['kind']>(['paragraph', 'caption', 'item']);

/**
 * The body of a statement as Markdown, without its list marker: its own
 * Markdown as it is, with `([Title](url))` where citations stand. Where that
 * Markdown would swallow a citation (an open code span, an HTML block) or what
 * comes after it (an open comment, an open fence), or make a paragraph into
 * something else, its words are written as plain text.
 */
export function writeStatementBody(
  kind: Statement['kind'],
  segments: readonly WrittenSegment[],
): string {
  const words = spaced(segments);
  const markdown = asMarkdown(words);
  const parsed = parse(markdown);
  const fits = !ONE_PARAGRAPH.has(kind) || parsed.types.every((type) => type === 'paragraph');
  return fits && parsed.ends && keepsLinks(parsed, words) ? markdown : asPlainWords(words);
}

/** Whether only an empty line ends it, as an HTML block: a heading right below would be its own. */
export function needsEmptyLine(body: string): boolean {
  return blocksOf(`${body}\n# ${NEXT_WORD}`).at(-1)?.type !== 'heading';
}
