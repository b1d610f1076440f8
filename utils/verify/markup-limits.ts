/*
 * Decides before parsing whether HTML would take too long to parse and read. The time of an HTML
 * parser is not linear in the length of the HTML: the parser searches the open elements for each
 * tag, and creates unclosed formatting elements (`<b>`) again in each paragraph.
 */

/**
 * Limits of a page that Pincite reads. Pages above a limit were seen to block the browser for
 * seconds or minutes.
 */
export const MARKUP_LIMITS = {
  /** Maximum number of elements. The whole HTML standard on one page has about 300,000. */
  elements: 600_000,
  /**
   * Maximum number of open elements. The parsers of browsers stop nesting at 512, but continue to
   * count.
   */
  depth: 5_000,
  /** Maximum number of attributes of one element. */
  attributes: 1_000,
  /** Maximum number of open elements that the parser searches, summed over all tags. */
  steps: 200_000_000,
} as const;

export type MarkupLimit = keyof typeof MARKUP_LIMITS;

const words = (list: string) => new Set(list.split(' '));

const VOID = words('area base br col embed hr img input link meta param source track wbr');
/** Elements whose content contains no tags. */
const RAW_TEXT = words('iframe noembed noframes script style textarea title xmp');
/** Formatting elements: the parser reopens them in every following block until they are closed. */
const FORMATTING = words('a b big code em font i nobr s small strike strong tt u');
/** Scope elements: an end tag cannot close an element outside the nearest scope element. */
const SCOPES = words('applet caption html marquee object table td template th');
/** Special elements: the end tag of another element type cannot close them. */
const SPECIAL = words(
  'address applet article aside blockquote body button caption center colgroup dd details dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html li listing main marquee menu nav object ol p plaintext pre search section select summary table tbody td template tfoot th thead tr ul',
);
const BUTTON_SCOPES = new Set(['button', ...SCOPES]);
const LIST_SCOPES = new Set(['ul', 'ol', 'dl', 'menu', 'select', ...SCOPES]);
const TEMPLATES = new Set(['template']);
const TABLES = new Set(['table', 'template']);
const TABLE_PART = words('caption colgroup tbody td tfoot th thead tr');
/** Elements that exist once. Further start tags only add attributes. */
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
/** Maximum number of identical open formatting elements that the parser keeps. */
const ALIKE = 3;

/**
 * Returns the first limit that HTML exceeds, in parsing order, or null. Linear in the length of the
 * HTML, up to the limits. The function only approximates the parser: it may treat closed elements
 * as open, but the difference exceeds a few elements only in pages built for this purpose.
 */
export function markupOverLimit(html: string): MarkupLimit | null {
  return new MarkupScan(html).run();
}

class MarkupScan {
  readonly #html: string;
  readonly #open: string[] = [];
  /** Number of open elements by name. */
  readonly #counts = new Map<string, number>();
  /** Unclosed formatting elements by name, to limit the number of identical ones. */
  readonly #formatting = new Map<string, string[]>();
  readonly #alike = new Map<string, number>();
  /** Number of formatting elements that the parser creates again in the next block. */
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
        // `<!-->` is a complete comment.
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

  /** Closes the elements that a start tag implicitly ends. */
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
    // Only one of these elements can be open at a time.
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

  /** Closes the innermost of these elements and its content, unless a border element is nearer. */
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

  /**
   * Closes a formatting element alone: its content stays open, with copies of the formatting
   * elements.
   */
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
    // The following content gets new copies of the formatting elements.
    if (inner) this.#elements += this.#reopened;
  }

  #push(name: string): void {
    this.#open.push(name);
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** Whether the current tags are inside SVG or MathML, which have other parsing rules. */
  #isForeign(): boolean {
    return (this.#counts.get('svg') ?? 0) > 0 || (this.#counts.get('math') ?? 0) > 0;
  }

  /** Reads the attributes up to the end of a tag. */
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
