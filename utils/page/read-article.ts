import {
  type ArticlePartKind,
  escapeHtml,
  MAX_ARTICLE,
  MAX_ARTICLE_PARTS,
  MAX_PART_LABEL,
  NOTE_QUOTE,
  OWN_LINK,
  type PageArticle,
  partMark,
} from '@/utils/model/page-article';
import { type ArticleLink, ArticleLinks } from './article-links';
import { readPageMetadata } from './page-metadata';
import { ELEMENT, isText, type PageTree, parentElementOf, startOfText } from './page-tree';

/** How an element is laid out. `raised` text is the mark of a note, whatever its element. */
export type ArticleLayout = 'hidden' | 'block' | 'inline' | 'raised';

export interface ArticleOptions<E> {
  /** The address of the page, and the address that relative addresses are resolved against. */
  readonly url: string;
  readonly base: string;
  readonly layoutOf: (element: E) => ArticleLayout;
}

/** Deeper elements are left out, and their text stays. */
const MAX_DEPTH = 300;
const SKIPPED = new Set(
  (
    'area audio base canvas datalist dialog embed frame iframe input link map meta noscript object ' +
    'option param progress rp rt script select source style svg template textarea title track ' +
    'video wbr'
  ).split(' '),
);
const KEPT = new Set(
  (
    'b blockquote caption code dd del dl dt em figcaption figure h1 h2 h3 h4 h5 h6 i li ol p pre s ' +
    'strong sub sup table tbody td tfoot th thead tr ul'
  ).split(' '),
);
const KEPT_ATTRIBUTES = ['start', 'colspan', 'rowspan'];
/** Parts of MediaWiki pages and of others that serve the reader and belong to no text. */
const INTERFACE =
  '.mw-editsection, .mw-cite-backlink, .mw-jump-link, .mw-indicators, .printfooter, #siteSub, ' +
  '#contentSub, [role="doc-backlink"], .footnote-backref, [role="tooltip"], [aria-hidden="true"]';

const ROLES: Readonly<Record<string, ArticlePartKind>> = {
  navigation: 'navigation',
  menu: 'navigation',
  menubar: 'navigation',
  toolbar: 'navigation',
  search: 'navigation',
  complementary: 'aside',
  banner: 'around',
  contentinfo: 'around',
};
const TAGS: Readonly<Record<string, ArticlePartKind>> = {
  nav: 'navigation',
  menu: 'navigation',
  aside: 'aside',
  footer: 'around',
};
/** The words in the names of classes and ids by which pages name such parts. */
const NAMES: readonly (readonly [ArticlePartKind, ReadonlySet<string>])[] = [
  [
    'comments',
    new Set(
      'comment comments commentlist disqus respond commentaire commentaires kommentar kommentare comentario comentarios commenti reacties'.split(
        ' ',
      ),
    ),
  ],
  [
    'related',
    new Set(
      'related recirc recommended recommendation recommendations promo promos advert adverts advertisement ads sponsored newsletter subscribe subscription share sharing social trending outbrain taboola teaser teasers partage similaires connexes associes infolettre verwandte relacionados navbox sistersitebox'.split(
        ' ',
      ),
    ),
  ],
  [
    'navigation',
    new Set(
      'nav navbar navigation menu breadcrumb breadcrumbs toc pagination pager catlinks hatnote toolbar skip langlinks'.split(
        ' ',
      ),
    ),
  ],
  ['aside', new Set(['sidebar'])],
];
/** Only these are left out by their names: `hljs-comment` names a word of a program. */
const NAMED = new Set('aside div dl form ol section table ul'.split(' '));
const BLOCKS = '\n';

interface Weight {
  /** UTF-16 units of text outside of links. */
  text: number;
  /** UTF-16 units of the texts of links to the own site, and their number. */
  own: number;
  links: number;
}

interface Part {
  kind: ArticlePartKind;
  label: string;
  links: number;
  html: string;
}

/**
 * Returns the article of a page as bounded HTML with absolute addresses, apart from the parts that
 * are no article, such as navigation, related links and comments. Returns null if it is longer than
 * `MAX_ARTICLE`. Changes nothing in the page. Linear in the page.
 */
export function readArticle<N extends object, E extends N>(
  tree: PageTree<N, E>,
  document: N,
  options: ArticleOptions<E>,
): PageArticle | null {
  return new ArticleReader(tree, document, options).read();
}

