/*
 * Tells before HTML is parsed whether parsing and reading it would take too long. A parser's time
 * is not linear in the length of the HTML: it looks through the open elements for each tag, and it
 * makes unclosed formatting elements (`<b>`) anew in each paragraph.
 */

/** What a page may have at most. Beyond each, pages were seen to hang for seconds or minutes. */
export const MARKUP_LIMITS = {
  /** The whole HTML standard on one page has about 300,000. */
  elements: 600_000,
  /** Elements open at once. Browsers' own parsers stop nesting at 512, but keep counting. */
  depth: 5_000,
  /** Of one element. */
  attributes: 1_000,
  /** Open elements that tags look through, summed up over all tags. */
  steps: 200_000_000,
} as const;

export type MarkupLimit = keyof typeof MARKUP_LIMITS;

const words = (list: string) => new Set(list.split(' '));

const VOID = words('area base br col embed hr img input link meta param source track wbr');
/** Their content holds no tags. */
const RAW_TEXT = words('iframe noembed noframes script style textarea title xmp');
/** Reopened in every block that follows, until they are closed. */
const FORMATTING = words('a b big code em font i nobr s small strike strong tt u');
/** No end tag closes an element that stands outside of these. */
const SCOPES = words('applet caption html marquee object table td template th');
/** No end tag of another kind of element closes these. */
const SPECIAL = words(
  'address applet article aside blockquote body button caption center colgroup dd details dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html li listing main marquee menu nav object ol p plaintext pre search section select summary table tbody td template tfoot th thead tr ul',
);
const BUTTON_SCOPES = new Set(['button', ...SCOPES]);
const LIST_SCOPES = new Set(['ul', 'ol', 'dl', 'menu', 'select', ...SCOPES]);
const TEMPLATES = new Set(['template']);
const TABLES = new Set(['table', 'template']);
const TABLE_PART = words('caption colgroup tbody td tfoot th thead tr');
/** There is one of each, and its further start tags only add attributes. */
const ONCE = words('html head body frameset');
const ITEMS: Readonly<Record<string, readonly string[]>> = {
  li: ['li'],
  dd: ['dd', 'dt'],
  dt: ['dd', 'dt'],
  option: ['option'],
  optgroup: ['option', 'optgroup'],
  button: ['button'],
};

