import type { CitationId } from '@/utils/model/ids';
import type { StatementSegment } from '@/utils/model/statement-text';
import type { Nodes } from '@/utils/report/markup/mdast';
import { isTooDeep, parseMarkdown } from '@/utils/report/markup/parse-blocks';
import type { StatementClaims } from './claim';
import { withoutEmphasis } from './plain-emphasis';

export type PlainStatement = Pick<StatementClaims, 'plain' | 'citationsAt'>;

/** Without any of these, Markdown is its own words. */
const MARKDOWN = /[\\`*_[\]<>&~|\n\t]|^\s*(?:[#>+=-]|\d+[.)])/u;
const CLOSING = /^(?:\s|$|[.,;:!?)\]}】…»”])/u;

/**
 * A character that the text doesn't hold, to stand for its citations: punctuation, as the
 * brackets of a link are, so that the emphasis around one opens and closes as before.
 */
function placeholderFor(text: string): string | null {
  for (let code = 0x2e00; code <= 0x2e4f; code++) {
    const mark = String.fromCharCode(code);
    if (/\p{P}/u.test(mark) && !text.includes(mark)) return mark;
  }
  return null;
}

const marksIn = (text: string, mark: string): string => mark.repeat(text.split(mark).length - 1);

/** HTML's words; a citation inside a tag or a comment stays. */
function withoutTags(html: string, mark: string): string {
  return html
    .replace(/<!--[\s\S]{0,2000}?-->|<[^<>]{0,2000}>/gu, (tag) => marksIn(tag, mark))
    .replace(/\s+/gu, ' ');
}

/** A node's words with its placeholders; blocks, rows and hard breaks end a line, cells end in tabs. */
function wordsOf(node: Nodes, mark: string): string {
  const all = (nodes: readonly Nodes[], separator: string): string =>
    nodes
      .map((child) => wordsOf(child, mark))
      .filter((words) => separator !== '\n' || words !== '')
      .join(separator);
  switch (node.type) {
    case 'root':
    case 'list':
    case 'listItem':
    case 'blockquote':
    case 'footnoteDefinition':
    case 'table':
      return all(node.children, '\n');
    case 'tableRow':
      return all(node.children, '\t');
    case 'break':
      return '\n';
    case 'html':
      return /^<br\b/iu.test(node.value) ? '\n' : withoutTags(node.value, mark);
    case 'code':
      return node.value;
    case 'image':
      return (node.alt ?? '') + marksIn(node.url + (node.title ?? ''), mark);
    case 'imageReference':
      return node.alt ?? '';
    case 'definition':
      return marksIn(node.url + (node.title ?? ''), mark);
    case 'link':
      return all(node.children, '') + marksIn(node.url + (node.title ?? ''), mark);
    default:
      // The end of a line in the file is a blank in the text.
      if ('value' in node)
        return node.value.replace(/(?<!\s)\s*\n\s*/gu, ' ').replaceAll('\t', ' ');
      return 'children' in node ? all(node.children, '') : '';
  }
}

function flattened(markdown: string, mark: string): string {
  if (!MARKDOWN.test(markdown) || isTooDeep(markdown)) return markdown;
  const plain = withoutEmphasis(markdown);
  if (plain !== null) return plain;
  const count = markdown.split(mark).length;
  try {
    const words = wordsOf(parseMarkdown(markdown), mark);
    // A citation must never be lost: where the tree has lost one, the letters stand as they are.
    return words.split(mark).length === count ? words : markdown;
  } catch (cause) {
    // More in each other than the stack holds.
    if (!(cause instanceof RangeError)) throw cause;
    return markdown;
  }
}

/** Words that grow at their end, and where citations stand in them. */
class PlainWriter {
  #text = '';
  readonly citationsAt: { citationId: CitationId; at: number }[] = [];

  get text(): string {
    return this.#text;
  }

  get isAtLineStart(): boolean {
    return this.#text === '' || /[\n\t]$/u.test(this.#text.slice(-1));
  }

  add(words: string): void {
    this.#text += this.isAtLineStart ? words.replace(/^ +/u, '') : words;
  }

  /** Takes blanks off the end, never a line's end. */
  trimBlanks(): void {
    let end = this.#text.length;
    while (/[^\S\n\t]/u.test(this.#text.charAt(end - 1))) end--;
    this.#text = this.#text.slice(0, end);
  }

  /** Takes a bracket off the end that held nothing but citations. True if there was one. */
  dropBracket(): boolean {
    const bracket = /[([]\s*$/u.exec(this.#text.slice(-8));
    if (bracket === null) return false;
    this.#text = this.#text.slice(0, this.#text.length - bracket[0].length);
    return true;
  }

  cite(ids: readonly CitationId[], after: string): void {
    if (CLOSING.test(after)) this.trimBlanks();
    for (const citationId of ids) this.citationsAt.push({ citationId, at: this.#text.length });
    const touches = /[^\s([{«“]$/u.test(this.#text.slice(-1)) && /^[\p{L}\p{N}([«“]/u.test(after);
    if (touches) this.#text += ' ';
  }
}

/**
 * The words of a statement as they are read, without Markdown and without its citations, and
 * where these stand. Blanks and brackets that were there for a citation's sake go with it. One
 * parse of the Markdown, none where there is none.
 */
export function plainStatement(segments: readonly StatementSegment[]): PlainStatement {
  const literal = segments.map((segment) => (segment.type === 'text' ? segment.text : '')).join('');
  const ids = segments.flatMap((segment) =>
    segment.type === 'citation' ? [segment.citationId] : [],
  );
  const mark = placeholderFor(literal);
  const pieces =
    mark === null
      ? literalPieces(segments)
      : flattened(
          segments.map((segment) => (segment.type === 'text' ? segment.text : mark)).join(''),
          mark,
        ).split(mark);

  const writer = new PlainWriter();
  writer.add(tidy(pieces[0] ?? ''));
  let at = 0;
  while (at < ids.length) {
    let end = at + 1;
    // What only parts two citations goes with them.
    while (end < ids.length && /^[ \u00A0\u202F,;]*$/u.test(pieces[end] ?? '')) end++;
    let after = tidy(pieces[end] ?? '');
    const closing = /^\s*[)\]]/u.exec(after.slice(0, 8));
    if (closing !== null && writer.dropBracket()) after = after.slice(closing[0].length);
    writer.cite(ids.slice(at, end), after);
    writer.add(after);
    at = end;
  }
  writer.trimBlanks();
  return { plain: writer.text, citationsAt: writer.citationsAt };
}

/** One blank for several; blanks at a line's ends go. */
function tidy(words: string): string {
  return words.replace(/ {2,}/gu, ' ').replace(/ ?\n ?/gu, '\n');
}

function literalPieces(segments: readonly StatementSegment[]): string[] {
  const pieces = [''];
  for (const segment of segments) {
    if (segment.type === 'citation') pieces.push('');
    else pieces[pieces.length - 1] += segment.text;
  }
  return pieces;
}
