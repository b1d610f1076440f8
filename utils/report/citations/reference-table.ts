import type { Target } from './found';

/** What a label, a number or a key refers to. */
export interface Reference {
  readonly targets: readonly Target[];
  /** Its entry in a numbered list, in UTF-16 offsets of the source. */
  readonly entry: { readonly start: number; readonly end: number } | null;
}

/**
 * Everything that the report defines in one place and cites in another. The first definition is
 * valid.
 */
export class ReferenceTable {
  readonly #links = new Map<string, Reference>();
  readonly #footnotes = new Map<string, Reference>();
  readonly #numbers = new Map<number, Reference>();
  readonly #keys = new Map<string, Reference>();
  readonly #named = new Set<Reference>();
  readonly #entries: Reference[] = [];

  get hasLabels(): boolean {
    return this.#links.size > 0 || this.#footnotes.size > 0;
  }

  get hasNumbers(): boolean {
    return this.#numbers.size > 0;
  }

  get hasKeys(): boolean {
    return this.#keys.size > 0;
  }

  defineLink(label: string, target: Target): void {
    define(this.#links, labelKey(label), { targets: [target], entry: null });
  }

  defineFootnote(label: string, targets: readonly Target[]): void {
    define(this.#footnotes, labelKey(label), { targets, entry: null });
  }

  defineNumber(number: number, reference: Reference): void {
    if (define(this.#numbers, number, reference)) this.#entries.push(reference);
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

  /** Returns the reference of a number, in a list or as a label, and marks its entry as cited. */
  number(number: number): Reference | null {
    const reference = this.#numbers.get(number) ?? this.link(String(number));
    if (reference !== null && reference.targets.length > 0) this.#named.add(reference);
    return reference;
  }

  /** Sorts the entries. Call it once before `entryAt`. */
  settle(): void {
    this.#entries.sort((a, b) => (a.entry?.start ?? 0) - (b.entry?.start ?? 0));
  }

  /** Returns the entry of a numbered list that contains `offset` of the source. */
  entryAt(offset: number): { readonly named: boolean; readonly start: number } | null {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.entry?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const found = this.#entries[low - 1];
    if (found === undefined || found.entry === null || offset >= found.entry.end) return null;
    return { named: this.#named.has(found), start: found.entry.start };
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
