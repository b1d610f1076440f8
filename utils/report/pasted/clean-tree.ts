import { writableUrl } from '../markup/writable-url';
import { arrangeBreaks, isBlock } from './arrange-breaks';
import {
  BLOCKS,
  type Content,
  type Element,
  element,
  hasImage,
  isElement,
  property,
  type RootContent,
  wordsOf,
} from './hast';
import { withoutCellBlocks } from './layout-table';

/*
 * Reduces the HTML that editors, browsers and chat tools put on a clipboard to the few elements of
 * a report. Styles with a meaning become elements; invisible content is left out.
 */

const LEFT_OUT = new Set(['input', 'wbr', 'colgroup', 'col']);
const HIDDEN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/iu;
const BOLD = /(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)/iu;
const NOT_BOLD = /(?:^|;)\s*font-weight\s*:\s*(?:normal|[1-4]00)/iu;
const ITALIC = /(?:^|;)\s*font-style\s*:\s*italic/iu;
const STRUCK = /(?:^|;)\s*text-decoration[^:;]*:[^;]*line-through/iu;
const RAISED = /(?:^|;)\s*vertical-align\s*:\s*super/iu;

/** The element in which Word puts its notes, below a line. */
const NOTE_LIST = /mso-element\s*:\s*(?:foot|end)note-list/iu;

/** Elements that format their text, and the elements with the same meaning. */
const MARKS: Readonly<Record<string, Mark>> = {
  b: 'strong',
  strong: 'strong',
  i: 'em',
  em: 'em',
  del: 'del',
  s: 'del',
  strike: 'del',
};
type Mark = 'strong' | 'em' | 'del';

const KEPT = new Set(
  (
    'a blockquote br cite code dd dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr img li ol p pre ' +
    'sub sup table tbody td tfoot th thead tr ul'
  ).split(' '),
);

/**
 * Cleans the content of nodes. The recursion is as deep as their nesting, which `thinHtml` limits.
 */
export function cleanNodes(nodes: readonly RootContent[], worn: readonly Mark[] = []): Content[] {
  const out: Content[] = [];
  for (const node of nodes) {
    if (node.type === 'text') {
      out.push({ type: 'text', value: cleanText(node.value) });
    } else if (isElement(node) && !isHidden(node)) {
      for (const each of cleanElement(node, worn)) out.push(each);
    }
  }
  const content = joinLinks(out);
  return arrangeBreaks(content.filter((node, index) => !isCodeLabel(node, content[index + 1])));
}

/** Joins links that divide a word but lead to one address, which editors leave behind. */
function joinLinks(nodes: readonly Content[]): Content[] {
  const joined: Content[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (isElement(node, 'a') && isElement(last, 'a') && dividesWord(last, node)) {
      joined[joined.length - 1] = { ...last, children: [...last.children, ...node.children] };
    } else joined.push(node);
  }
  return joined;
}

function dividesWord(link: Element, next: Element): boolean {
  const href = property(link, 'href');
  if (href === '' || href !== property(next, 'href') || property(next, 'id') !== '') return false;
  return /\p{L}$/u.test(wordsOf(link.children)) && /^\p{L}/u.test(wordsOf(next.children));
}

function cleanText(value: string): string {
  return value.toWellFormed().replace(/[\p{Cc}--[\n\t]]/gv, ' ');
}

function isHidden(node: Element): boolean {
  const { tagName, properties } = node;
  if (LEFT_OUT.has(tagName) && property(node, 'type') !== 'checkbox') return true;
  if (properties['hidden'] !== undefined && properties['hidden'] !== false) return true;
  return property(node, 'ariaHidden') === 'true' || HIDDEN.test(property(node, 'style'));
}

