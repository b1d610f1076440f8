/*
 * The first filter for HTML from a clipboard. Its result is balanced, of limited depth, and has
 * only elements and attributes with a meaning for a report. So no parser after it can be forced
 * into deep recursion or into copying unclosed elements again and again.
 */

export interface ThinHtml {
  readonly html: string;
  /** The number of its elements. */
  readonly elements: number;
}

const MAX_DEPTH = 80;
const LONGEST_VALUE = 32_000;

const KEPT_ATTRIBUTES = new Set(
  'align alt aria-hidden checked class colspan data-turn-source-index encoding hidden href id name rowspan src start style type width'.split(
    ' ',
  ),
);
const VOID = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);
/** Elements whose content is not part of the text. */
const RAW_TEXT = new Set(
  'iframe noembed noframes noscript script style textarea title xmp'.split(' '),
);
const LEFT_OUT = new Set(
  'audio canvas datalist map object option picture-source select svg template video'.split(' '),
);
const LEFT_OUT_VOID = new Set('area base embed link meta param source track'.split(' '));
/** Elements that end where the next of their kind begins. */
const ENDED_BY: Readonly<Record<string, readonly string[]>> = {
  dd: ['dd', 'dt'],
  dt: ['dd', 'dt'],
  li: ['li'],
  p: ['p'],
  td: ['td', 'th'],
  th: ['td', 'th'],
  tr: ['td', 'th', 'tr'],
};

const ATTRIBUTE = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y;
const TAG_NAME = /<(\/?)([a-z][^\s/>]*)/iy;

/**
 * Thins HTML. Leaves out text outside of the fragment that a clipboard marks, but keeps its
 * elements. Linear in its length.
 */
export function thinHtml(html: string): ThinHtml {
  return new Thinner(html).run();
}

class Thinner {
  readonly #html: string;
  readonly #out: string[] = [];
  readonly #open: string[] = [];
  /** The number of open elements of each name that are too deep to be kept. */
  readonly #tooDeep = new Map<string, number>();
  /** Their total number. */
  #deep = 0;
  #elements = 0;
  #at = 0;
  #inFragment: boolean;

  constructor(html: string) {
    this.#html = html;
    this.#inFragment = !/<!--\s*StartFragment\s*-->/iu.test(html);
  }

  run(): ThinHtml {
    const html = this.#html;
    while (this.#at < html.length) {
      const next = html.indexOf('<', this.#at);
      const end = next < 0 ? html.length : next;
      if (this.#inFragment && end > this.#at) this.#out.push(html.slice(this.#at, end));
      this.#at = end;
      if (next >= 0) this.#markup();
    }
    this.#closeTo(0);
    return { html: this.#out.join(''), elements: this.#elements };
  }

  #markup(): void {
    const html = this.#html;
    if (html.startsWith('<!--', this.#at)) {
      const end = html.indexOf('-->', this.#at + 4);
      const comment = html.slice(this.#at + 4, end < 0 ? this.#at + 40 : end).trim();
      if (/^StartFragment$/iu.test(comment)) this.#inFragment = true;
      if (/^EndFragment$/iu.test(comment)) this.#inFragment = false;
      this.#at = end < 0 ? html.length : end + 3;
      return;
    }
    TAG_NAME.lastIndex = this.#at;
    const tag = TAG_NAME.exec(html);
    if (tag !== null) {
      this.#at = TAG_NAME.lastIndex;
      const name = (tag[2] ?? '').toLowerCase();
      if (tag[1] === '/') this.#end(name);
      else this.#start(name);
      return;
    }
    if (/[!?/]/u.test(html[this.#at + 1] ?? '')) {
      const end = html.indexOf('>', this.#at);
      this.#at = end < 0 ? html.length : end + 1;
      return;
    }
    if (this.#inFragment) this.#out.push('&lt;');
    this.#at += 1;
  }

  #start(name: string): void {
    const attributes = this.#attributes();
    if (RAW_TEXT.has(name)) {
      this.#skipRawText(name);
      return;
    }
    if (LEFT_OUT.has(name)) {
      this.#skipElement(name);
      return;
    }
    if (LEFT_OUT_VOID.has(name) || /^(?:html|head|body|form|!doctype)$/u.test(name)) return;
    if (VOID.has(name)) {
      this.#elements += 1;
      this.#out.push(`<${name}${attributes}>`);
      return;
    }
    if (this.#deep > 0 || this.#open.length >= MAX_DEPTH) {
      this.#deep += 1;
      this.#tooDeep.set(name, (this.#tooDeep.get(name) ?? 0) + 1);
      return;
    }
    const ended = ENDED_BY[name] ?? [];
    while (ended.includes(this.#open.at(-1) ?? '')) this.#closeTo(this.#open.length - 1);
    this.#elements += 1;
    this.#open.push(name);
    this.#out.push(`<${name}${attributes}>`);
  }

  #end(name: string): void {
    const end = this.#html.indexOf('>', this.#at);
    this.#at = end < 0 ? this.#html.length : end + 1;
    const deep = this.#tooDeep.get(name) ?? 0;
    if (deep > 0) {
      this.#deep -= 1;
      this.#tooDeep.set(name, deep - 1);
      return;
    }
    const index = this.#open.lastIndexOf(name);
    if (index >= 0) this.#closeTo(index);
  }

  #closeTo(depth: number): void {
    while (this.#open.length > depth) this.#out.push(`</${this.#open.pop()}>`);
  }

  /** Returns the kept attributes as they are written again; reads up to the end of the tag. */
  #attributes(): string {
    const html = this.#html;
    let kept = '';
    const seen = new Set<string>();
    for (;;) {
      ATTRIBUTE.lastIndex = this.#at;
      const found = ATTRIBUTE.exec(html);
      if (found === null) break;
      this.#at = ATTRIBUTE.lastIndex;
      const name = (found[1] ?? '').toLowerCase();
      const value = found[2] ?? found[3] ?? found[4] ?? '';
      if (seen.has(name)) continue;
      if (KEPT_ATTRIBUTES.has(name) && value.length <= LONGEST_VALUE) {
        seen.add(name);
        kept += ` ${name}="${value.replaceAll('"', '&quot;')}"`;
      }
    }
    const end = html.indexOf('>', this.#at);
    this.#at = end < 0 ? html.length : end + 1;
    return kept;
  }

  #skipRawText(name: string): void {
    const close = new RegExp(`</${name}(?=[\\s/>])`, 'giu');
    close.lastIndex = this.#at;
    const found = close.exec(this.#html);
    const end = found === null ? -1 : this.#html.indexOf('>', found.index);
    this.#at = end < 0 ? this.#html.length : end + 1;
  }

  #skipElement(name: string): void {
    const tags = new RegExp(`<(/?)${name}(?=[\\s/>])`, 'giu');
    tags.lastIndex = this.#at;
    let depth = 1;
    for (let found = tags.exec(this.#html); found !== null; found = tags.exec(this.#html)) {
      depth += found[1] === '/' ? -1 : 1;
      if (depth > 0) continue;
      const end = this.#html.indexOf('>', found.index);
      this.#at = end < 0 ? this.#html.length : end + 1;
      return;
    }
    this.#at = this.#html.length;
  }
}