class ArticleReader<N extends object, E extends N> {
  readonly #links: ArticleLinks<N, E>;
  readonly #weights = new Map<E, Weight>();
  readonly #parts: Part[] = [];
  /** The root of the article and the elements around it. */
  readonly #path = new Set<E>();
  /** The elements with which sections of the article begin. */
  #units: ReadonlySet<N> = new Set();
  #root: E | null = null;
  #rootWeight = 0;
  #ownLinks = 0;
  #outLinks = 0;
  #length = 0;

  constructor(
    readonly tree: PageTree<N, E>,
    readonly document: N,
    readonly options: ArticleOptions<E>,
  ) {
    this.#links = new ArticleLinks(tree, document, options);
  }

  read(): PageArticle | null {
    const { tree, document, options } = this;
    const body = tree.bodyOf(document);
    const { title, language } = readPageMetadata(tree, document, options.url);
    const about = { url: options.url, title: title.slice(0, 2_000), language: language ?? '' };
    if (body === null) {
      return { ...about, html: '', parts: [], ownLinks: 0, notes: 0 };
    }
    this.#weigh(body, 0);
    const root = this.#rootOf(body);
    this.#root = root;
    this.#rootWeight = this.#weights.get(root)?.text ?? 0;
    for (let at: E | null = root; at !== null; at = parentElementOf(tree, at)) this.#path.add(at);
    this.#units = this.#unitsOf(root);
    const html = this.#children(body, root === body, 0);
    if (this.#length > MAX_ARTICLE) return null;
    const { notes } = this.#links;
    return { ...about, html, parts: this.#parts, ownLinks: this.#ownLinks, notes };
  }

  *#nodesIn(element: E): Generator<N> {
    const { tree } = this;
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

  /** Weighs the text of an element and of everything in it. */
  #weigh(element: E, depth: number): Weight {
    const { tree } = this;
    const weight: Weight = { text: 0, own: 0, links: 0 };
    this.#weights.set(element, weight);
    if (depth > MAX_DEPTH || SKIPPED.has(tree.nameOf(element))) return weight;
    if (this.options.layoutOf(element) === 'hidden') return weight;
    for (const node of this.#nodesIn(element)) {
      if (isText(tree, node)) weight.text += tree.dataOf(node).trim().length;
      if (tree.typeOf(node) !== ELEMENT) continue;
      const child = this.#weigh(node as E, depth + 1);
      const isApart = this.#namedKind(node as E) !== null;
      if (!isApart) weight.text += child.text;
      weight.own += child.own;
      weight.links += child.links;
    }
    const link = tree.nameOf(element) === 'a' ? this.#links.read(element) : null;
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
        for (const node of this.#nodesIn(root)) {
          const isMost = tree.typeOf(node) === ELEMENT && of(node as E) >= enough;
          if (isMost && of(node as E) > 0) next = node as E;
        }
        if (next !== null && /^(?:p|pre|table|ul|ol|dl)$/u.test(tree.nameOf(next))) next = null;
      }
    }
    // Notes below the article belong to it.
    for (const target of this.#links.targets) {
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
      if (this.#namedKind(at) !== null) return true;
    }
    return false;
  }

  /** Finds the elements that start with a heading of the second level and are beside each other. */
  #unitsOf(root: E): ReadonlySet<N> {
    const { tree } = this;
    const byParent = new Map<E, Set<N>>();
    for (const heading of tree.select(root, 'h2')) {
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
    for (const node of this.#nodesIn(element)) {
      if (node === child) return true;
      if (tree.textOf(node).trim() !== '') return false;
    }
    return false;
  }

  #children(element: E, isInside: boolean, depth: number): string {
    let html = '';
    let section: Part | null = null;
    /** The number of parts before the section. */
    let before = 0;
    const close = () => {
      if (section !== null) html += this.#closeSection(section, before);
      section = null;
    };
    for (const node of this.#nodesIn(element)) {
      if (isInside && this.#units.has(node) && this.#parts.length < MAX_ARTICLE_PARTS - 1) {
        close();
        before = this.#parts.length;
        section = { kind: 'section', label: this.#labelOf(node as E), links: 0, html: '' };
      }
      const from = this.#outLinks;
      const written = this.#node(node, isInside, depth);
      if (section === null) html += written;
      else {
        section.html += written;
        section.links += this.#outLinks - from;
      }
    }
    close();
    return html;
  }

