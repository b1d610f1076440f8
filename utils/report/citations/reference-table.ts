import type { Target } from './found';

/** What a label, a number or a key refers to. */
export interface Reference {
  readonly targets: readonly Target[];
  /** Its entry in a numbered list. */
  readonly entry: Entry | null;
  /** The words of a note without an address, which may name a book. */
  readonly words?: string;
}

/** In UTF-16 offsets of the source. */
interface EntrySpan {
  readonly start: number;
  /** Where its words begin, behind its number. */
  readonly from: number;
  readonly end: number;
}

interface Entry extends EntrySpan {
  readonly part: TitledPart;
}

/** What stands below one title of a list. */
interface TitledPart {
  readonly isFurther: boolean;
  readonly isNotes: boolean;
  /** The level of the title. */
  readonly level: number;
  /** Whether a number cited one of its entries up to here. */
  isNamed: boolean;
}

/** A numbered list, as far as it must be known to tell which list the numbers in a text mean. */
export interface NumberedEntries<Named> {
  readonly numbers: Map<number, Named>;
  /** The title above its first entry. */
  readonly part: Pick<TitledPart, 'isNotes' | 'level'>;
  /** Whether an entry names a page. */
  hasPages: boolean;
  /** Whether an entry names a page and is no sentence. `Title, Newspaper. https://…` looks like one. */
  hasSources: boolean;
}

interface NumberedList extends NumberedEntries<Reference> {
  /** Where its last entry ends. */
  end: number;
}

/**
 * Returns the list that numbers mean with `at` lists before them: the next one, or the last one if
 * none is below them. But if the next one has only the author's own words, below a title such as
 * "Notes", and a list of sources follows, they mean the sources. Its title must not be above the
 * level of the notes, and it must have as many numbers, or all numbers of the notes that are `marked`
 * somewhere in the report.
 */
export function meantList<List extends NumberedEntries<unknown>>(
  lists: readonly List[],
  at: number,
  marked: ReadonlySet<number>,
): List | undefined {
  const list = lists[at] ?? lists.at(-1);
  const next = lists[at + 1];
  if (list === undefined || next === undefined) return list;
  const isNotes = list.part.isNotes && !list.hasSources;
  const isMeant = isNotes && !next.part.isNotes && next.hasPages;
  if (!isMeant || next.part.level < list.part.level) return list;
  if (next.numbers.size >= list.numbers.size) return next;
  const hasOwn = [...list.numbers.keys()].some((one) => marked.has(one) && !next.numbers.has(one));
  return hasOwn ? list : next;
}

/**
 * Everything that the report defines in one place and cites in another. The first definition is
 * valid.
 */
export class ReferenceTable {
  readonly #links = new Map<string, Reference>();
  readonly #footnotes = new Map<string, Reference>();
  /** The numbered lists in the order of the report. A list that begins again is another list. */
  readonly #lists: NumberedList[] = [];
  readonly #keys = new Map<string, Reference>();
  readonly #named = new Set<Reference>();
  readonly #entries: Reference[] = [];
  /** Whether a number that is a link led to the page of its entry. */
  #hasLinked = false;
  #part: TitledPart = { isFurther: false, isNotes: false, level: 0, isNamed: false };
  /** Whether that list has begun again with its numbers. Then no number in the text leads to it. */
  #isApart = false;
  /** Whether numbers that are glued to a sentence cite the entries of a list. */
  readsGluedNumbers = false;
  /** The same, if such numbers lead to no list in the report. */
  missesGluedNumbers = false;
  /** The numbers in brackets that can be marks. */
  marked: ReadonlySet<number> = new Set();
  /** Whether targets get the words around their links. An import needs none of them. */
  keepsWords = false;
  /** Where a closing list of links without a heading starts. */
  closingFrom = Number.POSITIVE_INFINITY;
  /** How many paragraphs outside of lists begin with a word such as "Source:". */
  sourceLines = 0;

  get hasLabels(): boolean {
    return this.#links.size > 0 || this.#footnotes.size > 0;
  }

  get hasNumbers(): boolean {
    return this.#lists.length > 0;
  }

  /** Whether a number cited an entry up to here. */
  get hasNamed(): boolean {
    return this.#named.size > 0 || this.#hasLinked;
  }

  get hasSeveralLists(): boolean {
    return this.#lists.length > 1;
  }

  get hasKeys(): boolean {
    return this.#keys.size > 0;
  }

