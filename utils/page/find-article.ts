import { type ArticlePartKind, MAX_ARTICLE_PARTS } from '@/utils/model/page-article';
import type { ArticleLinks } from './article-links';
import { namedKind } from './article-parts';
import { ELEMENT, firstOf, isText, type PageTree, parentElementOf } from './page-tree';

/** How an element is laid out. `raised` text is the mark of a note, whatever its element. */
export type ArticleLayout = 'hidden' | 'block' | 'inline' | 'raised';

/** Deeper elements are not read; their text is. */
export const MAX_DEPTH = 300;

/** Elements that have no text of an article. */
export const SKIPPED: ReadonlySet<string> = new Set(
  (
    'area audio base canvas datalist dialog embed frame iframe input link map meta noscript object ' +
    'option param progress rp rt script select source style svg template textarea title track ' +
    'video wbr'
  ).split(' '),
);

interface Weight {
  /** UTF-16 units of text that is in no link. */
  text: number;
  /** UTF-16 units of the texts of links to the own site, and the number of these links. */
  own: number;
  links: number;
}

/** Yields the children of an element as they are shown: of its shadow tree, or slotted ones. */
export function* flatNodes<N extends object, E extends N>(
  tree: PageTree<N, E>,
  element: E,
): Generator<N> {
  const assigned = tree.assignedNodesOf(element);
  if (assigned.length > 0) {
    yield* assigned;
    return;
  }
  const inside = tree.shadowRootOf(element) ?? element;
  for (let node = tree.firstChildOf(inside); node !== null; node = tree.nextSiblingOf(node)) {
    yield node;
  }
}

interface FindOptions<E> {
  readonly layoutOf: (element: E) => ArticleLayout;
}

/** Finds which element of a page is its article, and what in it is no part of the article. */
export class ArticleFinder<N extends object, E extends N> {
  readonly #weights = new Map<E, Weight>();
  readonly root: E;
  readonly #rootWeight: number;
  /** The elements with which the sections of the article begin. */
  readonly units: ReadonlySet<N>;

  constructor(
    readonly tree: PageTree<N, E>,
    body: E,
    readonly links: ArticleLinks<N, E>,
    readonly options: FindOptions<E>,
  ) {
    this.#weigh(body, 0);
    this.root = this.#rootOf(body);
    this.#rootWeight = this.#weights.get(this.root)?.text ?? 0;
    this.units = this.#unitsOf(this.root);
  }

  /** Returns why an element is no part of the article; null if it is one, as are all notes. */
  kindOf(element: E): ArticlePartKind | null {
    const weight = this.#weights.get(element);
    if (weight === undefined || this.links.hasTarget(element)) return null;
    if (weight.text > 0.5 * this.#rootWeight && this.#rootWeight > 0) return null;
    const named = namedKind(this.tree, element);
    if (named !== null) return named;
    const isList = /^(?:div|ol|section|ul)$/u.test(this.tree.nameOf(element));
    const hasMany = weight.links >= 3 && weight.own >= 0.7 * (weight.own + weight.text);
    return isList && hasMany && this.links.notes < 3 ? 'related' : null;
  }

  /** Weighs the text of an element and of everything in it. */
  #weigh(element: E, depth: number): Weight {
    const { tree } = this;
    const weight: Weight = { text: 0, own: 0, links: 0 };
    this.#weights.set(element, weight);
    if (depth > MAX_DEPTH || SKIPPED.has(tree.nameOf(element))) return weight;
    if (this.options.layoutOf(element) === 'hidden') return weight;
    for (const node of flatNodes(this.tree, element)) {
      if (isText(tree, node)) weight.text += tree.dataOf(node).trim().length;
      if (tree.typeOf(node) !== ELEMENT) continue;
      const child = this.#weigh(node as E, depth + 1);
      const isApart = namedKind(this.tree, node as E) !== null;
      if (!isApart) weight.text += child.text;
      weight.own += child.own;
      weight.links += child.links;
    }
    const link = tree.nameOf(element) === 'a' ? this.links.read(element) : null;
    if (link !== null && link.type !== 'none') {
      if (link.type === 'own') {
        weight.own += weight.text;
        weight.links += 1;
      }
      weight.text = 0;
    }
    return weight;
  }

  /** The smallest landmark with most of the text, or else the smallest element with nearly all. */
  #rootOf(body: E): E {
    const { tree } = this;
    const of = (element: E) => this.#weights.get(element)?.text ?? 0;
    const whole = of(body);
    let root = body;
    for (const landmark of tree.select(body, 'main, article, [role="main"], [role="article"]')) {
      if (of(landmark) >= 0.6 * whole && tree.contains(root, landmark)) root = landmark;
    }
    if (root === body) {
      for (let next: E | null = body; next !== null; ) {
        root = next;
        const enough = 0.9 * of(root);
        next = null;
        for (const node of flatNodes(this.tree, root)) {
          const isMost = tree.typeOf(node) === ELEMENT && of(node as E) >= enough;
          if (isMost && of(node as E) > 0) next = node as E;
        }
        if (next !== null && /^(?:p|pre|table|ul|ol|dl)$/u.test(tree.nameOf(next))) next = null;
      }
    }
    // Notes below the article belong to it.
    for (const target of this.links.targets) {
      if (this.#isIn(root, target) || this.#namedKindAround(target)) continue;
      while (!this.#isIn(root, target)) root = parentElementOf(tree, root) ?? body;
    }
    return root;
  }

  #isIn(root: E, target: E): boolean {
    const { tree } = this;
    return tree.contains(root, target) || tree.rootOf(target) !== tree.rootOf(root);
  }

  #namedKindAround(element: E): boolean {
    for (let at: E | null = element; at !== null; at = parentElementOf(this.tree, at)) {
      if (namedKind(this.tree, at) !== null) return true;
    }
    return false;
  }

  /** Finds the elements that start with a heading of the second level and are beside each other. */
  #unitsOf(root: E): ReadonlySet<N> {
    const { tree } = this;
    const byParent = new Map<E, Set<N>>();
    for (const heading of firstOf(tree.select(root, 'h2'), MAX_ARTICLE_PARTS)) {
      let unit: E = heading;
      let around = parentElementOf(tree, unit);
      while (around !== null && around !== root && this.#startsWith(around, unit)) {
        unit = around;
        around = parentElementOf(tree, unit);
      }
      if (around === null) continue;
      const units = byParent.get(around) ?? new Set();
      byParent.set(around, units.add(unit));
    }
    const [most] = [...byParent.values()].sort((a, b) => b.size - a.size);
    return most ?? new Set();
  }

  #startsWith(element: E, child: N): boolean {
    const { tree } = this;
    for (const node of flatNodes(this.tree, element)) {
      if (node === child) return true;
      if (tree.textOf(node).trim() !== '') return false;
    }
    return false;
  }
}
