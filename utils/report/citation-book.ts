import { type Clip, isPass, type Source, type Verdict } from '@/utils/model/evidence';
import type { CitationId, ClipId, SourceId } from '@/utils/model/ids';
import type { Citation } from '@/utils/model/report-content';
import {
  type CitationTarget,
  citationTarget,
  clipTarget,
  type Evidence,
  isSite,
  withNoteWords,
} from './citation-target';
import type { NoteWords } from './citations/found';
import type { PhrasingContent } from './markup/mdast';
import { description, hasWords, isCut, wordsOf } from './note-words';
import { titleIn } from './read-wording';
import { writableLine } from './write-nodes';
import type { ArchivedCopy, WrittenCheck } from './write-options';

/** The verdicts, besides those of a pass, that need the text of the page. */
const WITH_PAGE: ReadonlySet<Verdict> = new Set(['altered', 'missing', 'located', 'unpinned']);

/**
 * An entry with one number: a clip at an address, with the words of its note. A clip that is cited
 * twice keeps its number, unless the two notes say different things. Clips of one passage share it
 * if nothing differs that is written of them (`BookOptions.joins`).
 */
export interface BookEntry {
  /** From 1, in the order of first mention. */
  readonly number: number;
  readonly target: CitationTarget;
  readonly clipId: ClipId;
  readonly clip: Clip | null;
  readonly source: Source | null;
  /** The library's number of the pin that took the title from the page. Absent if no pin did. */
  readonly titleOrder?: number;
  readonly check: WrittenCheck | null;
  /** When a check last read the page for any clip of it. Absent: no check did. */
  readonly pageReadAt?: string | undefined;
  readonly archived: ArchivedCopy | null;
  /** The other pages of the same note, with what joins each to the one before it. */
  readonly rest?: readonly JoinedEntry[];
}

interface JoinedEntry {
  readonly joint: string;
  readonly entry: BookEntry;
}

/** An entry of a list in the report that names its source in words alone, for example a book. */
export interface PlainEntry {
  /** The numbers of entries with and without a page are all different. */
  readonly number: number;
  /** Its number in the report; null if it has none. */
  readonly own: number | null;
  readonly words: readonly PhrasingContent[];
}

/** An entry of a list of references. */
export type ListedEntry = BookEntry | PlainEntry;

/**
 * Returns when the page of an entry was read, as an ISO time; null if it never was. A page that the
 * user clipped was read then. A page that is only cited in an imported file was read by the latest
 * check, unless that check read a copy in an archive. A passage that was pinned since then has no check
 * yet: it is from the text that the last check of the page read.
 */
export function accessTime({
  clip,
  source,
  check,
  pageReadAt,
}: Pick<BookEntry, 'clip' | 'source' | 'check' | 'pageReadAt'>): string | null {
  if (clip?.origin !== 'import') return source?.accessedAt ?? null;
  return check === null ? (pageReadAt ?? null) : readTime(check);
}

/** Returns when a check read the page itself; null if it did not. */
function readTime({ verdict, reader, checkedAt }: WrittenCheck): string | null {
  if (reader === 'memento') return null;
  const isRead = isPass(verdict) || WITH_PAGE.has(verdict);
  return isRead ? checkedAt : null;
}

/** Returns when each page was last read, by the id of its source. */
function pagesRead(
  checks: readonly WrittenCheck[],
  evidence: Evidence,
): ReadonlyMap<SourceId, string> {
  const times = new Map<SourceId, string>();
  for (const check of checks) {
    const id = evidence.clipOf(check.clipId)?.sourceId;
    const time = readTime(check);
    if (id !== undefined && time !== null && time > (times.get(id) ?? '')) times.set(id, time);
  }
  return times;
}

/** A citation to write: its label, and the entry that it shares with other citations. */
export interface BookedCitation {
  readonly target: CitationTarget;
  readonly entry: BookEntry;
  /** Null for a clip that is shown by itself. */
  readonly citationId: CitationId | null;
  /** Whether the sentence already has parentheses around it, so that the citation adds none. */
  readonly bare?: boolean;
  /** What joins its words to those of the next citation, if they came from one note. */
  readonly joint?: string;
  /** The other citations that its entry has. */
  readonly others?: readonly CitationId[];
}

