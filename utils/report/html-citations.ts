import { toHast } from 'mdast-util-to-hast';
import { removeFragmentDirective } from '@/utils/fragment/text-directive';
import type { WriteStyleTraits } from '@/utils/model/citation-styles';
import type { BookEntry, BookedCitation, ListedEntry } from './citation-book';
import { citationNodes } from './citation-target';
import { type Element, type ElementContent, element, type Properties } from './markup/hast';
import type { PhrasingContent } from './markup/mdast';
import { writableUrl } from './markup/writable-url';
import type { NoteMark } from './placeholders';
import type { ReportWording } from './report-language';
import type { Details } from './write-entry';

/**
 * Returns what programs can read about a citation: its verdict if that is also written in words,
 * and its archived copy. https://robustlinks.mementoweb.org/spec/
 */
export function citationData(entry: BookEntry, { badges }: Details): Properties {
  const { archived, check, source, target } = entry;
  // The archived page; the link to the page may name a second or a post.
  const page = removeFragmentDirective(source?.url ?? target.url ?? '');
  const copy = archived === null ? null : writableUrl(archived.url);
  return {
    ...(badges === true && check !== null
      ? { dataVerdict: check.verdict, dataCheckedAt: check.checkedAt }
      : {}),
    ...(archived === null || copy === null
      ? {}
      : {
          dataOriginalurl: page,
          dataVersionurl: copy,
          dataVersiondate: archived.takenAt.slice(0, 10),
        }),
  };
}

/** What has a number: a citation, by the number of its entry in the book, or a note, by its name. */
type NumberedKey = number | string;

/**
 * The numbers of a list at the end, in the order of first mention. Its anchors have prefixes, so
 * that they differ from those of the surrounding page.
 */
class NumberedList {
  readonly #numbers = new Map<NumberedKey, number>();
  readonly #mentions = new Map<NumberedKey, number>();

  #last = 0;

  /** `taken`: numbers that are not used here. Null: each citation has its number in the book. */
  constructor(
    readonly itemPrefix: string,
    readonly mentionPrefix: string,
    readonly taken: ReadonlySet<number | null> | null,
  ) {}

  get isEmpty(): boolean {
    return this.#numbers.size === 0;
  }

  /** Yields those that are added in the meantime, too. */
  keys(): Iterable<NumberedKey> {
    return this.#numbers.keys();
  }

  has(key: NumberedKey): boolean {
    return this.#numbers.has(key);
  }

