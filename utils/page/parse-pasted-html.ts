import type { ElementContent, Properties } from '@/utils/report/markup/hast';
import { CDATA, TEXT } from './page-tree';
import { parseHtmlFragment } from './parse-html';
import { OverLimit } from './parse-limits';
import { ParsedElement, type ParsedNode } from './parsed-node';
import { parsedTree } from './parsed-tree';

/**
 * Parses the result of `thinHtml` as the content of a `template`. A `template` keeps elements that
 * are otherwise allowed only in a table, such as cells. Linear in the length of the HTML. Returns
 * null when the tree exceeds a limit of the parser.
 */
export function parsePastedHtml(html: string): ElementContent[] | null {
  const root = parseWithinLimits(html);
  if (root === null) return null;
  const top: ElementContent[] = [];
  const outer: ElementContent[][] = [];
  let into = top;
  let node = root.first;
  while (node !== null) {
    const inside = addNode(into, node);
    if (inside !== null && node.first !== null) {
      outer.push(into);
      into = inside;
      node = node.first;
      continue;
    }
    while (node.next === null && node.parent !== null && node.parent !== root) {
      node = node.parent;
      into = outer.pop() ?? top;
    }
    node = node.next;
  }
  return top;
}

function parseWithinLimits(html: string): ParsedNode | null {
  try {
    return parseHtmlFragment(html);
  } catch (cause) {
    if (cause instanceof OverLimit) return null;
    throw cause;
  }
}

/** Adds a node without its content. Returns the list for the content of an element. */
function addNode(into: ElementContent[], node: ParsedNode): ElementContent[] | null {
  if (node instanceof ParsedElement) {
    const children: ElementContent[] = [];
    const properties = htmlProperties(parsedTree.attributesOf(node));
    into.push({ type: 'element', tagName: node.name, properties, children });
    return children;
  }
  if (node.type === TEXT || node.type === CDATA) into.push({ type: 'text', value: node.data });
  return null;
}

/** The attributes of `thinHtml` that have another name in a tree. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['aria-hidden', 'ariaHidden'],
  ['class', 'className'],
  ['colspan', 'colSpan'],
  ['data-turn-source-index', 'dataTurnSourceIndex'],
  ['rowspan', 'rowSpan'],
]);
const NUMBERS = new Set(['colspan', 'rowspan', 'start', 'width']);
/** True if they are present; `hidden` may also have a value. */
const FLAGS = new Set(['checked', 'hidden']);
const ASCII_BLANKS = /[ \t\n\f\r]+/u;

/**
 * Returns the attributes that `thinHtml` keeps as the properties of an element, with the types that
 * the libraries for such trees use. https://github.com/syntax-tree/hast#properties
 */
function htmlProperties(
  attributes: Iterable<{ readonly name: string; readonly value: string }>,
): Properties {
  const properties: Properties = {};
  for (const { name, value } of attributes) {
    properties[NAMES.get(name) ?? name] = propertyOf(name, value);
  }
  return properties;
}

function propertyOf(name: string, value: string): Properties[string] {
  if (name === 'class') return value.split(ASCII_BLANKS).filter((each) => each !== '');
  if (NUMBERS.has(name)) {
    return value === '' || Number.isNaN(Number(value)) ? value : Number(value);
  }
  return FLAGS.has(name) && (value === '' || value.toLowerCase() === name) ? true : value;
}
