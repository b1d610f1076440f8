import { percentDecoded } from '@/utils/text/percent-decoded';
import { firstOf, type PageTree, parentElementOf } from './page-tree';

/** Where a link of an article leads. */
export type ArticleLink =
  /** To a place in the page; the address is `#…`. */
  | { readonly type: 'inside'; readonly href: string }
  /** To another page of the same site. */
  | { readonly type: 'own'; readonly href: string }
  | { readonly type: 'out'; readonly href: string }
  | { readonly type: 'none' };

const MAX_ADDRESS = 8_000;
const MAX_LINKS = 50_000;
/** The mark of a note, wherever it stands: `1`, `[2]`, `(3)`, `*`, `a`. */
const NOTE_MARK = /^[\s[(]*(?:\p{Nd}{1,4}|[a-z*†‡]{1,2})[\s\])]*$/iu;
/** The mark of a note if it is raised: `[note 1]`, `[Anm. 2]`, `[α]`, `[注 3]`. */
const RAISED_MARK = /^[\s[(]*[^\s[\]()][^[\]()]{0,23}[\s\])]*$/u;
const NONE: ArticleLink = { type: 'none' };

interface LinkOptions {
  readonly url: string;
  readonly base: string;
}

/** Reads the links of an article, and finds the notes to which they lead. */
export class ArticleLinks<N extends object, E extends N> {
  /** The elements that links in the page lead to, by their names. */
  readonly #named = new Map<string, E>();
  /** The names that links in the page use. */
  readonly #used = new Map<E, string>();
  /** The notes, and the works that notes name. */
  readonly targets = new Set<E>();
  /** The targets and all elements around them. */
  readonly #around = new Set<E>();
  /** The number of references to notes. */
  notes = 0;

  constructor(
    readonly tree: PageTree<N, E>,
    document: N,
    readonly options: LinkOptions,
  ) {
    for (const element of tree.select(document, '[id], a[name]')) {
      for (const attribute of ['id', 'name']) {
        const name = tree.attributeOf(element, attribute) ?? '';
        if (name !== '' && !this.#named.has(name)) this.#named.set(name, element);
      }
    }
    const inside = firstOf(tree.select(document, 'a[href*="#"]'), MAX_LINKS).flatMap((link) => {
      const { type, href = '' } = { href: '', ...this.read(link) };
      const target = type === 'inside' ? this.#targetOf(href) : null;
      return target === null ? [] : [{ link, target }];
    });
    const order = orderOf(
      tree,
      document,
      inside.flatMap((one) => [one.link, one.target.element]),
    );
    for (const { link, target } of inside) {
      this.#used.set(target.element, target.name);
      // A link back to the text is no reference.
      const isBehind = (order.get(target.element) ?? 0) > (order.get(link) ?? 0);
      if (!isBehind || !this.#isMark(link)) continue;
      this.notes += 1;
      this.#add(target.element);
    }
    for (const { link, target } of inside) {
      const note = tree.closest(link, 'li, dd, p, td, div[id]');
      const isShort = note !== null && this.#around.has(note) && !this.targets.has(target.element);
      if (isShort && !this.#isMark(link)) this.#add(target.element);
    }
  }

  /** Whether an element is a note or a work that a note names, or has one inside. */
  hasTarget(element: E): boolean {
    return this.#around.has(element);
  }

  /** Returns the name by which links in the page lead to an element; null if none does. */
  nameOf(element: E): string | null {
    return this.#used.get(element) ?? null;
  }

  read(link: E): ArticleLink {
    const href = this.tree.attributeOf(link, 'href');
    const absolute = href === null ? null : this.absolute(href);
    if (absolute === null) return NONE;
    const hash = absolute.indexOf('#');
    if (hash >= 0 && absolute.slice(0, hash) === withoutHash(this.options.url)) {
      const name = absolute.slice(hash);
      return name.length > 1 && !name.includes(':~:') ? { type: 'inside', href: name } : NONE;
    }
    const rel = (this.tree.attributeOf(link, 'rel') ?? '').toLowerCase().split(/\s+/u);
    if (rel.some((each) => NAVIGATES.has(each))) return NONE;
    const isOwn = isSameSite(new URL(absolute).hostname, new URL(this.options.url).hostname);
    return { type: isOwn ? 'own' : 'out', href: absolute };
  }

  /** Returns an http(s) address in full; null for any other. */
  absolute(href: string): string | null {
    if (href.length > MAX_ADDRESS || !URL.canParse(href, this.options.base)) return null;
    const url = new URL(href, this.options.base);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
    url.username = '';
    url.password = '';
    return url.href.length > MAX_ADDRESS ? null : url.href;
  }

  #targetOf(href: string): { readonly element: E; readonly name: string } | null {
    for (const name of [href.slice(1), percentDecoded(href.slice(1))]) {
      const element = this.#named.get(name);
      if (element !== undefined) return { element, name: href.slice(1) };
    }
    return null;
  }

  #isMark(link: E): boolean {
    const { tree } = this;
    const words = tree.textOf(link).slice(0, 100);
    if (NOTE_MARK.test(words) || tree.attributeOf(link, 'role') === 'doc-noteref') return true;
    return RAISED_MARK.test(words) && tree.closest(link, 'sup') !== null;
  }

  #add(target: E): void {
    this.targets.add(target);
    for (
      let at: E | null = target;
      at !== null && !this.#around.has(at);
      at = parentElementOf(this.tree, at)
    ) {
      this.#around.add(at);
    }
  }
}

/** Returns the places of elements in the order of the document. */
function orderOf<N extends object, E extends N>(
  tree: PageTree<N, E>,
  document: N,
  elements: readonly E[],
): Map<E, number> {
  const order = new Map(elements.map((element) => [element, 0]));
  if (order.size === 0) return order;
  let at = 0;
  for (const element of tree.select(document, '*')) {
    at += 1;
    if (order.has(element)) order.set(element, at);
  }
  return order;
}

/** The kinds of links that name the parts of a site, and no source. */
const NAVIGATES = new Set('author category home license next prev search tag'.split(' '));

function withoutHash(url: string): string {
  const hash = url.indexOf('#');
  return hash < 0 ? url : url.slice(0, hash);
}

/** Whether two hosts are of one site: equal, one inside the other, or two parts of a third. */
function isSameSite(a: string, b: string): boolean {
  const [first, second] = [a, b].map((host) => host.replace(/^(?:www|m)\./u, ''));
  if (first === undefined || second === undefined) return false;
  if (first === second || first.endsWith(`.${second}`) || second.endsWith(`.${first}`)) return true;
  const [parent, other] = [first, second].map((host) => host.split('.').slice(1));
  if (parent === undefined || parent.join('.') !== other?.join('.')) return false;
  // `co.uk` is no site, `river-encyclopedia.example` is.
  return parent.length >= 2 && (parent.at(-2) ?? '').length > 3;
}