/** The checks of the current pins, at most one for each clip. Ignores checks of other pins. */
function checksOfHeld(
  checks: readonly WrittenCheck[],
  evidence: Evidence,
): ReadonlyMap<ClipId, WrittenCheck> {
  const held = new Map<ClipId, WrittenCheck>();
  for (const check of checks) {
    if (check.pinId === evidence.pinOf(check.clipId)?.id) held.set(check.clipId, check);
  }
  return held;
}

/** What is known of a citation before it has an entry. */
interface ReadCitation extends Omit<BookedCitation, 'entry'> {
  readonly citationId: CitationId;
  readonly clipId: ClipId;
  readonly entryTarget: CitationTarget;
  readonly hasOwnNote: boolean;
}

type Use = 'entry' | 'mark' | 'none';

export interface BookOptions {
  /** The latest check of each clip, at most one for each clip. */
  readonly checks?: readonly WrittenCheck[] | undefined;
  readonly archived?: ReadonlyMap<ClipId, ArchivedCopy> | undefined;
  /** Numbers that the report's own text already uses. */
  readonly taken?: ReadonlySet<number>;
  /** Returns the words of a citation's note without its link. */
  readonly noteWords?: (citation: Citation) => NoteWords | null;
  /** Returns whether a citation has words that must not be written. `dropped` counts them. */
  readonly hidesWords?: (citation: Citation) => boolean;
  /**
   * Where the words of a note are written: in the entry with its number, in the mark in the sentence,
   * or nowhere. If nowhere, `dropped` counts them.
   */
  readonly use?: Use;
  /** Whether the citations of one note get one entry. */
  readonly joinsNotes?: boolean;
  /**
   * When two clips with the same address, title and source have one entry together: `never` (the
   * default), `with-one-result` (if their checks have the same result), or `always`.
   */
  readonly joins?: 'never' | 'with-one-result' | 'always';
}

/** All cited addresses of a report with their numbers, in the order of first mention. */
export class CitationBook {
  readonly entries: BookEntry[] = [];
  /** The entries without a page that a new list has. */
  readonly plain: PlainEntry[] = [];
  /** The citations of replaced lists of sources whose addresses the text does not have. */
  readonly onlyListed: BookEntry[] = [];
  /** Most addresses belong to one clip, so no combined key is made. */
  readonly #byAddress = new Map<string, BookEntry | Map<ClipId, BookEntry>>();
  readonly #checks: ReadonlyMap<ClipId, WrittenCheck>;
  readonly #pagesRead: ReadonlyMap<SourceId, string>;
  readonly #dropped = new Set<string>();
  /** The numbers that entries without a page have kept. */
  readonly #kept = new Set<number>();
  /** The index in `entries` of the entry with a number. */
  readonly #places = new Map<number, number>();
  /** The entries that are written behind another one in its note. */
  readonly #inNotes = new Set<BookEntry>();
  /** For each number of an entry, the other clips that have this entry, too. */
  readonly #joined = new Map<number, ClipId[]>();
  /** The entries, each by a text that is equal for clips that may have one entry: `#saidOf`. */
  readonly #bySaid = new Map<string, BookEntry>();
  #last = 0;
  /** The addresses of the citations in the text. Null while the text is still read. */
  #inText: ReadonlySet<string | null> | null = null;

  constructor(
    readonly evidence: Evidence,
    readonly options: BookOptions = {},
  ) {
    this.#checks = checksOfHeld(options.checks ?? [], evidence);
    this.#pagesRead = pagesRead(options.checks ?? [], evidence);
  }

  citation(citation: Citation): BookedCitation {
    return this.#booked(this.#read(citation));
  }

