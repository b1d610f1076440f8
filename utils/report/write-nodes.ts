import { gfmToMarkdown } from 'mdast-util-gfm';
import { type Handle, type Options, toMarkdown } from 'mdast-util-to-markdown';
import type { Link, Paragraph, Root, RootContent } from './markup/mdast';

/**
 * The address as it is: whoever takes the text between the parentheses, without
 * reading it as Markdown, has the address itself. The library would put a
 * backslash before an `&`, which opens another page there.
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
        // Outside a table a pipe is a letter; a paragraph may become a cell when somebody pastes it.
        { character: '|', inConstruct: 'phrasing' },
        // Whatever follows: a bare address would take the escapes after it for its own letters.
        { character: '.', before: '[Ww]{3}', inConstruct: 'phrasing' },
      ],
    },
  ],
};

/** Nodes as CommonMark with GFM, without a line break at the end. */
export function writeNodes(...children: RootContent[]): string {
  const root: Root = { type: 'root', children };
  return toMarkdown(root, OPTIONS).replace(/(?<!\n)\n+$/u, '');
}

/**
 * Words as Markdown can carry them: no control characters but line feeds, no
 * half surrogate pairs. Everything else comes back as it went in.
 */
export function writableText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|\u0085|\u2028|\u2029/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(/[\p{Cc}--\n]/gv, '');
}

/** A label: one line, and nothing in it that would turn round what follows. */
export function writableLine(text: string): string {
  const line = writableText(text)
    .replace(/[\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  // Long reports hold many: not each twice.
  return line === text ? text : line;
}

/** A link to an address from `writableUrl`: it is written as it is. */
export function linkNode(label: string, url: string): Link {
  return { type: 'link', url, children: [{ type: 'text', value: label }] };
}

/** Plain words as paragraphs, one per line; empty lines are left out. */
export function paragraphsOf(text: string): Paragraph[] {
  return writableText(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }] }));
}