function cleanElement(node: Element, worn: readonly Mark[]): Content[] {
  const { tagName } = node;
  if (tagName === 'math') return formula(node);
  if (tagName === 'pre') return [codeBlock(node)];
  if (tagName === 'img') return image(node);
  const name = property(node, 'className');
  if (tagName === 'br') return /interchange-newline/iu.test(name) ? [] : [element('br', [])];
  if (/converted-space/iu.test(name)) return [{ type: 'text', value: ' ' }];
  const marks = marksOf(node).filter((mark) => !worn.includes(mark));
  const own = cleanNodes(node.children, [...worn, ...marks]);
  // An export raises the space between two marks.
  const isEmptyMark = tagName === 'sup' && wordsOf(own).trim() === '';
  const content = isEmptyMark ? numberOf(node) : own;
  if (isEmptyMark && content.length === 0) return own;
  let cleaned = tagName === 'a' ? link(node, content) : content;
  for (const mark of marks) cleaned = wear(mark, cleaned);
  if (tagName !== 'sup' && RAISED.test(property(node, 'style')) && wordsOf(cleaned).trim() !== '') {
    return [element('sup', cleaned)];
  }
  if (tagName === 'a') return cleaned;
  if (tagName === 'button' || tagName.includes(':')) {
    const isEmpty = tagName === 'button' ? !holdsLink(cleaned) : wordsOf(cleaned).trim() === '';
    return isEmpty ? [] : cleaned;
  }
  if (/\bMsoTitle\b/u.test(name)) return [element('h1', cleaned)];
  if (tagName === 'p' && cleaned.some(isBlock))
    return [element('div', cleaned, keptProperties(node))];
  if (tagName === 'cite' && holdsLink(cleaned)) return cleaned;
  // Browsers show marks for this element.
  if (tagName === 'q') {
    return [{ type: 'text', value: '“' }, ...cleaned, { type: 'text', value: '”' }];
  }
  if (NOTE_LIST.test(property(node, 'style'))) {
    return cleaned.filter((each) => !isElement(each, 'hr'));
  }
  if (tagName === 'dl') return numberedTerms(cleaned) ?? [element('dl', cleaned)];
  if (tagName === 'table')
    return withoutCellBlocks(element('table', cleaned, keptProperties(node)));
  if (KEPT.has(tagName)) return [element(tagName, cleaned, keptProperties(node))];
  return BLOCKS.has(tagName) ? [element('div', cleaned, keptProperties(node))] : cleaned;
}

const TERM = /^\s*[[(]?(\d{1,4})[\])]?[.:]?\s*$/u;

/** Returns the entries of a numbered list of sources; null if not all terms are numbers. */
function numberedTerms(content: readonly Content[]): Content[] | null {
  const entries: Content[] = [];
  let number = '';
  for (const node of content) {
    if (!isElement(node)) {
      if (wordsOf([node]).trim() !== '') return null;
      continue;
    }
    const isTerm = node.tagName === 'dt';
    if (isTerm) number = TERM.exec(wordsOf(node.children))?.[1] ?? '';
    if (number === '' || node.children.some(isBlock)) return null;
    if (isTerm) continue;
    entries.push(element('p', [{ type: 'text', value: `[${number}] ` }, ...node.children]));
    number = '';
  }
  return entries;
}

/** Returns the number of a raised mark that a script of its page writes into it. */
function numberOf(node: Element): Content[] {
  const value = property(node, 'dataTurnSourceIndex');
  return /^\d{1,4}$/u.test(value) ? [{ type: 'text', value }] : [];
}

function marksOf(node: Element): Mark[] {
  const style = property(node, 'style');
  const own = MARKS[node.tagName];
  if (own !== undefined) return own === 'strong' && NOT_BOLD.test(style) ? [] : [own];
  if (node.tagName !== 'span') return [];
  const marks: Mark[] = [];
  if (BOLD.test(style)) marks.push('strong');
  if (ITALIC.test(style)) marks.push('em');
  if (STRUCK.test(style)) marks.push('del');
  return marks;
}

