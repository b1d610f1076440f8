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
import { namedKind } from './article-parts';
import { ArticleFinder, type ArticleLayout, flatNodes, MAX_DEPTH, SKIPPED } from './find-article';
import { readPageMetadata } from './page-metadata';
import { ELEMENT, isText, type PageTree, parentElementOf } from './page-tree';

export interface ArticleOptions<E> {
  /** The address of the page, and the address that relative addresses are resolved against. */
  readonly url: string;
  readonly base: string;
  readonly layoutOf: (element: E) => ArticleLayout;
}

const KEPT = new Set(
  (
    'b blockquote caption code dd del dl dt em figcaption figure h1 h2 h3 h4 h5 h6 i li ol p pre s ' +
    'strong sub sup table tbody td tfoot th thead tr ul'
  ).split(' '),
);
const KEPT_ATTRIBUTES = ['start', 'colspan', 'rowspan'];
/**
 * Parts of MediaWiki pages and of others that serve the reader and belong to no text, also remarks of
 * editors such as “[citation needed]”.
 */
const INTERFACE =
  'sup.Inline-Template, sup.Template-Fact, sup.need_ref_tag, .mw-editsection, .mw-cite-backlink, .mw-jump-link, .mw-indicators, .printfooter, #siteSub, ' +
  '#contentSub, [role="doc-backlink"], .footnote-backref, [role="tooltip"], [aria-hidden="true"]';

/** The longest text that is read for the label of a part, in UTF-16 units. */
const MOST_WORDS = 1_000;

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
  readonly #parts: Part[] = [];
  /** The root of the article and the elements around it. */
  readonly #path = new Set<E>();
  #found: ArticleFinder<N, E> | null = null;
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
    const found = new ArticleFinder(tree, body, this.#links, options);
    const { root } = found;
    this.#found = found;
    for (let at: E | null = root; at !== null; at = parentElementOf(tree, at)) this.#path.add(at);
    const html = this.#children(body, root === body, 0);
    if (this.#length > MAX_ARTICLE) return null;
    const { notes } = this.#links;
    return { ...about, html, parts: this.#parts, ownLinks: this.#ownLinks, notes };
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
    for (const node of flatNodes(this.tree, element)) {
      if (isInside && this.#found?.units.has(node) && this.#parts.length < MAX_ARTICLE_PARTS - 1) {
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
      const kind = this.#found?.kindOf(element) ?? null;
      if (kind !== null) return this.#leaveOut(element, kind, depth);
    }
    return this.#element(element, name, layout, isInside, depth);
  }

  #isLeaving = false;

  #leaveOut(element: E, kind: ArticlePartKind, depth: number): string {
    const named = namedKind(this.tree, element) ?? kind;
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
      this.#wordsOf(element),
    ].map((text) => text.replace(/\s+/gu, ' ').trim());
    return (words.find((text) => text !== '') ?? '').slice(0, MAX_PART_LABEL).toWellFormed();
  }

  /** Returns the first words of an element, without the buttons in it, and with blocks apart. */
  #wordsOf(element: E): string {
    const { tree } = this;
    let text = '';
    for (const node of flatNodes(tree, element)) {
      if (text.length > MOST_WORDS) break;
      if (isText(tree, node)) text += tree.dataOf(node).slice(0, MOST_WORDS);
      if (tree.typeOf(node) !== ELEMENT || this.#isSilent(node as E)) continue;
      const layout = this.options.layoutOf(node as E);
      const gap = layout === 'block' ? ' ' : '';
      if (layout !== 'hidden') text += gap + this.#wordsOf(node as E) + gap;
    }
    return text;
  }

  #isSilent(element: E): boolean {
    const { tree } = this;
    return SKIPPED.has(tree.nameOf(element)) || tree.matches(element, INTERFACE);
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
    const isRoot = !isInside && element === this.#found?.root;
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
    return `<${name}${attributes}>${inner}</${name}>${name === 'div' ? '\n' : ''}`;
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
