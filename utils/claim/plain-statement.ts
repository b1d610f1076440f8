import type { CitationId } from '@/utils/model/ids';
import type { StatementSegment } from '@/utils/model/statement-text';
import { htmlTags } from '@/utils/report/citations/html-tags';
import type { Nodes } from '@/utils/report/markup/mdast';
import { isTooDeep, parseMarkdown } from '@/utils/report/markup/parse-blocks';
import type { StatementClaims } from './claim';
import { withoutEmphasis } from './plain-emphasis';

export interface PlainStatement extends Pick<StatementClaims, 'plain' | 'citationsAt'> {
  /** Where the words start that each citation's link is on; its own position if there are none. */
  readonly linkedFrom: readonly number[];
}

/** A text without any of these characters has no Markdown. */
const MARKDOWN = /[\\`*_[\]<>&~|\n\t]|^\s*(?:[#>+=-]|\d+[.)])/u;
/**
 * The mark of a note that names no address, as in `[^4]`. Its label has a figure. A range, as in
 * `[^0-9]`, is the notation of a program.
 */
const NOTE_MARK = /\[\^(?!\w-\w\])[\p{L}_-]{0,40}\d[\p{L}\d_-]{0,40}\]/gu;
const CLOSING = /^(?:\s|$|[.,;:!?)\]}】…»”])/u;

/**
 * Returns a character that the text does not contain, to mark the places of citations. It is
 * punctuation, like the brackets of a link, so that emphasis around it opens and closes as before.
 */
function placeholderFor(text: string): string | null {
  for (let code = 0x2e00; code <= 0x2e4f; code++) {
    const mark = String.fromCharCode(code);
    if (/\p{P}/u.test(mark) && !text.includes(mark)) return mark;
  }
  return null;
}

const marksIn = (text: string, mark: string): string => mark.repeat(text.split(mark).length - 1);

/** Returns the text of HTML. A citation inside a tag or a comment stays. */
function withoutTags(html: string, mark: string): string {
  return html
    .replace(/<!--(?:(?!<!--)[\s\S]){0,2000}?-->|<[^<>]{0,2000}>/gu, (tag) => marksIn(tag, mark))
    .replace(/\s+/gu, ' ');
}

/** Returns the nodes without those in an HTML element that is not shown. A citation stays. */
function visible(nodes: readonly Nodes[], mark: string): readonly Nodes[] {
  if (!nodes.some((node) => node.type === 'html' && node.value.includes('<'))) return nodes;
  let hiddenBy: string | null = null;
  return nodes.filter((node) => {
    if (node.type === 'html') {
      const [tag] = htmlTags(node.value);
      if (hiddenBy === null && tag?.hides === true) hiddenBy = tag.name;
      else if (hiddenBy === tag?.name && tag?.closing === true) hiddenBy = null;
    }
    return hiddenBy === null || node.type !== 'text' || node.value.includes(mark);
  });
}

/**
 * Returns the text of a node with its placeholders. Blocks, rows and hard breaks end a line; a tab
 * separates cells.
 */
function wordsOf(node: Nodes, mark: string): string {
  const all = (nodes: readonly Nodes[], separator: string): string =>
    visible(nodes, mark)
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
      // A line end in the file is a space in the text.
      if ('value' in node) {
        const words = node.value.replace(/(?<!\s)\s*\n\s*/gu, ' ').replaceAll('\t', ' ');
        return node.type === 'text' ? words.replace(NOTE_MARK, '') : words;
      }
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
    // A citation must not be lost. If the tree has lost one, return the Markdown as it is.
    return words.split(mark).length === count ? words : markdown;
  } catch (cause) {
    // The nesting is deeper than the call stack.
    if (!(cause instanceof RangeError)) throw cause;
    return markdown;
  }
}

/** Builds the text, and records where the citations are in it. */
class PlainWriter {
  #text = '';
  readonly citationsAt: { citationId: CitationId; at: number }[] = [];
  readonly linkedFrom: number[] = [];

  get text(): string {
    return this.#text;
  }

  get isAtLineStart(): boolean {
    return this.#text === '' || /[\n\t]$/u.test(this.#text.slice(-1));
  }

  add(words: string): void {
    this.#text += this.isAtLineStart ? words.replace(/^ +/u, '') : words;
  }

  /** Removes spaces from the end, but no line end or tab. */
  trimBlanks(): void {
    let end = this.#text.length;
    while (/[^\S\n\t]/u.test(this.#text.charAt(end - 1))) end--;
    this.#text = this.#text.slice(0, end);
  }

  /**
   * Removes a bracket from the end that contained only citations. Returns true if there was one.
   */
  dropBracket(): boolean {
    const bracket = /[([]\s*$/u.exec(this.#text.slice(-8));
    if (bracket === null) return false;
    this.#text = this.#text.slice(0, this.#text.length - bracket[0].length);
    return true;
  }

  /** `linked`: the words that the link of the first citation is on. They stay. */
  cite(ids: readonly CitationId[], linked: string, after: string): void {
    if (linked === '' && CLOSING.test(after)) this.trimBlanks();
    const from = this.#text.length;
    this.add(linked);
    for (const citationId of ids) {
      this.citationsAt.push({ citationId, at: this.#text.length });
      this.linkedFrom.push(from);
    }
    if (linked !== '') return;
    const touches = /[^\s([{«“]$/u.test(this.#text.slice(-1)) && /^[\p{L}\p{N}([«“]/u.test(after);
    if (touches) this.#text += ' ';
  }
}

/**
 * Returns the text of a statement as it is read, without Markdown and citations, and the positions
 * of the citations. Removes spaces and brackets that were there only for a citation. Words that are
 * a link stay, and the citation is behind them; `linkedWordsOf` returns them, or ''. Parses the
 * Markdown once, or not at all if the text has none.
 */
export function plainStatement(
  segments: readonly StatementSegment[],
  linkedWordsOf: (id: CitationId) => string,
): PlainStatement {
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

  const words = ids.map(linkedWordsOf);
  const writer = new PlainWriter();
  writer.add(tidy(pieces[0] ?? ''));
  let at = 0;
  while (at < ids.length) {
    let end = at + 1;
    const linked = words[at] ?? '';
    // A separator between two citations is removed with them.
    while (
      end < ids.length &&
      words[end] === '' &&
      (linked === '' ? /^[ \u00A0\u202F,;]*$/u : /^[ \u00A0\u202F]*$/u).test(pieces[end] ?? '')
    ) {
      end++;
    }
    let after = tidy(pieces[end] ?? '');
    const closing = linked === '' ? /^\s*[)\]]/u.exec(after.slice(0, 8)) : null;
    if (closing !== null && writer.dropBracket()) after = after.slice(closing[0].length);
    writer.cite(ids.slice(at, end), linked, after);
    writer.add(after);
    at = end;
  }
  writer.trimBlanks();
  const { text: plain, citationsAt, linkedFrom } = writer;
  return { plain, citationsAt, linkedFrom };
}

/** Replaces several spaces by one, and removes spaces at the ends of lines. */
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
