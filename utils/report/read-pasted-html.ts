import { type Handle, toMdast } from 'hast-util-to-mdast';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { addressesIn } from './citations/written-address';
import type { Nodes, PhrasingContent, RootContent } from './markup/mdast';
import { writableUrl } from './markup/writable-url';
import { cleanNodes } from './pasted/clean-tree';
import { gatherFootnotes, NOTE, NOTE_REFERENCE } from './pasted/footnotes';
import { element, type RootContent as HtmlContent, property } from './pasted/hast';
import { sizeOfTables } from './pasted/table-size';
import { thinHtml } from './pasted/thin-html';
import { gatherWordLists } from './pasted/word-lists';
import { linkNode, writeNodes } from './write-nodes';

/** In UTF-16 units of HTML, most of which is styles and images. */
const MAX_HTML = 64 * 1024 * 1024;
/** In UTF-16 units, and in elements, without styles and images: a report of a thousand pages. */
const MAX_THIN = 6 * 1024 * 1024;
const MAX_ELEMENTS = 50_000;
/**
 * Limits for tables, in which a spanning cell may count as many. Browsers allow 1,000 columns too.
 */
const MAX_COLUMNS = 1_000;
const MAX_CELLS = 200_000;
const LONGEST_TEXT = 2_000;
/** The field of an emphasis node that stands for an HTML element. */
const HTML_TAG = 'htmlTag';

/**
 * Parses HTML as a fragment, as browsers do, and returns its nodes. The input is balanced, of
 * limited depth, and has only the elements and attributes of `thinHtml`. Returns null if its tree
 * would have too many nodes.
 * https://html.spec.whatwg.org/multipage/parsing.html#parsing-html-fragments
 */
export type ParseHtml = (html: string) => Promise<readonly HtmlContent[] | null>;

/**
 * Converts HTML from a clipboard to Markdown for `readCitedMarkdown`. Links with their fragments,
 * headings, lists, tables, quotes, code, emphasis, raised text and footnotes stay. Invisible
 * content, scripts, styles and links to anything but pages are removed; their text stays. Elements
 * nested deeper than 80 are removed, their text stays.
 *
 * Refuses more than 64 Mi UTF-16 units, or more text, elements or table cells than a report has.
 * Linear.
 */
export async function readPastedHtml(
  html: string,
  parse: ParseHtml,
): Promise<Result<string, Failure>> {
  if (html.length > MAX_HTML) return err(failure('paste_too_large', sizeOf(html.length)));
  const thin = thinHtml(html);
  if (thin.html.length > MAX_THIN) return err(failure('paste_too_large', sizeOf(thin.html.length)));
  if (thin.elements > MAX_ELEMENTS) {
    return err(failure('html_too_complex', `${thin.elements} > ${MAX_ELEMENTS} HTML`));
  }
  const nodes = await parse(thin.html);
  if (nodes === null) return err(failure('html_too_complex'));
  const cleaned = cleanNodes(nodes);
  const { columns, cells } = sizeOfTables(cleaned);
  if (columns > MAX_COLUMNS || cells > MAX_CELLS) {
    return err(failure('html_too_complex', `${columns} × ${cells}`));
  }
  const children = gatherFootnotes(gatherWordLists(cleaned));
  const root = toMdast({ type: 'root', children }, { handlers: HANDLERS, newlines: false });
  if (root.type !== 'root') return ok('');
  return ok(writeNodes(...finish(root).children));
}

function sizeOf(units: number): string {
  return `${Math.ceil(units / 1024 / 1024)} MB`;
}

/**
 * Markdown has no syntax for these, and the reader of citations expects HTML. Until the tree is
 * complete they are emphasis nodes, which are allowed in a line.
 */
const asHtml: Handle = (state, node) => ({
  type: 'emphasis',
  children: state.all(node).filter(isInline),
  data: tagData(node.tagName),
});

function tagData(tagName: string): Record<string, string> {
  return { [HTML_TAG]: tagName };
}

