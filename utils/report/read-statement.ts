import type { CitationId } from '@/utils/model/ids';
import { type StatementSegment, serializeStatementText } from '@/utils/model/statement-text';
import type { Findings, FoundCitation } from './citations/found';
import { type LeafBlock, startOf } from './read-piece';
import { isCaption } from './read-wording';

/** A citation with the ids of its targets. */
export interface PlacedCitation {
  readonly found: FoundCitation;
  readonly ids: readonly CitationId[];
}

/**
 * Returns the Markdown of a part of a block as a statement stores it: line ends as `\n`, without
 * the indent of its list.
 */
export function blockMarkdown(
  source: string,
  block: LeafBlock,
  start: number,
  end: number,
): string {
  const markdown = source.slice(start, end).replace(/\r\n?/gu, '\n');
  if (!block.nested) return markdown;
  if (block.kind === 'item' || block.kind === 'paragraph' || block.kind === 'caption') {
    return markdown.replace(/\n[ \t]+/gu, '\n');
  }
  const column = (block.node.position?.start.column ?? 1) - 1;
  return markdown.replace(/\n([ \t]+)/gu, (_, blank: string) => `\n${blank.slice(column)}`);
}

/**
 * Returns the text of a statement: its Markdown from `start` to `end` with tokens in place of
 * citations.
 */
export function statementTextOf(
  source: string,
  block: LeafBlock,
  span: { readonly start: number; readonly end: number },
  citations: readonly PlacedCitation[],
): string {
  const segments: StatementSegment[] = [];
  let at = span.start;
  for (const { found, ids } of citations) {
    segments.push({ type: 'text', text: blockMarkdown(source, block, at, found.start) });
    for (const citationId of ids) segments.push({ type: 'citation', citationId });
    at = found.end;
  }
  segments.push({ type: 'text', text: blockMarkdown(source, block, at, span.end) });
  return serializeStatementText(segments);
}

/** Returns the text of a part of a block without its citations. */
export function wordsBetween(
  source: string,
  start: number,
  end: number,
  citations: readonly FoundCitation[],
): string {
  let words = '';
  let at = start;
  for (const citation of citations) {
    if (citation.start < at || citation.end > end) continue;
    words += source.slice(at, citation.start);
    at = citation.end;
  }
  return words + source.slice(at, end);
}

/** An image at the start of a line, before its caption: HTML has no line end between them. */
const IMAGE_AHEAD = /^[ \t]*!\[[^\]\n]{0,1000}\]\([^()\s]{1,2000}\)[ \t]+(?=\S)/u;
/** A caption is at the end of a block. */
const LINES_LOOKED_AT = 3;

/**
 * Returns where an image's caption starts that follows the block before it without an empty line: a
 * line that begins with a citation, or follows an image, and is in emphasis to the end of the
 * block. Returns null if there is none.
 */
export function hangingCaption(source: string, block: LeafBlock, found: Findings): number | null {
  let lineStart = block.end;
  for (let line = 0; line < LINES_LOOKED_AT; line += 1) {
    const feed = Math.max(
      source.lastIndexOf('\n', lineStart - 1),
      source.lastIndexOf('\r', lineStart - 1),
      block.bodyStart - 1,
    );
    const lineText = source.slice(feed + 1, block.end);
    const imageBefore = IMAGE_AHEAD.exec(lineText)?.[0] ?? '';
    const start = feed + 1 + (imageBefore || (/^[ \t]*/u.exec(lineText)?.[0] ?? '')).length;
    const cited = found.citations.some((citation) => citation.start === start);
    const before = source.slice(Math.max(block.bodyStart, feed - 300), feed).trimEnd();
    const afterImage = imageBefore !== '' || /!\[[^\]]*\]\([^)\s]*\)$/u.test(before);
    const words = wordsBetween(source, start, block.end, found.citations);
    // Remains of a tool's citation marker may come before the emphasis.
    const line = words.replace(/^[^\p{L}*_]{0,8}(?=[*_])/u, '');
    const place = cited ? 'after-citation' : afterImage ? 'after-image' : 'elsewhere';
    if (feed < block.bodyStart && imageBefore === '') return null;
    if (place !== 'elsewhere' && isCaption(line, place)) return start;
    if (feed < block.bodyStart) return null;
    lineStart = feed;
  }
  return null;
}

/** Returns whether a block shows something that can have a caption. */
export function showsSomething(block: LeafBlock, source: string): boolean {
  if (block.kind === 'table') return true;
  const markdown = source.slice(startOf(block.node), block.end).trim();
  return (
    /^(?:\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?\s*)+$/u.test(markdown.slice(0, 4096)) ||
    /^<(?:img|figure)\b/iu.test(markdown)
  );
}
