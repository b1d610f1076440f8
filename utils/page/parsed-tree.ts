import { CDATA, type Elements, nextNode, type PageTree, TEXT } from './page-tree';
import {
  childNodes,
  HTML_NAMESPACE,
  ParsedElement,
  type ParsedNode,
  qualifiedName,
  rootOf,
} from './parsed-node';
import { compileSelector } from './parsed-selector';
import { indexOf } from './tree-index';

const NONE: readonly ParsedNode[] = [];

function attributeOf(element: ParsedElement, name: string): string | null {
  const { attributes } = element;
  for (let at = 0; at < attributes.length; at++) {
    const attribute = attributes[at];
    if (attribute !== undefined && qualifiedName(attribute) === name) return attribute.value;
  }
  return null;
}

function contains(outer: ParsedNode, inner: ParsedNode): boolean {
  for (let at: ParsedNode | null = inner; at !== null; at = at.parent) {
    if (at === outer) return true;
  }
  return false;
}

function textOf(node: ParsedNode): string {
  if (node.type === TEXT || node.type === CDATA) return node.data;
  let text = '';
  for (
    let at = nextNode(parsedTree, node, node);
    at !== null;
    at = nextNode(parsedTree, at, node)
  ) {
    if (at.type === TEXT || at.type === CDATA) text += at.data;
  }
  return text;
}

function childElement(parent: ParsedNode, ...names: string[]): ParsedElement | null {
  for (let at = parent.first; at !== null; at = at.next) {
    if (at instanceof ParsedElement && (names.length === 0 || names.includes(at.name))) return at;
  }
  return null;
}

function bodyOf(document: ParsedNode): ParsedElement | null {
  const root = childElement(document);
  if (root === null || root.name !== 'html' || root.namespace !== HTML_NAMESPACE) return null;
  return childElement(root, 'body', 'frameset');
}

function select(root: ParsedNode, selector: string): Elements<ParsedElement> {
  return compileSelector(selector).select(indexOf(rootOf(root)), root);
}

/** Reads a tree from one of Pincite's parsers. Such a tree has no shadow roots. */
export const parsedTree: PageTree<ParsedNode, ParsedElement> = {
  typeOf: (node) => node.type,
  parentOf: (node) => node.parent,
  firstChildOf: (node) => node.first,
  lastChildOf: (node) => node.last,
  nextSiblingOf: (node) => node.next,
  previousSiblingOf: (node) => node.previous,
  childrenOf: childNodes,
  rootOf,
  contains,
  dataOf: (text) => text.data,
  textOf,
  nameOf: (element) => element.name,
  namespaceOf: (element) => element.namespace,
  attributeOf,
  hasAttribute: (element, name) => attributeOf(element, name) !== null,
  attributesOf: (element) =>
    element.attributes.map((each) => ({ name: qualifiedName(each), value: each.value })),
  shadowRootOf: () => null,
  hostOf: () => null,
  assignedNodesOf: () => NONE,
  documentElementOf: (document) => childElement(document),
  bodyOf,
  select,
  selectFirst: (root, selector) => select(root, selector)[0] ?? null,
  matches: (element, selector) =>
    compileSelector(selector).matches(element, indexOf(rootOf(element))),
  closest(element, selector) {
    const { matches } = compileSelector(selector);
    const index = indexOf(rootOf(element));
    for (let at: ParsedNode | null = element; at instanceof ParsedElement; at = at.parent) {
      if (matches(at, index)) return at;
    }
    return null;
  },
};