const INLINE: ReadonlySet<string> = new Set<PhrasingContent['type']>([
  'break',
  'delete',
  'emphasis',
  'footnoteReference',
  'image',
  'inlineCode',
  'link',
  'strong',
  'text',
]);

function isInline(node: RootContent): node is PhrasingContent {
  return INLINE.has(node.type);
}

const HANDLERS: Record<string, Handle> = {
  sup: asHtml,
  sub: asHtml,
  cite: asHtml,
  [NOTE_REFERENCE]: (_state, node) => {
    const label = property(node, 'label');
    return { type: 'footnoteReference', identifier: label.toLowerCase(), label };
  },
  [NOTE]: (state, node) => {
    const label = property(node, 'label');
    const children = state.toFlow(state.all(element('div', node.children)));
    return { type: 'footnoteDefinition', identifier: label.toLowerCase(), label, children };
  },
};

/**
 * Inserts the tags, makes links of addresses in the text, and splits long texts at a space, because
 * writing a text costs the square of the characters to escape.
 */
function finish<Node extends Nodes>(node: Node, isLinked = false): Node {
  if (!('children' in node)) return node;
  const inLink = isLinked || node.type === 'link';
  const children = parted(node.children).flatMap((child): RootContent[] => {
    if (child.type === 'text') return inLink ? piecesOf(child.value) : linkedPieces(child.value);
    const done = finish(child, inLink);
    const tag = done.type === 'emphasis' ? htmlTag(done.data) : null;
    if (tag === null || done.type !== 'emphasis') return [done];
    const opening: RootContent = { type: 'html', value: `<${tag}>` };
    return [opening, ...done.children, { type: 'html', value: `</${tag}>` }];
  });
  return { ...node, children };
}

/** The punctuation at the end of a mark that a letter or a number follows. */
const ENDS_MARK = /(?<=[^\p{P}\s])[.,;:!?…]+$/u;

/**
 * Moves the punctuation at the end of emphasis behind it if a letter or a number follows: of
 * `**Two stay.**4`, no Markdown would end the emphasis there.
 */
function parted(nodes: readonly RootContent[]): RootContent[] {
  const out = [...nodes];
  for (const [at, node] of nodes.entries()) {
    const next = nodes[at + 1];
    if (node.type !== 'strong' && node.type !== 'emphasis' && node.type !== 'delete') continue;
    if (next?.type !== 'text' || !/^[\p{L}\p{N}]/u.test(next.value)) continue;
    const last = node.children.at(-1);
    const ending = last?.type === 'text' ? ENDS_MARK.exec(last.value)?.[0] : undefined;
    if (last?.type !== 'text' || ending === undefined || htmlTag(node.data) !== null) continue;
    const words = { ...last, value: last.value.slice(0, -ending.length) };
    out[at] = { ...node, children: [...node.children.slice(0, -1), words] };
    out[at + 1] = { ...next, value: ending + next.value };
  }
  return out;
}

/** Returns a text with its addresses as links, because Markdown would escape parts of them. */
function linkedPieces(value: string): RootContent[] {
  const pieces: RootContent[] = [];
  let from = 0;
  for (const { href, start, end } of addressesIn(value)) {
    const url = end - start > LONGEST_TEXT ? null : writableUrl(href);
    if (url === null) continue;
    pieces.push(...piecesOf(value.slice(from, start)), linkNode(value.slice(start, end), url));
    from = end;
  }
  pieces.push(...piecesOf(value.slice(from)));
  return pieces;
}

function htmlTag(data: object | undefined): string | null {
  const tag = new Map<string, unknown>(Object.entries(data ?? {})).get(HTML_TAG);
  return typeof tag === 'string' ? tag : null;
}

function piecesOf(value: string): RootContent[] {
  const pieces: RootContent[] = [];
  for (let from = 0; from < value.length; ) {
    const blank = value.indexOf(' ', from + LONGEST_TEXT);
    const to = blank < 0 ? value.length : blank;
    pieces.push({ type: 'text', value: value.slice(from, to) });
    from = to;
  }
  return pieces;
}
