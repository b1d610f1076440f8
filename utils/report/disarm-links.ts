import type { Nodes, RootContent } from './markup/mdast';
import { ReportPieces } from './read-pieces';
import { writeNodes } from './write-nodes';

/*
 * An export must not contain links with an active scheme (for example `javascript:`), wherever they
 * come from: a statement, an unedited block of an imported file, a link definition, or HTML.
 */

export interface Disarmed {
  readonly text: string;
  /** Number of links, images, definitions and tags that were replaced by plain text. */
  readonly count: number;
}

const SCHEMES = ['javascript', 'vbscript', 'livescript', 'data', 'blob', 'view-source'];
const SCHEME = new RegExp(`\\b(${SCHEMES.join('|')})\\s*:`, 'giu');
/** Bitmap images as data addresses. The address contains the image and runs no code. */
const PIXELS = /^data:image\/(?:png|jpeg|gif|webp|avif|bmp);/iu;
const ACTIVE = new RegExp(`^(?:${SCHEMES.join('|')}):`, 'iu');
/** Text that may contain an active link in any spelling. The syntax tree then decides. */
const SUSPECT = new RegExp(
  [
    ...SCHEMES.map((scheme) => `${[...scheme].join('\\s*')}[\\s\\\\]*[:&]`),
    '&#|&(?:colon|tab|newline);',
    '<(?:script|iframe|frame|object|embed|applet|base|meta|link|form|svg|math|button|input)',
    '[\\s"\'/]on[a-z]+[\\s]*=|srcdoc|formaction',
  ].join('|'),
  'iu',
);
const DANGEROUS_ELEMENT =
  /^<\/?(?:script|iframe|frame|object|embed|applet|base|meta|link|form|svg|math|button|input)\b/iu;
const DANGEROUS_ATTRIBUTE = /[\s"'/](?:on[a-z]+|srcdoc|formaction)\s*=/iu;
const ATTRIBUTE_VALUE = /=\s*("[^"]*"|'[^']*'|[^\s"'>]+)/gu;
/** A comment as browsers parse it, a tag, or other text that opens like a tag. */
const TAG_OR_COMMENT =
  /<!--(?!-?>)(?:(?!--!?>)[\s\S])*(?:--!?>|$)|<\/?[a-z][^\s<>/]*(?:[\s/](?:[^<>"']|"[^"]*"|'[^']*')*)?>|</giu;

/** Whether a browser would run the address as code. Ignores control characters and spaces. */
export function isActiveAddress(address: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers ignore them in a scheme.
  return ACTIVE.test(address.replace(/[\u0000-\u0020]/gu, ''));
}

/**
 * Replaces every active link in Markdown by its text, and escapes active HTML. `markdown` must
 * begin and end at block boundaries. Linear time.
 */
export function disarmMarkdown(markdown: string): Disarmed {
  if (!SUSPECT.test(markdown)) return { text: markdown, count: 0 };
  const pieces = new ReportPieces(markdown);
  for (const _ of pieces.collect());
  let text = '';
  let at = 0;
  let count = 0;
  for (const { start, end, nodes, why } of pieces.parse()) {
    // The text before the first piece is a metadata block and may be Markdown for another program.
    const before = disarmUnread(markdown.slice(at, start));
    const source = markdown.slice(start, end);
    at = end;
    const isRead = nodes !== null && why !== 'metadata';
    const disarmed = isRead ? disarmTree(source, nodes) : disarmUnread(source);
    text += before.text + disarmed.text;
    count += before.count + disarmed.count;
  }
  const rest = disarmUnread(markdown.slice(at));
  return { text: text + rest.text, count: count + rest.count };
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function disarmTree(source: string, nodes: readonly RootContent[]): Disarmed {
  const edits: Edit[] = [];
  let count = 0;
  const waiting: Nodes[] = [...nodes];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? start;
    const own = source.slice(start, end);
    const instead = harmless(node, own);
    if (instead !== null && instead !== own) {
      edits.push({ start, end, text: instead });
      count += 1;
    } else if ('children' in node) waiting.push(...node.children);
  }
  edits.sort((a, b) => a.start - b.start);
  let text = '';
  let at = 0;
  for (const edit of edits) {
    text += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return { text: text + source.slice(at), count };
}

/** The harmless replacement for an active node, or null for any other node. */
function harmless(node: Nodes, own: string): string | null {
  switch (node.type) {
    case 'html':
      return disarmHtml(own);
    case 'link':
      return isActiveAddress(node.url) ? wordsOf(node) : null;
    case 'image':
      if (!isActiveAddress(node.url) || PIXELS.test(node.url)) return null;
      return writeNodes({ type: 'paragraph', children: [{ type: 'text', value: node.alt ?? '' }] });
    case 'definition':
      return isActiveAddress(node.url) ? `[${node.label ?? node.identifier}]: #` : null;
    default:
      return null;
  }
}

/** The text of a link on one line, without Markdown marks. */
function wordsOf(node: Nodes): string {
  let words = '';
  const waiting: Nodes[] = [node];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at.type === 'image') words += at.alt ?? '';
    else if ('value' in at) words += at.value;
    else if ('children' in at) waiting.push(...[...at.children].reverse());
  }
  const value = words.replace(/\s+/gu, ' ').trim();
  return writeNodes({ type: 'paragraph', children: [{ type: 'text', value }] });
}

/** Escapes the active tags in HTML. */
export function disarmHtml(html: string): string {
  return html.replace(TAG_OR_COMMENT, (tag) => {
    if (tag.startsWith('<!--')) return tag;
    return tag === '<' || isActiveTag(tag) ? `&lt;${tag.slice(1)}` : tag;
  });
}

function isActiveTag(tag: string): boolean {
  if (DANGEROUS_ELEMENT.test(tag) || DANGEROUS_ATTRIBUTE.test(tag)) return true;
  return [...tag.matchAll(ATTRIBUTE_VALUE)].some(([, value = '']) => {
    const address = decodeAddress(value.replace(/^["']|["']$/gu, ''));
    return isActiveAddress(address) && !(/^<img\b/iu.test(tag) && PIXELS.test(address));
  });
}

/** Decodes an attribute as browsers do: a numeric reference needs no final semicolon. */
function decodeAddress(value: string): string {
  return value
    .replace(/&#(?:x0*([\da-f]{1,6})|0*(\d{1,7}));?/giu, (_, hex, decimal) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    })
    .replace(/&colon;/giu, ':')
    .replace(/&(?:tab|newline);/giu, '');
}

/**
 * Disarms text that the parser does not read, for example a block with too deep nesting. Such text
 * contains no links.
 */
function disarmUnread(source: string): Disarmed {
  if (!SUSPECT.test(source)) return { text: source, count: 0 };
  const text = source
    .replace(SCHEME, '$1%3A')
    .replace(/\](?=[(:])/gu, ']\\')
    .replaceAll('<', '&lt;');
  return { text, count: text === source ? 0 : 1 };
}