function keptProperties(node: Element): Element['properties'] {
  const kept: Element['properties'] = {};
  const names = ['id', 'name', 'className', 'start', 'colSpan', 'rowSpan', 'align', 'style'];
  for (const name of names) {
    const value = node.properties[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

/** Spaces at the edges stay outside. A mark around blocks or around nothing is dropped. */
function wear(mark: Mark, content: Content[]): Content[] {
  if (content.some(isBlock)) return content;
  return hoistBlanks(content, (inner) => [element(mark, inner)]);
}

function hoistBlanks(content: Content[], wrap: (inner: Content[]) => Content[]): Content[] {
  const inner = [...content];
  const before: Content[] = [];
  const after: Content[] = [];
  for (let first = inner[0]; first !== undefined; first = inner[0]) {
    const split = first.type === 'text' ? /^(\s*)([\s\S]*)$/u.exec(first.value) : null;
    if (split?.[1] !== '' && split !== null) before.push({ type: 'text', value: split[1] ?? '' });
    if (split === null || split[2] !== '') {
      if (split !== null) inner[0] = { type: 'text', value: split[2] ?? '' };
      break;
    }
    inner.shift();
  }
  for (let last = inner.at(-1); last !== undefined; last = inner.at(-1)) {
    const words = last.type === 'text' ? last.value.trimEnd() : null;
    if (last.type !== 'text' || words === null) break;
    if (words !== last.value)
      after.unshift({ type: 'text', value: last.value.slice(words.length) });
    inner.pop();
    if (words === '') continue;
    inner.push({ type: 'text', value: words });
    break;
  }
  return inner.length === 0 ? [...before, ...after] : [...before, ...wrap(inner), ...after];
}

/** Keeps a link to a page, or inside the pasted text; of every other link only the text. */
function link(node: Element, content: Content[]): Content[] {
  const href = property(node, 'href').trim();
  const id = property(node, 'id') || property(node, 'name');
  const own: Element['properties'] = id === '' ? {} : { id };
  const isInside = href.startsWith('#') && href.length > 1;
  const url = isInside ? href : writableUrl(href);
  if (url === null) return id === '' ? content : [element('span', content, own)];
  if (wordsOf(content).trim() === '' && !hasImage(content)) {
    return isInside ? [element('a', content, { ...own, href: url })] : content;
  }
  const only = content.length === 1 ? content[0] : undefined;
  if (isElement(only, 'sup')) {
    return [element('sup', [element('a', only.children, { ...own, href: url })])];
  }
  return linkFirstLine(content, (line) =>
    hoistBlanks(line, (inner) => [element('a', inner, { ...own, href: url })]),
  );
}

/** Links the first line with words, because a link in Markdown cannot be around blocks. */
function linkFirstLine(content: Content[], wrap: (line: Content[]) => Content[]): Content[] {
  if (!content.some(isBlock)) return wrap(content);
  const start = content.findIndex((node) => wordsOf([node]).trim() !== '');
  const first = content[start];
  if (first === undefined) return content;
  const next = content.findIndex((node, at) => at > start && isBlock(node));
  const end = isBlock(first) ? start + 1 : next < 0 ? content.length : next;
  const line = isBlock(first)
    ? [{ ...first, children: linkFirstLine(first.children, wrap) }]
    : wrap(content.slice(start, end));
  return [...content.slice(0, start), ...line, ...content.slice(end)];
}

function holdsLink(nodes: readonly RootContent[]): boolean {
  return nodes.some(
    (node) => isElement(node) && (node.tagName === 'a' || holdsLink(node.children)),
  );
}

/** Keeps an image with an address on the web; others cannot be read from the clipboard. */
function image(node: Element): Content[] {
  const src = writableUrl(property(node, 'src').trim());
  const alt = cleanText(property(node, 'alt')).trim();
  return src === null ? [] : [element('img', [], { src, alt })];
}

/** Returns the source of a formula, if it has one. */
function formula(node: Element): Content[] {
  const source = findElement(node, (each) => /x-tex/u.test(property(each, 'encoding')));
  const words = cleanText(wordsOf((source ?? node).children))
    .replace(/\s+/gu, ' ')
    .trim();
  return words === '' ? [] : [{ type: 'text', value: source === null ? words : `$${words}$` }];
}

/** Returns only the code of a code block, without the buttons above it. */
function codeBlock(node: Element): Element {
  const code = findElement(node, ({ tagName }) => tagName === 'code') ?? node;
  const value = cleanText(wordsWithBreaks(code.children));
  const { className } = code.properties;
  const properties = className === undefined ? {} : { className };
  return element('pre', [element('code', [{ type: 'text', value }], properties)]);
}

function wordsWithBreaks(nodes: readonly RootContent[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.value;
      if (!isElement(node)) return '';
      return node.tagName === 'br' ? '\n' : wordsWithBreaks(node.children);
    })
    .join('');
}

/** Chat tools also write the language of a code block above it. */
function isCodeLabel(node: Content, next: Content | undefined): boolean {
  if (!isElement(node, 'div', 'p') || !isElement(next, 'pre')) return false;
  const [code] = next.children;
  const language = isElement(code) ? property(code, 'className') : '';
  return language !== '' && language.includes(`language-${wordsOf(node.children).trim()}`);
}

function findElement(node: Element, fits: (node: Element) => boolean): Element | null {
  for (const child of node.children) {
    if (!isElement(child)) continue;
    const found = fits(child) ? child : findElement(child, fits);
    if (found !== null) return found;
  }
  return null;
}
