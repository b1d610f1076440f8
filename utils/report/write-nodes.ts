import { gfmToMarkdown } from 'mdast-util-gfm';
import { type Handle, type Options, toMarkdown } from 'mdast-util-to-markdown';
import type { Link, Paragraph, PhrasingContent, Root, RootContent } from './markup/mdast';

/**
 * Writes the address unchanged, because a reader may take the text between the parentheses without
 * parsing Markdown. The library would put a backslash before an `&`, which changes the address
 * there.
 */
const writeLink: Handle = (node: Link, _parent, state, info) => {
  const tracker = state.createTracker(info);
  const opening = tracker.move('[');
  const exitLink = state.enter('link');
  const exitLabel = state.enter('label');
  const label = state.containerPhrasing(node, {
    before: opening,
    after: '](',
    ...tracker.current(),
  });
  exitLabel();
  exitLink();
  return `${opening}${label}](${node.url})`;
};

const OPTIONS: Options = {
  bullet: '-',
  listItemIndent: 'one',
  resourceLink: true,
  rule: '-',
  extensions: [
    gfmToMarkdown(),
    {
      handlers: { link: Object.assign(writeLink, { peek: () => '[' }) },
      unsafe: [
        // Outside of a table a pipe is a letter, but a pasted paragraph may become a table cell.
        { character: '|', inConstruct: 'phrasing' },
        // In any context, because a bare address would include the escapes after it.
        { character: '.', before: '[Ww]{3}', inConstruct: 'phrasing' },
      ],
    },
  ],
};

/** Writes nodes as CommonMark with GFM, without a final line break. */
export function writeNodes(...children: RootContent[]): string {
  const root: Root = { type: 'root', children };
  return toMarkdown(root, OPTIONS).replace(/(?<!\n)\n+$/u, '');
}

/**
 * Returns text that Markdown can contain: without control characters except line feeds, and without
 * lone surrogates. Everything else stays unchanged.
 */
export function writableText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|\u0085|\u2028|\u2029/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(/[\p{Cc}--\n]/gv, '');
}

/**
 * Returns a label on one line, without characters that change the direction of the following text.
 */
export function writableLine(text: string): string {
  const line = writableText(text)
    .replace(/[\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  // Long reports have many labels, so equal strings are not stored twice.
  return line === text ? text : line;
}

/** Returns a link to an address from `writableUrl`, which is written unchanged. */
export function linkNode(label: string, url: string): Link {
  return { type: 'link', url, children: [{ type: 'text', value: label }] };
}

/** Returns plain text as paragraphs, one for each line, without empty lines. */
export function paragraphsOf(text: string): Paragraph[] {
  return writableText(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }] }));
}

/** Merges adjacent texts, so that each is escaped for its real neighbours. */
export function mergeTexts(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const out: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = out.at(-1);
    if (node.type === 'text' && last?.type === 'text') {
      out[out.length - 1] = { type: 'text', value: last.value + node.value };
    } else out.push(node);
  }
  return out;
}

/** Markdown that is written unchanged, beside escaped text. */
export function asIs(value: string): PhrasingContent {
  return { type: 'html', value };
}

/** Returns the Markdown of a part of a line, for example of a citation. */
export function lineMarkdown(nodes: readonly PhrasingContent[]): string {
  const written = writeNodes({ type: 'paragraph', children: [...nodes] });
  // A parenthesis before a bracket needs no escape, but a label alone may have got one at its
  // start.
  return written.replace(/^\\\(/u, '(');
}