  /** A section of which only its heading is left belongs to what was left out of it. */
  #closeSection(section: Part, before: number): string {
    const inner = this.#parts.splice(before);
    const [first] = inner;
    const text = plainText(withoutHeading(section.html).replace(/<!--part \d+-->/gu, ''));
    if (first !== undefined && text === '') {
      const html = section.html.replace(/<!--part (\d+)-->/gu, (_, index: string) => {
        return inner[Number(index) - before]?.html ?? '';
      });
      const links = inner.reduce((sum, part) => sum + part.links, section.links);
      this.#parts.push({ ...section, kind: first.kind, links, html });
      return partMark(before);
    }
    this.#parts.push(...inner, section);
    return partMark(this.#parts.length - 1);
  }

  #node(node: N, isInside: boolean, depth: number): string {
    const { tree } = this;
    if (isText(tree, node)) return isInside ? this.#text(tree.dataOf(node)) : '';
    if (tree.typeOf(node) !== ELEMENT) return '';
    const element = node as E;
    const name = tree.nameOf(element);
    if (SKIPPED.has(name)) return '';
    const layout = this.options.layoutOf(element);
    if (layout === 'hidden' || tree.matches(element, INTERFACE)) return '';
    if (depth > MAX_DEPTH) return isInside ? this.#text(tree.textOf(element)) : '';
    if (!isInside && !this.#path.has(element)) return this.#leaveOut(element, 'around', depth);
    const isRootPath = this.#path.has(element);
    if (isInside && !isRootPath && !this.#isLeaving) {
      const kind = this.#kindOf(element);
      if (kind !== null) return this.#leaveOut(element, kind, depth);
    }
    return this.#element(element, name, layout, isInside, depth);
  }

  #isLeaving = false;

  #leaveOut(element: E, kind: ArticlePartKind, depth: number): string {
    const named = this.#namedKind(element) ?? kind;
    const [own, out] = [this.#ownLinks, this.#outLinks];
    const [layout, name] = [this.options.layoutOf(element), this.tree.nameOf(element)];
    this.#isLeaving = true;
    const html = this.#element(element, name, layout, true, depth);
    this.#isLeaving = false;
    const links = this.#outLinks - out + this.#ownLinks - own;
    this.#ownLinks = own;
    this.#outLinks = out;
    if (plainText(html) === '') return '';
    const part: Part = { kind: named, label: this.#labelOf(element), links, html };
    const last = this.#parts.at(-1);
    if (this.#parts.length >= MAX_ARTICLE_PARTS - 1 && last !== undefined) {
      last.html += html;
      last.links += links;
      return '';
    }
    this.#parts.push(part);
    return partMark(this.#parts.length - 1);
  }

  #labelOf(element: E): string {
    const { tree } = this;
    const heading = tree.matches(element, 'h1, h2, h3, h4, h5, h6')
      ? element
      : tree.selectFirst(element, 'h1, h2, h3, h4, h5, h6, caption, summary');
    const words = [
      heading === null ? '' : this.#wordsOf(heading),
      tree.attributeOf(element, 'aria-label') ?? '',
      startOfText(tree, element, 4_000),
    ].map((text) => text.replace(/\s+/gu, ' ').trim());
    return (words.find((text) => text !== '') ?? '').slice(0, MAX_PART_LABEL).toWellFormed();
  }

  /** The text of a heading without the buttons in it. */
  #wordsOf(element: E): string {
    let text = '';
    for (const node of this.#nodesIn(element)) {
      if (isText(this.tree, node)) text += this.tree.dataOf(node);
      else if (this.tree.typeOf(node) === ELEMENT && !this.tree.matches(node as E, INTERFACE)) {
        text += this.#wordsOf(node as E);
      }
    }
    return text;
  }

