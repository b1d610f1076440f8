import { lowerAscii } from './css-text';
import { ELEMENT } from './page-tree';
import {
  classesOf,
  ownValue,
  ParsedDocument,
  ParsedElement,
  type ParsedNode,
  qualifiedName,
} from './parsed-node';

export type ElementList = readonly ParsedElement[];

const NONE: ElementList = [];

/**
 * Finds the elements of a tree by name, attribute, id and class, in document order. The tree must
 * not change after the index is created.
 */
export class TreeIndex {
  readonly elements: ParsedElement[] = [];
  readonly quirks: boolean;
  readonly isXml: boolean;
  readonly #names = new Map<string, ParsedElement[]>();
  readonly #attributes = new Map<string, ParsedElement[]>();
  #ids: Map<string, ParsedElement[]> | null = null;
  #classes: Map<string, ParsedElement[]> | null = null;
  readonly #positions = new Map<ParsedNode, Map<ParsedElement, Position>>();

  constructor(root: ParsedNode) {
    this.quirks = root instanceof ParsedDocument && root.quirks;
    this.isXml = root instanceof ParsedDocument && root.isXml;
    let node: ParsedNode | null = root;
    while (node !== null) {
      if (node.type === ELEMENT) this.#add(node as ParsedElement);
      if (node.first !== null) {
        node = node.first;
        continue;
      }
      while (node !== null) {
        if (node.type === ELEMENT) (node as ParsedElement).end = this.elements.length;
        if (node === root || node.next !== null) break;
        node = node.parent;
      }
      node = node === null || node === root ? null : node.next;
    }
  }

  #add(element: ParsedElement): void {
    element.order = this.elements.length;
    this.elements.push(element);
    put(this.#names, element.name, element);
    for (const attribute of element.attributes) {
      put(this.#attributes, qualifiedName(attribute), element);
    }
  }

  named(name: string): ElementList {
    return this.#names.get(name) ?? NONE;
  }

  withAttribute(name: string): ElementList {
    return this.#attributes.get(name) ?? NONE;
  }

  withId(id: string): ElementList {
    this.#ids ??= this.#group('id', (value) => [value]);
    return this.#ids.get(this.quirks ? lowerAscii(id) : id) ?? NONE;
  }

  withClass(name: string): ElementList {
    this.#classes ??= this.#group('class', (_, element) => new Set(classesOf(element)));
    return this.#classes.get(this.quirks ? lowerAscii(name) : name) ?? NONE;
  }

  /** Returns the 1-based positions of an element among its siblings and among those of its type. */
  positionOf(element: ParsedElement): Position {
    const parent = element.parent ?? element;
    let positions = this.#positions.get(parent);
    if (positions === undefined) {
      positions = positionsIn(parent);
      this.#positions.set(parent, positions);
    }
    return positions.get(element) ?? ALONE;
  }

  #group(
    attribute: string,
    keysOf: (value: string, element: ParsedElement) => Iterable<string>,
  ): Map<string, ParsedElement[]> {
    const groups = new Map<string, ParsedElement[]>();
    for (const element of this.withAttribute(attribute)) {
      const value = ownValue(element, attribute) ?? '';
      for (const key of keysOf(value, element))
        put(groups, this.quirks ? lowerAscii(key) : key, element);
    }
    return groups;
  }
}

export interface Position {
  readonly nth: number;
  readonly nthLast: number;
  readonly nthOfType: number;
  readonly nthLastOfType: number;
}

const ALONE: Position = { nth: 1, nthLast: 1, nthOfType: 1, nthLastOfType: 1 };

function positionsIn(parent: ParsedNode): Map<ParsedElement, Position> {
  const children: ParsedElement[] = [];
  const types = new Map<string, number>();
  const typeOf = ({ namespace, name }: ParsedElement) => `${namespace} ${name}`;
  for (let at = parent.first; at !== null; at = at.next) {
    if (!(at instanceof ParsedElement)) continue;
    children.push(at);
    types.set(typeOf(at), (types.get(typeOf(at)) ?? 0) + 1);
  }
  const seen = new Map<string, number>();
  return new Map(
    children.map((child, at) => {
      const type = typeOf(child);
      const nthOfType = (seen.get(type) ?? 0) + 1;
      seen.set(type, nthOfType);
      const nthLastOfType = (types.get(type) ?? 0) - nthOfType + 1;
      return [child, { nth: at + 1, nthLast: children.length - at, nthOfType, nthLastOfType }];
    }),
  );
}

function put<K>(map: Map<K, ParsedElement[]>, key: K, element: ParsedElement): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [element]);
  else list.push(element);
}

const indexes = new WeakMap<ParsedNode, TreeIndex>();

/** Returns the index of the tree below `root`. Creates the index at the first call for the tree. */
export function indexOf(root: ParsedNode): TreeIndex {
  let index = indexes.get(root);
  if (index === undefined) {
    index = new TreeIndex(root);
    indexes.set(root, index);
  }
  return index;
}