  /**
   * Returns citations that share one mark of a file. If notes are joined, those of one note are one,
   * with one entry.
   */
  together(citations: readonly Citation[]): BookedCitation[] {
    if (this.options.joinsNotes !== true) return citations.map((each) => this.citation(each));
    const all: BookedCitation[] = [];
    let note: ReadCitation[] = [];
    for (const [at, citation] of citations.entries()) {
      const read = this.#read(citation);
      note.push(read);
      if (read.joint !== undefined && at < citations.length - 1) continue;
      all.push(...this.#bookedNote(note));
      note = [];
    }
    return all;
  }

  #read(citation: Citation): ReadCitation {
    const { noteWords, hidesWords, use = 'entry' } = this.options;
    if (hidesWords?.(citation) === true) this.#dropped.add(citation.id);
    const target = citationTarget(citation, this.evidence);
    const words = noteWords?.(citation) ?? null;
    const noted = this.noted(citation, words);
    const isDropped = noted.words !== undefined && (use === 'none' || isTooLong(noted.words, use));
    if (isDropped) this.#dropped.add(addressOf(noted, true));
    const hasOwnNote =
      use === 'entry' && words !== null && hasWords([...words.before, ...words.after]);
    return {
      clipId: citation.clipId,
      citationId: citation.id,
      target: isDropped ? target : noted,
      entryTarget: hasOwnNote ? noted : target,
      hasOwnNote,
      ...(words?.joint === undefined || isDropped ? {} : { joint: words.joint }),
    };
  }

  /** Returns the target of a citation with the words of its note, even if they are left out. */
  noted(citation: Citation, words = this.options.noteWords?.(citation) ?? null): CitationTarget {
    const target = citationTarget(citation, this.evidence);
    return words === null ? target : withNoteWords(target, words);
  }

  #booked({ clipId, hasOwnNote, entryTarget, ...read }: ReadCitation): BookedCitation {
    return { ...read, entry: this.#own(this.#entry(clipId, entryTarget, hasOwnNote), clipId) };
  }

