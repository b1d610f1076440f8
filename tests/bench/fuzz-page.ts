import { CLOSED_ROOT } from '../browser/fragment/native-oracle';

import { randomFrom } from '../browser/fragment/random-ranges';

/** An element of a made page. Shrinking takes parts of it away, so it is data and not HTML. */
export interface FuzzElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly style: Readonly<Record<string, string>>;
  readonly children: readonly FuzzNode[];
  readonly shadow?: { readonly children: readonly FuzzNode[] };
}

/** A text node is a string. */
export type FuzzNode = string | FuzzElement;

export interface FuzzPage {
  readonly language: string;
  /** Whether its shadow roots are closed. */
  readonly closed: boolean;
  readonly body: readonly FuzzNode[];
}

/** Rules for the classes of random elements. A page without these classes has no such rules. */
const CLASS_RULES: Readonly<Record<string, string>> = {
  fl: '.fl::first-letter{float:left}',
  fc: '.fc::first-letter{color:red}',
  bf: '.bf::before{content:"lock "}',
  af: '.af::after{content:" gate";display:block}',
  ab: '.ab::before{content:"";display:inline-block;width:9px}',
  cl: '.cl::after{content:"";display:table;clear:both}',
};

const escapeText = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const escapeValue = (value: string) => escapeText(value).replace(/"/g, '&quot;');

const VOID = new Set('area br embed hr img input source track wbr'.split(' '));
const RAW = new Set(['script', 'style', 'iframe', 'noscript']);

function nodeHtml(node: FuzzNode, closed: boolean): string {
  if (typeof node === 'string') return escapeText(node);
  const { tag, attributes, children, shadow, style } = node;
  const declarations = Object.entries(style).map(([name, value]) => `${name}:${value}`);
  const written = [
    ...Object.entries(attributes),
    ...(declarations.length > 0 ? [['style', declarations.join(';')] as const] : []),
  ].map(([name, value]) => (value === '' ? ` ${name}` : ` ${name}="${escapeValue(value)}"`));
  const open = `<${tag}${written.join('')}>`;
  if (VOID.has(tag)) return open;
  const inside = RAW.has(tag)
    ? children.filter((child) => typeof child === 'string').join('')
    : children.map((child) => nodeHtml(child, closed)).join('');
  const root =
    shadow === undefined
      ? ''
      : `<template ${closed ? CLOSED_ROOT : 'shadowrootmode="open"'}>${shadow.children.map((child) => nodeHtml(child, closed)).join('')}</template>`;
  return `${open}${root}${inside}</${tag}>`;
}

export function pageHtml({ language, closed, body }: FuzzPage): string {
  const inside = body.map((node) => nodeHtml(node, closed)).join('');
  const rules = Object.entries(CLASS_RULES)
    .filter(([name]) => inside.includes(`class="${name}"`))
    .map(([, rule]) => rule);
  const styles = rules.length > 0 ? `<style>${rules.join('')}</style>` : '';
  const lang = language === '' ? '' : ` lang="${language}"`;
  return `<!doctype html><html${lang}><meta charset="utf-8">${styles}<body>${inside}</body></html>`;
}

const words = (list: string) => list.split(' ');

const INLINE = words('span span span b i a em code sup sub small bdo bdi q mark label font u abbr');
const BLOCK = words(
  'div div div p p section li ul ol blockquote h2 h4 pre dl dt dd figure figcaption address fieldset legend form center',
);
const TABLE = words('table caption colgroup thead tbody tfoot tr tr td td td th');
const REPLACED = words(
  'img img canvas canvas input input input select select textarea video audio iframe object meter progress button button svg math embed br br wbr hr',
);
const HIDING = words('template noscript script style details dialog datalist');
const RUBY = words('ruby ruby rt rp rb rtc');

const DISPLAYS = [
  ...words(
    'block inline inline-block inline-block flow-root flex inline-flex grid inline-grid table inline-table',
  ),
  ...words(
    'table-row table-cell table-row-group table-header-group table-footer-group table-column table-column-group table-caption',
  ),
  ...words('list-item contents none none ruby ruby-text math -webkit-box -webkit-inline-box'),
  'inline list-item',
  'block ruby',
];

/** Sets of CSS declarations. Each set is equally likely. */
const STYLES: readonly Readonly<Record<string, string>>[] = [
  { float: 'left' },
  { float: 'right' },
  { position: 'absolute' },
  { position: 'fixed' },
  { position: 'relative' },
  { position: 'sticky', top: '0' },
  { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden' },
  { position: 'absolute', left: '-9999px' },
  { visibility: 'hidden' },
  { visibility: 'visible' },
  { visibility: 'collapse' },
  { 'content-visibility': 'hidden' },
  { 'content-visibility': 'auto' },
  { opacity: '0' },
  { 'font-size': '0' },
  { height: '0', overflow: 'hidden' },
  { width: '0', overflow: 'hidden' },
  { width: '0', height: '0', overflow: 'hidden' },
  { height: '0', overflow: 'clip' },
  { overflow: 'hidden' },
  { overflow: 'auto', height: '0' },
  { 'max-height': '0', overflow: 'hidden' },
  { 'white-space': 'pre' },
  { 'white-space': 'pre-wrap' },
  { 'white-space': 'pre-line' },
  { 'white-space': 'nowrap' },
  { 'white-space': 'break-spaces' },
  { 'white-space': 'normal' },
  { 'text-transform': 'uppercase' },
  { 'text-transform': 'capitalize' },
  { 'text-transform': 'full-width' },
  { 'font-variant': 'small-caps' },
  { 'writing-mode': 'vertical-rl' },
  { 'writing-mode': 'vertical-lr', 'text-combine-upright': 'all' },
  { direction: 'rtl' },
  { 'unicode-bidi': 'bidi-override', direction: 'rtl' },
  { 'unicode-bidi': 'isolate' },
  { 'unicode-bidi': 'plaintext' },
  { columns: '2' },
  { 'column-span': 'all' },
  { transform: 'scale(0)' },
  { contain: 'strict' },
  { contain: 'content' },
  { 'clip-path': 'inset(50%)' },
  { 'user-select': 'none' },
  { 'word-break': 'break-all' },
  { hyphens: 'auto' },
  { 'text-indent': '-9999px' },
  {
    display: '-webkit-box',
    '-webkit-line-clamp': '1',
    '-webkit-box-orient': 'vertical',
    overflow: 'hidden',
  },
  { zoom: '2' },
  { 'text-wrap': 'balance' },
];

const ATTRIBUTES: readonly Readonly<Record<string, string>>[] = [
  { hidden: '' },
  { hidden: 'until-found' },
  { inert: '' },
  { dir: 'rtl' },
  { dir: 'auto' },
  { lang: 'ja' },
  { lang: 'th' },
  { lang: 'de' },
  { lang: 'ar' },
  { lang: 'xx-bogus' },
  { contenteditable: '' },
  { 'aria-hidden': 'true' },
  { class: 'fl' },
  { class: 'fc' },
  { class: 'bf' },
  { class: 'af' },
  { class: 'ab' },
  { class: 'cl' },
  { popover: '' },
  { tabindex: '0' },
];

const INPUTS = words(
  'text text search button submit reset checkbox radio hidden image file password number range color date email url tel month time',
);

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

/** A small set of words, so that words repeat and links need context words. */
const WORDS = words('the lock keeper water river gate boat one two level of and rose north 61');
const RARE = words(
  'sluice weir chamber barge towpath culvert aqueduct winch paddle mitre basin wharf',
);
const ODD = [
  '😀',
  '👩‍🚀',
  '🏳️‍🌈',
  '👍🏽',
  '🇫🇷',
  '🇫🇷🇩🇪',
  '❤️',
  '1️⃣',
  '☎️',
  'co\u00adoperation',
  'zero\u200bwidth',
  'word\u2060joiner',
  'zw\u200djoin',
  'zw\u200cnonjoin',
  'cafe\u0301',
  'caf\u00e9',
  'na\u00efve',
  '\ufb01rst',
  'e\ufb04uent',
  '\uff26\uff35\uff2c\uff2c',
  '天気',
  '今日は天気がいい',
  '昨天夜里河水上涨',
  'เมื่อคืนนี้แม่น้ำขึ้น',
  '강물이 올랐다',
  'הנהר עלה',
  'ارتفع النهر',
  '\u202eevil\u202c',
  '\u200frlm\u200e',
  'line\u2028separator',
  'paragraph\u2029end',
  'nb\u00a0space',
  'thin\u2009space',
  'nn\u202fspace',
  'ideographic\u3000space',
  'well-known',
  'hard\u2010hyphen',
  'non\u2011breaking',
  'don’t',
  "don't",
  '“quoted”',
  'U.S.',
  '3.5',
  '1,000',
  'x=y',
  'a_b',
  'мой',
  'Ёлка',
  'straße',
  'İzmir',
  '№5',
  '½',
  '…',
  '—',
  'ǅ',
  '𝒮cript',
  '𠮷野家',
  'form\u000cfeed',
  'vt\u000btab',
  'carriage\rreturn',
  'nel\u0085end',
  '\ufeffbom',
  'tab\there',
  'pfff\u2010\u2010',
  'e\u0301\u0302x',
  '&amp;',
  '%41',
  'a,b',
  'C++',
  '#1',
  '(1)',
  '[2]',
  '©',
];
const SEPARATORS = [
  ...Array<string>(12).fill(' '),
  '  ',
  '\n',
  '\n   ',
  '\t',
  '\u00a0',
  ', ',
  '. ',
  '-',
  ' — ',
  '',
  '/',
];

type Theme = 'display' | 'style' | 'replaced' | 'table' | 'ruby' | 'shadow' | 'odd' | 'hiding';
const THEMES: readonly Theme[] = [
  'display',
  'display',
  'style',
  'style',
  'replaced',
  'table',
  'ruby',
  'shadow',
  'odd',
  'hiding',
];

class PageMaker {
  private readonly random: () => number;
  private readonly themes: ReadonlySet<Theme>;
  private left: number;

  constructor(seed: number) {
    this.random = randomFrom(seed);
    // Neighbouring seeds give similar first numbers, so the first number is not used.
    this.random();
    this.themes = new Set(Array.from({ length: 1 + this.below(3) }, () => this.pick(THEMES)));
    this.left = 4 + this.below(this.chance(0.15) ? 60 : 18);
  }

  page(): FuzzPage {
    const language = this.pick(['en', 'en', 'en', '', 'de', 'ja', 'th', 'zh', 'ar', 'fr']);
    const body: FuzzNode[] = [];
    while (this.left > 0) body.push(...this.nodes(0));
    return { language, closed: false, body };
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  private chance(share: number): boolean {
    return this.random() < share;
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  private has(theme: Theme): boolean {
    return this.themes.has(theme);
  }

  private word(): string {
    if (this.chance(this.has('odd') ? 0.35 : 0.03)) return this.pick(ODD);
    const word = this.chance(0.2) ? this.pick(RARE) : this.pick(WORDS);
    return this.chance(0.1) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
  }

  private text(): string {
    if (this.chance(0.12)) return this.pick([' ', '\n  ', '\u00a0', '  ']);
    const count = 1 + this.below(this.chance(0.06) ? 90 : 6);
    let text = this.chance(0.35) ? this.pick([' ', '\n ', '  ']) : '';
    for (let index = 0; index < count; index++) {
      text += (index === 0 ? '' : this.chance(0.75) ? ' ' : this.pick(SEPARATORS)) + this.word();
    }
    return this.chance(0.35) ? text + this.pick([' ', '\n', '. ', '  ']) : text;
  }

  private nodes(depth: number): FuzzNode[] {
    const nodes: FuzzNode[] = [];
    const count = 1 + this.below(5);
    for (let index = 0; index < count; index++) {
      if (this.left > 0 && this.chance(depth === 0 ? 0.8 : 0.5)) nodes.push(this.element(depth));
      else if (depth > 0 || this.chance(0.5)) nodes.push(this.text());
    }
    return nodes;
  }

  private children(depth: number): FuzzNode[] {
    if (this.chance(0.08)) return [];
    return depth > 6 ? [this.text()] : this.nodes(depth + 1);
  }

  private tag(depth: number): string {
    if (this.has('replaced') && this.chance(0.35)) return this.pick(REPLACED);
    if (this.has('table') && this.chance(0.4)) return this.pick(TABLE);
    if (this.has('ruby') && this.chance(0.35)) return this.pick(RUBY);
    if (this.has('hiding') && this.chance(0.25)) return this.pick(HIDING);
    if (this.chance(0.06)) return this.pick(REPLACED);
    return this.pick(this.chance(depth === 0 ? 0.2 : 0.6) ? INLINE : BLOCK);
  }

  private element(depth: number): FuzzNode {
    this.left--;
    const tag = this.tag(depth);
    const style: Record<string, string> = {};
    const attributes: Record<string, string> = {};
    if (this.chance(this.has('display') ? 0.45 : 0.07)) style['display'] = this.pick(DISPLAYS);
    if (this.chance(this.has('style') ? 0.4 : 0.07)) Object.assign(style, this.pick(STYLES));
    if (this.chance(this.has('hiding') || this.has('style') ? 0.15 : 0.04)) {
      Object.assign(attributes, this.pick(ATTRIBUTES));
    }
    const made = this.special(tag, attributes, depth);
    const children = made ?? this.children(depth);
    const hosts = /^(?:div|span|p|section|h2|h4|blockquote|article)$/.test(tag);
    if (hosts && this.chance(this.has('shadow') ? 0.3 : 0.02)) {
      return { tag, attributes, style, ...this.shadowed(children, depth) };
    }
    return { tag, attributes, style, children };
  }

  private shadowed(
    children: readonly FuzzNode[],
    depth: number,
  ): Pick<FuzzElement, 'shadow' | 'children'> {
    const inside: FuzzNode[] = depth > 5 ? [this.text()] : this.nodes(depth + 1);
    const slots = this.below(3);
    for (let index = 0; index < slots; index++) {
      const named = this.chance(0.4);
      inside.splice(this.below(inside.length + 1), 0, {
        tag: 'slot',
        attributes: named ? { name: 's' } : {},
        style: this.chance(0.1) ? { display: this.pick(DISPLAYS) } : {},
        children: this.chance(0.5) ? [this.text()] : [],
      });
    }
    return {
      shadow: { children: inside },
      children: children.map((child) =>
        typeof child !== 'string' && this.chance(0.4)
          ? { ...child, attributes: { ...child.attributes, slot: 's' } }
          : child,
      ),
    };
  }

  /** The content of elements with special content; null for other elements. */
  private special(
    tag: string,
    attributes: Record<string, string>,
    depth: number,
  ): FuzzNode[] | null {
    const plain = (name: string, children: FuzzNode[]): FuzzElement => ({
      tag: name,
      attributes: {},
      style: {},
      children,
    });
    switch (tag) {
      case 'img':
        if (this.chance(0.7)) attributes['src'] = PIXEL;
        if (this.chance(0.4)) attributes['alt'] = 'north gate';
        return [];
      case 'input':
        attributes['type'] = this.pick(INPUTS);
        if (this.chance(0.5)) attributes['value'] = this.chance(0.5) ? 'the lock keeper' : '61';
        if (this.chance(0.3)) attributes['placeholder'] = 'one river';
        if (this.chance(0.1)) attributes['disabled'] = '';
        return [];
      case 'select': {
        const form = this.below(3);
        if (form === 0) attributes['multiple'] = '';
        else if (form === 1) attributes['size'] = '3';
        const options: FuzzNode[] = [plain('option', [this.text()]), plain('option', ['water'])];
        return this.chance(0.3) ? [plain('optgroup', options)] : options;
      }
      case 'textarea':
        if (this.chance(0.3)) attributes['placeholder'] = 'one river';
        return this.chance(0.6) ? [this.text()] : [];
      case 'video':
      case 'audio':
        if (this.chance(0.4)) attributes['controls'] = '';
        return this.chance(0.3) ? [this.text()] : [];
      case 'canvas':
      case 'object':
      case 'iframe':
      case 'meter':
      case 'progress':
      case 'noscript':
      case 'template':
        return this.chance(0.5) ? [this.text()] : [];
      case 'script':
        attributes['type'] = 'text/plain';
        return ['the lock keeper'];
      case 'style':
        return ['.none{color:red}'];
      case 'svg': {
        const inner = plain('text', [this.text()]);
        const foreign = plain('foreignObject', [plain('div', [this.text()])]);
        const some = [inner, plain('title', ['the gate']), foreign, plain('g', [inner]), 'river'];
        return some.filter(() => this.chance(0.4));
      }
      case 'math':
        return [
          plain('mi', ['x']),
          plain('mo', ['+']),
          plain('mn', ['61']),
          ...(this.chance(0.4) ? [plain('mtext', [this.text()])] : []),
          ...(this.chance(0.3) ? [plain('mfrac', [plain('mi', ['a']), plain('mn', ['2'])])] : []),
        ];
      case 'details':
        if (this.chance(0.4)) attributes['open'] = '';
        return [
          ...(this.chance(0.8) ? [plain('summary', this.children(depth))] : []),
          ...this.children(depth),
        ];
      case 'dialog':
        if (this.chance(0.6)) attributes['open'] = '';
        return null;
      case 'br':
      case 'wbr':
      case 'hr':
      case 'embed':
        return [];
      default:
        return null;
    }
  }
}

/** Makes a page from a seed. The same seed gives the same page. */
export function randomPage(seed: number): FuzzPage {
  // Every second page, without another random number: a seed gives the same page as before.
  return { ...new PageMaker(seed).page(), closed: seed % 2 === 1 };
}