  numberOf(key: NumberedKey): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    do this.#last += 1;
    while (this.taken?.has(this.#last));
    const number = this.taken === null ? Number(key) : this.#last;
    this.#numbers.set(key, number);
    return number;
  }

  /** Returns a number in the text that leads to its item. */
  anchor(key: NumberedKey): Element {
    const number = this.numberOf(key);
    const mention = (this.#mentions.get(key) ?? 0) + 1;
    this.#mentions.set(key, mention);
    const id = `${this.mentionPrefix}${number}${mention === 1 ? '' : `-${mention}`}`;
    const properties = { href: `#${this.itemPrefix}${number}`, id, role: 'doc-noteref' };
    return element('a', properties, String(number));
  }

  /** Returns the address of the first mention; null if there is none. */
  wayBack(key: NumberedKey): string | null {
    return this.#mentions.has(key) ? `#${this.mentionPrefix}${this.numberOf(key)}` : null;
  }
}

/**
 * Writes citations and the marks of notes as HTML, and keeps track of their numbers and anchors.
 * Without anchors, the number of a citation leads to the passage itself.
 */
export class HtmlCitations {
  readonly #notes: NumberedList;
  /**
   * A note that has only words is no reference, so it is in a list of its own beside references.
   * References have the numbers of the book, because it knows which numbers the text uses.
   */
  readonly #references = new NumberedList('pincite-reference-', 'pincite-cited-', null);

  /** `taken`: the numbers of sources without a page, which no note may have. */
  constructor(
    readonly entries: WriteStyleTraits['entries'],
    readonly wording: ReportWording,
    readonly hasAnchors: boolean,
    readonly details: Details,
    taken: ReadonlySet<number | null>,
  ) {
    this.#notes = new NumberedList('pincite-note-', 'pincite-ref-', taken);
  }

  /** Whether the text has marks of notes so far. */
  get hasNotes(): boolean {
    return !this.#notes.isEmpty;
  }

  spell(entry: BookEntry, bare = false): ElementContent[] {
    if (this.entries !== null) return this.#sign(entry);
    const { url } = entry.target;
    const nodes = phrasing(citationNodes(entry.target, bare));
    if (url === null) return nodes;
    for (const node of nodes) {
      if (node.type !== 'element' || node.properties['href'] === undefined) continue;
      node.properties = { href: url, ...citationData(entry, this.details) };
    }
    return nodes;
  }

  /** Spells the mark of a note that has only words. */
  spellNote(name: string): ElementContent[] {
    const number = this.#notes.numberOf(name);
    return [element('sup', {}, this.hasAnchors ? this.#notes.anchor(name) : String(number))];
  }

  /** Returns what stands between two signs: two raised numbers would read as one. */
  between(before: BookedCitation | NoteMark, after: BookedCitation | NoteMark): ElementContent[] {
    const isRaised = [before, after].every((sign) => 'note' in sign || this.entries === 'notes');
    return isRaised ? [element('sup', {}, { type: 'text', value: ' ' })] : [];
  }

  #sign(entry: BookEntry): ElementContent[] {
    const list = this.entries === 'notes' ? this.#notes : this.#references;
    const link = this.hasAnchors
      ? list.anchor(entry.number)
      : passageLink(entry, list.numberOf(entry.number));
    if (this.entries === 'notes') return [element('sup', {}, link)];
    return [{ type: 'text', value: '[' }, link, { type: 'text', value: ']' }];
  }

  /**
   * Yields the items of the list of notes, or of references, by their numbers. Entries that the text
   * never mentions come last. `itemOf` returns what a note says; it may cite.
   */
  *items(
    kind: 'notes' | 'references',
    entries: readonly ListedEntry[],
    itemOf: (item: ListedEntry | NoteMark) => ElementContent[],
  ): Generator<Element> {
    const list = kind === 'notes' ? this.#notes : this.#references;
    const byNumber = new Map(entries.map((entry) => [entry.number, entry]));
    const write = (key: NumberedKey, item: ListedEntry | NoteMark | undefined) =>
      item === undefined ? [] : [this.#item(list, key, itemOf(item))];
    if (kind === 'references') {
      for (const entry of entries) yield* write(entry.number, entry);
      return;
    }
    for (const key of list.keys()) {
      yield* write(key, typeof key === 'string' ? { note: key } : byNumber.get(key));
    }
    if (this.entries !== kind) return;
    for (const entry of entries) if (!list.has(entry.number)) yield* write(entry.number, entry);
  }

  /** Writes a note or reference. Its way back leads to its first mention. */
  #item(list: NumberedList, key: NumberedKey, children: readonly ElementContent[]): Element {
    const number = list.numberOf(key);
    const value = String(number);
    if (!this.hasAnchors) return element('li', { value }, ...children);
    const properties: Properties = { id: `${list.itemPrefix}${number}`, value };
    const href = list.wayBack(key);
    if (href === null) return element('li', properties, ...children);
    const label = { href, role: 'doc-backlink', ariaLabel: this.wording.back };
    const back = element('a', label, '↩\uFE0E');
    const last = children.at(-1);
    const isLine = last?.type === 'element' && last.tagName === 'p';
    const end = isLine ? element('p', {}, ...last.children, ' ', back) : element('p', {}, back);
    return element('li', properties, ...children.slice(0, isLine ? -1 : undefined), end);
  }
}

/** Returns the words of an entry in a list, with what programs can read at its first link. */
export function entryParagraph(
  entry: ListedEntry,
  nodes: readonly PhrasingContent[],
  details: Details,
): Element {
  const words = phrasing(nodes);
  const first = words.find((node) => node.type === 'element' && node.tagName === 'a');
  if (first?.type === 'element' && !('own' in entry)) {
    Object.assign(first.properties, citationData(entry, details));
  }
  return element('p', {}, ...words);
}

function passageLink({ target }: BookEntry, number: number): ElementContent {
  if (target.url === null) return { type: 'text', value: String(number) };
  return element('a', { href: target.url }, String(number));
}

/** Converts nodes of a sentence to HTML. Their addresses come from `writableUrl`. */
export function phrasing(nodes: readonly PhrasingContent[]): ElementContent[] {
  const root = toHast({ type: 'paragraph', children: [...nodes] });
  return root.type === 'element' ? root.children : [];
}