const TAG = /<(?:(\/?)([a-z][^\s/>]*)|!--)/giu;
const ATTRIBUTE = /[\s/]*[^\s/>=][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'][^\s>]*)?)?/uy;
const COMMENT_END = /--!?>/gu;
/** The parser keeps as many open formatting elements that are alike. */
const ALIKE = 3;

/**
 * The first limit that HTML is over, in the order in which the parser meets them; null where it
 * keeps all. Linear in the HTML, up to the limits. It follows the parser roughly: what it takes for
 * open may have been closed, by more than a few elements only where a page is built for it.
 */
export function markupOverLimit(html: string): MarkupLimit | null {
  return new MarkupScan(html).run();
}

class MarkupScan {
  readonly #html: string;
  readonly #open: string[] = [];
  /** How many elements of each name are open. */
  readonly #counts = new Map<string, number>();
  /** Formatting elements that are not closed, by name; and how many of each are alike. */
  readonly #formatting = new Map<string, string[]>();
  readonly #alike = new Map<string, number>();
  /** How many formatting elements the next block makes anew. */
  #reopened = 0;
  #elements = 0;
  #steps = 0;
  #attributes = 0;
  #at = 0;

  constructor(html: string) {
    this.#html = html;
  }

  run(): MarkupLimit | null {
    const html = this.#html;
    for (;;) {
      TAG.lastIndex = this.#at;
      const tag = TAG.exec(html);
      if (tag === null) return null;
      this.#at = TAG.lastIndex;
      const [, end, name] = tag;
      if (name === undefined) {
        // `<!-->` is a whole comment.
        this.#skipTo(COMMENT_END, TAG.lastIndex - 2);
        continue;
      }
      if (end === '/') this.#end(name.toLowerCase());
      else this.#start(name.toLowerCase(), TAG.lastIndex);
      this.#steps += this.#open.length;
      if (this.#attributes > MARKUP_LIMITS.attributes) return 'attributes';
      if (this.#open.length > MARKUP_LIMITS.depth) return 'depth';
      if (this.#elements > MARKUP_LIMITS.elements) return 'elements';
      if (this.#steps > MARKUP_LIMITS.steps) return 'steps';
      if (this.#at >= html.length) return null;
    }
  }

  #start(name: string, from: number): void {
    this.#readAttributes();
    const written = this.#html.slice(from, this.#at);
    this.#elements += 1;
    if (FORMATTING.has(name)) this.#startFormatting(name, written);
    else this.#endImplied(name);
    if (VOID.has(name) || ONCE.has(name) || (written.endsWith('/>') && this.#isForeign())) return;
    if (RAW_TEXT.has(name) && !this.#isForeign()) {
      this.#skipTo(new RegExp(`</${name}(?=[\\s/>])[^>]*>?`, 'giu'), this.#at);
      return;
    }
    if (name === 'plaintext') this.#at = this.#html.length;
    this.#push(name);
  }

  /** What a start tag ends that its element can't stand in. */
  #endImplied(name: string): void {
    if (TABLE_PART.has(name)) {
      this.#popWithin(name === 'td' || name === 'th' ? ['td', 'th'] : [name], TABLES);
      return;
    }
    const items = ITEMS[name];
    if (items !== undefined) this.#popWithin(items, LIST_SCOPES);
    if (SPECIAL.has(name)) this.#popWithin(['p'], BUTTON_SCOPES);
  }

  #startFormatting(name: string, written: string): void {
    // There is one of these at a time.
    if (name === 'a' || name === 'nobr') this.#close(name);
    const key = name + written;
    const list = this.#formatting.get(name) ?? [];
    list.push(key);
    this.#formatting.set(name, list);
    const alike = (this.#alike.get(key) ?? 0) + 1;
    this.#alike.set(key, alike);
    if (alike <= ALIKE) this.#reopened += 1;
  }

  #end(name: string): void {
    const end = this.#html.indexOf('>', this.#at);
    this.#at = end < 0 ? this.#html.length : end + 1;
    this.#close(name);
  }

  #close(name: string): void {
    if (FORMATTING.has(name)) {
      const key = this.#formatting.get(name)?.pop();
      if (key !== undefined) {
        const alike = (this.#alike.get(key) ?? 1) - 1;
        if (alike === 0) this.#alike.delete(key);
        else this.#alike.set(key, alike);
        if (alike < ALIKE) this.#reopened -= 1;
      }
      this.#remove(name);
    } else if (SPECIAL.has(name)) {
      this.#popWithin([name], name === 'table' || TABLE_PART.has(name) ? TEMPLATES : SCOPES);
    } else {
      this.#popWithin([name], SPECIAL);
    }
  }

  /** Closes the innermost of these elements and what stands in it, unless a border is nearer. */
  #popWithin(names: readonly string[], borders: ReadonlySet<string>): void {
    if (!names.some((name) => (this.#counts.get(name) ?? 0) > 0)) return;
    for (let at = this.#open.length - 1; at >= 0; at--) {
      const name = this.#open[at] ?? '';
      this.#steps += 1;
      if (names.includes(name)) {
        this.#popTo(at);
        return;
      }
      if (borders.has(name)) return;
    }
  }

  /** Formatting elements end alone: what stands in them goes on, with copies of them. */
  #remove(name: string): void {
    if ((this.#counts.get(name) ?? 0) === 0) return;
    const at = this.#open.lastIndexOf(name);
    this.#steps += this.#open.length - at;
    if (at < 0) return;
    this.#open.splice(at, 1);
    this.#counts.set(name, (this.#counts.get(name) ?? 1) - 1);
  }

  #popTo(depth: number): void {
    let inner = false;
    while (this.#open.length > depth) {
      const name = this.#open.pop() ?? '';
      this.#counts.set(name, (this.#counts.get(name) ?? 1) - 1);
      if (FORMATTING.has(name)) inner = true;
    }
    // What follows has them again.
    if (inner) this.#elements += this.#reopened;
  }

  #push(name: string): void {
    this.#open.push(name);
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** Whether tags stand in SVG or MathML, which have other rules. */
  #isForeign(): boolean {
    return (this.#counts.get('svg') ?? 0) > 0 || (this.#counts.get('math') ?? 0) > 0;
  }

  /** Reads to the end of a tag. */
  #readAttributes(): void {
    const html = this.#html;
    let count = 0;
    while (count <= MARKUP_LIMITS.attributes) {
      ATTRIBUTE.lastIndex = this.#at;
      if (!ATTRIBUTE.test(html)) break;
      this.#at = ATTRIBUTE.lastIndex;
      count += 1;
    }
    this.#attributes = count;
    const end = html.indexOf('>', this.#at);
    this.#at = end < 0 ? html.length : end + 1;
  }

  #skipTo(end: RegExp, from: number): void {
    end.lastIndex = from;
    this.#at = end.exec(this.#html) === null ? this.#html.length : end.lastIndex;
  }
}