  defineLink(label: string, target: Target): void {
    define(this.#links, labelKey(label), { targets: [target], entry: null });
  }

  /** `words` are those of a note without an address. */
  defineFootnote(label: string, targets: readonly Target[], words: string): void {
    define(this.#footnotes, labelKey(label), { targets, entry: null, words });
  }

  /** Call it at each title of a list, with whether it announces further reading, or notes. */
  openList(isFurther: boolean, isNotes: boolean, level: number): void {
    this.#part = { isFurther, isNotes, level, isNamed: false };
    this.#isApart = false;
  }

  /** Call it in the order of the report, with whether the entry is a sentence. */
  defineNumber(
    number: number,
    targets: readonly Target[],
    span: EntrySpan,
    isSentence: boolean,
  ): void {
    const reference = { targets, entry: { ...span, part: this.#part } };
    this.#entries.push(reference);
    let list = this.#lists.at(-1);
    this.#isApart ||= this.#part.isFurther && list?.numbers.has(number) === true;
    if (this.#isApart) return;
    if (list === undefined || list.numbers.has(number)) {
      const part = this.#part;
      list = { numbers: new Map(), part, hasPages: false, hasSources: false, end: 0 };
      this.#lists.push(list);
    }
    list.hasPages ||= targets.length > 0;
    list.hasSources ||= targets.length > 0 && !isSentence;
    list.numbers.set(number, reference);
    list.end = Math.max(list.end, span.end);
  }

  defineKey(key: string, target: Target): void {
    define(this.#keys, key, { targets: [target], entry: null });
  }

  isDefined(label: string): boolean {
    return label.startsWith('^')
      ? this.#footnotes.has(labelKey(label.slice(1)))
      : this.#links.has(labelKey(label));
  }

  link(label: string): Reference | null {
    return this.#links.get(labelKey(label)) ?? null;
  }

  footnote(label: string): Reference | null {
    return this.#footnotes.get(labelKey(label)) ?? null;
  }

  key(key: string): Reference | null {
    return this.#keys.get(key) ?? null;
  }

  /**
   * Returns the reference of a number, in a list or as a label, and marks its entry as cited. Of
   * several lists, `meantList` says which one it names. A number that this list lacks names nothing.
   */
  number(number: number, at: number): Reference | null {
    const reference = this.#listAt(at)?.numbers.get(number) ?? this.link(String(number));
    if (reference === null) return null;
    if (reference.targets.length > 0) this.#named.add(reference);
    if (reference.entry !== null) reference.entry.part.isNamed = true;
    return reference;
  }

  /**
   * Reads a number that is a link to the page of its entry, as the marks of notes are in rich text.
   * The number itself cites this page, and the list is no list of the author's sentences.
   */
  nameLinked(number: number, at: number, href: string): void {
    const { targets = [], entry } = this.#listAt(at)?.numbers.get(number) ?? {};
    if (!entry || !targets.some((target) => target.href === href)) return;
    entry.part.isNamed = true;
    this.#hasLinked = true;
  }

  #listAt(at: number): NumberedList | undefined {
    let low = 0;
    let high = this.#lists.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lists[middle]?.end ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return meantList(this.#lists, low, this.marked);
  }

  /** Sorts the entries. Call it once before `entryAt`. */
  settle(): void {
    this.#entries.sort((a, b) => (a.entry?.start ?? 0) - (b.entry?.start ?? 0));
  }

  /**
   * Returns the entry of a numbered list that contains `offset` of the source. `isNote`: it is one of
   * the author's own notes, to which no number leads up to here.
   */
  entryAt(
    offset: number,
  ): (EntrySpan & { readonly named: boolean; readonly isNote: boolean }) | null {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.entry?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const found = this.#entries[low - 1];
    if (found === undefined || found.entry === null || offset >= found.entry.end) return null;
    const { part, ...span } = found.entry;
    return { ...span, named: this.#named.has(found), isNote: part.isNotes && !part.isNamed };
  }
}

function define<Key>(map: Map<Key, Reference>, key: Key, reference: Reference): boolean {
  if (map.has(key)) return false;
  map.set(key, reference);
  return true;
}

/** https://spec.commonmark.org/0.31.2/#matches */
function labelKey(label: string): string {
  return label
    .replace(/[\t\n\r ]+/gu, ' ')
    .trim()
    .toLowerCase()
    .toUpperCase();
}