  /** What the names of an element say that it is. */
  #namedKind(element: E): ArticlePartKind | null {
    const { tree } = this;
    const name = tree.nameOf(element);
    const kind = ROLES[tree.attributeOf(element, 'role') ?? ''] ?? TAGS[name] ?? null;
    if (kind !== null || !NAMED.has(name)) return kind;
    const names = `${tree.attributeOf(element, 'class') ?? ''} ${tree.attributeOf(element, 'id') ?? ''}`;
    if (names === ' ') return null;
    const tokens = names
      .slice(0, 1_000)
      .replace(/([a-z])(?=[A-Z])/gu, '$1 ')
      .toLowerCase()
      .split(/[^a-z]+/u);
    for (const [named, those] of NAMES) {
      if (tokens.some((token) => those.has(token))) return named;
    }
    return null;
  }

  /** Whether an element in the article is no article. Never what notes or most of the text is in. */
  #kindOf(element: E): ArticlePartKind | null {
    const weight = this.#weights.get(element);
    if (weight === undefined || this.#links.hasTarget(element)) return null;
    if (weight.text > 0.5 * this.#rootWeight && this.#rootWeight > 0) return null;
    const named = this.#namedKind(element);
    if (named !== null) return named;
    const isList = /^(?:div|ol|section|ul)$/u.test(this.tree.nameOf(element));
    const hasMany = weight.links >= 3 && weight.own >= 0.7 * (weight.own + weight.text);
    return isList && hasMany && this.#links.notes < 3 ? 'related' : null;
  }

  #element(
    element: E,
    name: string,
    layout: ArticleLayout,
    isInside: boolean,
    depth: number,
  ): string {
    if (name === 'br' || name === 'hr') return isInside ? `<${name}>` : '';
    if (name === 'img') return isInside ? this.#image(element) : '';
    const isRoot = !isInside && element === this.#root;
    const inner = this.#children(element, isInside || isRoot, depth + 1);
    if (!isInside) return inner;
    const { tree } = this;
    const link = name === 'a' ? this.#links.read(element) : null;
    const anchor = this.#anchorOf(element);
    if (link !== null && link.type !== 'none') return this.#link(link, inner, anchor);
    if (name === 'q') {
      // In a note it is what the source says; a title has no such element.
      const isOfNote = tree.closest(element, 'li, dd') !== null;
      return isOfNote ? `“${NOTE_QUOTE}${inner}${NOTE_QUOTE}”` : `“${inner}”`;
    }
    if (name === 'button' && !inner.includes('<a ')) return '';
    if (KEPT.has(name)) {
      let attributes = anchor;
      for (const each of KEPT_ATTRIBUTES) {
        const value = tree.attributeOf(element, each);
        if (value !== null && /^-?\d{1,6}$/u.test(value)) attributes += ` ${each}="${value}"`;
      }
      const language = /\blanguage-[\w+#-]{1,30}/u.exec(tree.attributeOf(element, 'class') ?? '');
      if (name === 'code' && language !== null) attributes += ` class="${language[0]}"`;
      return this.#wrap(name, attributes, inner);
    }
    if (layout === 'block') return this.#wrap('div', anchor, inner);
    if (layout === 'raised' && inner.trim() !== '') return this.#wrap('sup', anchor, inner);
    // The cleaner of pasted HTML keeps names only of such an element.
    return anchor === '' ? inner : `${this.#wrap('a', anchor, '')}${inner}`;
  }

  #anchorOf(element: E): string {
    const id = this.#links.nameOf(element);
    return id === null ? '' : ` id="${escapeHtml(id)}"`;
  }

  #wrap(name: string, attributes: string, inner: string): string {
    this.#length += 2 * name.length + attributes.length + 5;
    return `<${name}${attributes}>${inner}</${name}>${name === 'div' ? BLOCKS : ''}`;
  }

  #link(link: Exclude<ArticleLink, { type: 'none' }>, inner: string, anchor: string): string {
    const href = escapeHtml(link.href);
    this.#length += href.length + 20;
    if (link.type === 'inside') return `<a${anchor} href="${href}">${inner}</a>`;
    if (inner.includes('<a ')) return inner;
    if (link.type === 'own') {
      this.#ownLinks += 1;
      return `${OWN_LINK}${href}">${inner}</a>`;
    }
    this.#outLinks += 1;
    return `<a${anchor} href="${href}">${inner}</a>`;
  }

  #image(element: E): string {
    const { tree } = this;
    const src = this.#links.absolute(tree.attributeOf(element, 'src') ?? '');
    const isSmall = ['width', 'height'].some((side) => {
      const value = Number(tree.attributeOf(element, side) ?? 100);
      return value < 40;
    });
    if (src === null || isSmall) return '';
    const alt = (tree.attributeOf(element, 'alt') ?? '').slice(0, 1_000).toWellFormed();
    const html = `<img alt="${escapeHtml(alt)}" src="${escapeHtml(src)}">`;
    this.#length += html.length;
    return html;
  }

  #text(text: string): string {
    const html = escapeHtml(text.replaceAll(NOTE_QUOTE, '').toWellFormed());
    this.#length += html.length;
    return html;
  }
}

/** Removes the first heading of a section. */
function withoutHeading(html: string): string {
  const start = html.indexOf('<h2');
  const end = start < 0 ? -1 : html.indexOf('</h2>', start);
  return end < 0 ? html : html.slice(0, start) + html.slice(end + '</h2>'.length);
}

/** Returns the text of HTML that this file wrote, in which every `<` begins a tag. */
function plainText(html: string): string {
  return html.replace(/<[^<>]*>/gu, '').trim();
}