  /** Several clips can share an entry. Returns the entry with the check and the source of this clip. */
  #own(entry: BookEntry, clipId: ClipId): BookEntry {
    if (entry.clipId === clipId) return entry;
    const own = this.#newEntry(clipId, entry.target, entry.number);
    const { clip, source, check, archived, pageReadAt } = own;
    return { ...entry, clipId, clip, source, check, archived, pageReadAt };
  }

  #bookedNote(note: readonly ReadCitation[]): BookedCitation[] {
    const [first, ...others] = note;
    if (first === undefined || others.length === 0) return note.map((each) => this.#booked(each));
    const { clipId, target, citationId } = first;
    const said = note.map((each) => [each.clipId, addressOf(each.target, true), each.joint]);
    const address = JSON.stringify(said);
    const entry = this.#known(address, clipId) ?? this.#newNote([first, ...others]);
    this.#keep(address, entry);
    return [{ target, entry, citationId, others: others.map((other) => other.citationId) }];
  }

  #newNote(note: readonly [ReadCitation, ...ReadCitation[]]): BookEntry {
    const number = this.#nextNumber();
    const [first, ...others] = note;
    const rest = others.map(({ clipId, target }, at) => {
      const entry = this.#newEntry(clipId, target, number);
      this.#inNotes.add(entry);
      return { joint: note[at]?.joint ?? ' ', entry };
    });
    const entry = { ...this.#newEntry(first.clipId, first.target, number), rest };
    this.entries.push(entry, ...rest.map((each) => each.entry));
    return entry;
  }

  /** Adds an entry without a page; returns its number, its own if that is reserved for it. */
  addPlain(own: number | null, words: readonly PhrasingContent[]): number {
    const keeps = own !== null && this.options.taken?.has(own) === true && !this.#kept.has(own);
    if (keeps) this.#kept.add(own);
    const number = keeps ? own : this.#nextNumber();
    this.plain.push({ number, own, words });
    return number;
  }

  /** Adds a citation of a list of sources that a new list replaces. Call it after the whole text. */
  leave(citation: Citation): void {
    this.#inText ??= new Set(this.entries.map(({ target }) => target.url));
    const target = citationTarget(citation, this.evidence);
    if (this.#inText.has(target.url)) return;
    this.onlyListed.push(this.#newEntry(citation.clipId, target, 0));
  }

  /** The entries with numbers of their own. */
  get numbered(): readonly BookEntry[] {
    return this.#inNotes.size === 0
      ? this.entries
      : this.entries.filter((entry) => !this.#inNotes.has(entry));
  }

  /** All entries by their numbers. */
  get listed(): readonly ListedEntry[] {
    if (this.plain.length === 0) return this.numbered;
    return [...this.numbered, ...this.plain].sort((a, b) => a.number - b.number);
  }

  /**
   * Adds the words that a list of sources has about the page of a citation, and the title that it
   * has if no word of the text's own label is lost. Returns false if the entry has other words
   * already.
   */
  describe(citation: Citation, words: NoteWords): boolean {
    if (!hasWords([...words.before, ...words.after])) return true;
    const { entry: own, target } = this.citation(citation);
    const entry = this.#current(own);
    if (entry.target.words !== undefined) {
      const said = withNoteWords(entry.target, words);
      return addressOf(said, true) === addressOf(entry.target, true);
    }
    const listed = `${target.label} ${wordsOf([...words.before, ...words.after])}`;
    const isNamed = !isSite(target) && hasWordsOf(listed, entry.target.label);
    const { label } = isNamed ? target : titled(entry.target, words);
    this.#change(entry, withNoteWords({ ...entry.target, label }, words));
    return true;
  }

  #change(entry: BookEntry, target: CitationTarget): BookEntry {
    const changed = { ...entry, target };
    this.entries[this.#places.get(entry.number) ?? -1] = changed;
    this.#keep(addressOf(entry.target, false), changed);
    return changed;
  }

  /** Changes the words of all entries, but no number of an entry. */
  reword(change: (nodes: readonly PhrasingContent[]) => PhrasingContent[]): void {
    for (const [at, entry] of this.entries.entries()) {
      const { target } = entry;
      if (target.words === undefined) continue;
      const { before, after, ...rest } = target.words;
      const words = { ...rest, before: change(before), after: change(after) };
      this.entries[at] = { ...entry, target: { ...target, words } };
    }
    for (const [at, entry] of this.plain.entries()) {
      this.plain[at] = { ...entry, words: change(entry.words) };
    }
  }

  /** Counts an entry, by its key, or the title of a note, if its words are written nowhere. */
  drop(what: string | CitationTarget): void {
    this.#dropped.add(typeof what === 'string' ? what : addressOf(what, true));
  }

  /** The number of notes and entries whose words are left out. */
  get dropped(): number {
    return this.#dropped.size;
  }

  /** Returns null if the evidence lacks the clip or its source. */
  clip(clipId: ClipId): BookedCitation | null {
    const target = clipTarget(clipId, this.evidence);
    return target === null
      ? null
      : { target, entry: this.#own(this.#entry(clipId, target), clipId), citationId: null };
  }

  #entry(clipId: ClipId, target: CitationTarget, hasOwnNote = false): BookEntry {
    const address = addressOf(target, hasOwnNote);
    const known = this.#known(address, clipId);
    if (known !== undefined) {
      const hasTitle = !hasOwnNote && isSite(known.target) && !isSite(target);
      return hasTitle ? this.#change(known, { ...known.target, label: target.label }) : known;
    }
    const { joins = 'never' } = this.options;
    const said = joins === 'never' ? '' : this.#saidOf(this.#newEntry(clipId, target, 0), joins);
    const equal = this.#bySaid.get(said);
    if (equal !== undefined) {
      const joined = this.#joined.get(equal.number) ?? [];
      this.#joined.set(equal.number, joined);
      joined.push(clipId);
      this.#keep(address, equal, clipId);
      return this.#current(equal);
    }
    const entry = this.#newEntry(clipId, target, this.#nextNumber());
    if (said !== '') this.#bySaid.set(said, entry);
    this.#keep(address, entry);
    this.#places.set(entry.number, this.entries.length);
    this.entries.push(entry);
    return entry;
  }

  /** Returns a text that is equal for two clips of one passage if nothing else is written of them. */
  #saidOf(entry: BookEntry, joins: 'with-one-result' | 'always'): string {
    const { clipId, clip, target, source, check, archived } = entry;
    // An address without a directive names no passage.
    const hasPassage = target.url?.includes(':~:') === true;
    const result = [
      check?.verdict,
      archived?.url,
      accessTime(entry)?.slice(0, 10),
      clip?.kind === 'image',
    ];
    return JSON.stringify([
      addressOf(target, true),
      hasPassage ? null : this.evidence.pinOf(clipId)?.quote,
      source && [source.title, source.authors, source.siteName, source.publishedAt],
      source && [source.language, source.doi],
      joins === 'always' ? [] : result,
    ]);
  }

  #newEntry(clipId: ClipId, target: CitationTarget, number: number): BookEntry {
    const clip = this.evidence.clipOf(clipId);
    const titleOrder = this.evidence.titleOrderOf(clipId);
    return {
      number,
      target,
      clipId,
      clip,
      source: this.evidence.sourceOf(clipId),
      ...(titleOrder === undefined ? {} : { titleOrder }),
      check: this.#checks.get(clipId) ?? null,
      pageReadAt: clip === null ? undefined : this.#pagesRead.get(clip.sourceId),
      archived: this.options.archived?.get(clipId) ?? null,
    };
  }

  /** Returns an entry as it is now. Its title and its words may have been added later. */
  #current(entry: BookEntry): BookEntry {
    return this.entries[this.#places.get(entry.number) ?? -1] ?? entry;
  }

  #known(address: string, clipId: ClipId): BookEntry | undefined {
    const held = this.#byAddress.get(address);
    const entry = held instanceof Map ? held.get(clipId) : held;
    const isKnown = held instanceof Map || entry?.clipId === clipId;
    return entry === undefined || !isKnown ? undefined : this.#current(entry);
  }

  /** Returns an entry once for each clip that has it, with the check of that clip. */
  ofClips(entry: BookEntry): readonly BookEntry[] {
    const others = this.#joined.get(entry.number) ?? [];
    return [entry, ...others.map((clipId) => this.#own(entry, clipId))];
  }

  #keep(address: string, entry: BookEntry, clipId = entry.clipId): void {
    const held = this.#byAddress.get(address);
    if (held instanceof Map) held.set(clipId, entry);
    else if (held === undefined || held.clipId === clipId) this.#byAddress.set(address, entry);
    else {
      const both = [
        [held.clipId, held],
        [clipId, entry],
      ] as const;
      this.#byAddress.set(address, new Map(both));
    }
  }

  #nextNumber(): number {
    do this.#last += 1;
    while (this.options.taken?.has(this.#last) === true);
    return this.#last;
  }
}

/**
 * In UTF-16 units. A mark repeats its words wherever the note is cited, so a small file could
 * become a huge one.
 */
const MOST_IN_MARK = 1000;

function isTooLong({ before, after }: NoteWords, use: Use): boolean {
  return use === 'mark' && wordsOf([...before, ...after]).length > MOST_IN_MARK;
}

/**
 * Whether a text contains each word and each figure of a label. "Dupont, A. (2024)" contains those of
 * "Dupont, 2024".
 */
function hasWordsOf(text: string, label: string): boolean {
  const parts = (value: string) => value.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const known = new Set(parts(text));
  return parts(label).every((part) => known.has(part));
}

/** Returns a target that has only its site as its label with the title that stands before it. */
function titled(target: CitationTarget, { before }: NoteWords): CitationTarget {
  const { url } = target;
  const lead = description(wordsOf(before));
  const title = isSite(target) && !isCut(lead) ? titleIn(lead) : '';
  return title !== '' ? { label: writableLine(title), url } : target;
}

/** Returns the address of a target, with its note if that is the author's own. */
function addressOf({ url, label, words }: CitationTarget, hasOwnNote: boolean): string {
  const address = url ?? label;
  if (!hasOwnNote) return address;
  const around = [words?.before ?? [], words?.after ?? []].map(wordsOf);
  return [address, label, ...around].join('\n');
}
