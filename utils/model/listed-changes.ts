import type { ChangeKind } from './change-kinds';
import { changedItem } from './declined-changes';
import {
  changedStatement,
  type DocumentChange,
  isOriginOfWords,
  isWording,
  type TextChange,
} from './document-changes';
import type { CitationId, ClipId, SectionId, StatementId } from './ids';
import { linkedWords } from './linked-words';
import type { ReportContent } from './report-content';
import { isNoteName } from './report-document';
import { asRecord, asString } from './rows';
import { buildSectionTree } from './section-tree';
import { citationIdsOf, parseStatementText } from './statement-text';

/** The subject of a change, as a key of the message catalogue (`change_<about>`). */
export const CHANGED_THINGS = [
  'statement',
  'heading',
  'title',
  'form',
  'note',
  'tag',
  'place',
  'into_bin',
  'out_of_bin',
  'emptied',
  'quote',
  'citation',
  'clip',
  'image',
  'report',
  'detail',
] as const;
export type ChangedThing = (typeof CHANGED_THINGS)[number];

/** One change as the interface lists it. */
export interface ListedChange {
  readonly about: ChangedThing;
  /** The first words of the changed item or of its clip. Empty when `before` contains them. */
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Whether both wordings are shown whole, because the user takes one of them. */
  readonly isWhole?: boolean;
  /** Whether the item was deleted here, and stays in the bin with the change. */
  readonly staysInBin?: boolean;
  /**
   * Of an item that goes into the bin: the first words of its texts that the file does not have,
   * because they were written here.
   */
  readonly unseen?: readonly string[];
}

/** Maximum UTF-16 units of a name, and of the text around a change. */
const NAME_LENGTH = 80;
const CONTEXT = 60;
const MIDDLE = 400;
/** Maximum number of texts that are named as words that the file does not have. */
const MOST_UNSEEN = 20;

interface Naming {
  readonly before: ReportContent;
  readonly after: ReportContent;
  /** The statements with words that the file does not have. */
  readonly unseen: ReadonlySet<StatementId>;
  readonly quoteOf: (clipId: ClipId) => string;
  /** Whether the first clip is of a whole page, and the second of a passage of this page. */
  readonly fills: (page: ClipId, passage: ClipId) => boolean;
  /** The section that a clip was clipped into. The clip is there until somebody moves it. */
  readonly filedIn: (clipId: ClipId) => SectionId | null;
}

/**
 * Whether the list needs no entry for a change, because it follows from another change: the entry
 * for a text also lists its citations, its repairs and its destruction.
 */
export function followsAnother(change: DocumentChange): boolean {
  if (change.type === 'text') return false;
  const { map, key, kind, before, after } = change;
  const field = map === 'report' ? key : key.slice(37);
  if (field === 'binnedAt') return before !== null && after !== null;
  if (isOriginOfWords(change)) return true;
  if (map === 'repairs' || (map === 'placements' && field === 'pinId')) return true;
  if (kind === 'clashes') return !isWording(change);
  return map === 'citations' ? kind === 'words' : map === 'statements' && field === 'purgedAt';
}

/** Lists the changes that do not follow from another. Reads the report once, in linear time. */
export function listChanges(
  changes: readonly DocumentChange[],
  { before, after, unseen, quoteOf, fills, filedIn }: Naming,
): { readonly kind: ChangeKind; readonly item: ListedChange }[] {
  const titles = new Map(
    [...after.sections, ...before.sections].map(({ id, title }) => [id as string, title]),
  );
  const statements = new Map(
    [...after.statements, ...before.statements].map(({ id, text }) => [id as string, text]),
  );
  const nameOf = (map: string, id: string): string => {
    if (map === 'sections') return shorten(titles.get(id) ?? '');
    if (map === 'statements') return shorten(writtenWords(statements.get(id) ?? '', new Set()));
    return map === 'placements' || map === 'twins' ? shorten(quoteOf(id as ClipId)) : '';
  };
  const unseenIn = findUnseen(after, unseen);
  const citations = new Map(
    [...after.citations, ...before.citations].map((each) => [each.id, each]),
  );
  /** The text of a statement. Citations are `[…]`, or `[name]` for those in `named`. */
  const writtenWords = (text: string, named: ReadonlySet<CitationId>): string =>
    parseStatementText(text)
      .map((segment) => {
        if (segment.type === 'text') return segment.text;
        const citation = citations.get(segment.citationId);
        if (citation === undefined) return '[…]';
        const { id, clipId, label } = citation;
        const name = named.has(id) ? shorten(quoteOf(clipId) || label) : '';
        return `${linkedWords(citation)}[${name || '…'}]`;
      })
      .join('');
  const homeOf = (place: unknown, clipId: ClipId | null): string | null => {
    const { parentId, sectionId, rank } = asRecord(place);
    if (rank === undefined || rank === null) {
      const filed = clipId === null ? null : filedIn(clipId);
      return filed === null ? null : shorten(titles.get(filed) ?? '');
    }
    return shorten(titles.get(asString(parentId ?? sectionId)) ?? '');
  };
  const itemOf = (change: DocumentChange): ListedChange => {
    if (change.type === 'text') {
      const id = change.name.slice(change.name.indexOf('/') + 1);
      const isNote = isNoteName(change.name);
      const name = isNote ? nameOf('placements', id) : '';
      const replaced = replacedCitations(change);
      const [was, now] = isNote
        ? [change.before, change.after]
        : [change.before, change.after].map((text) => writtenWords(text, replaced));
      const about = change.kind === 'destroyed' ? 'emptied' : isNote ? 'note' : 'statement';
      if (change.kind === 'clashes') {
        return { about, name, before: was ?? '', after: now ?? '', isWhole: true };
      }
      return { about, name, ...excerpts(was ?? '', now ?? '') };
    }
    const { map, key, before: was, after: now } = change;
    const [id, field] = map === 'report' ? ['', key] : [key.slice(0, 36), key.slice(37)];
    const name = map === 'report' ? shorten(before.title) : nameOf(map, id);
    if (field === 'binnedAt') {
      if (now === null) return { about: 'out_of_bin', name, before: null, after: null };
      const names = (unseenIn.get(id) ?? []).map((own) => nameOf('statements', own));
      const item: ListedChange = { about: 'into_bin', name, before: null, after: null };
      return names.length === 0 ? item : { ...item, unseen: names };
    }
    if (field === 'purgedAt') return { about: 'emptied', name, before: null, after: null };
    if (field === 'place') {
      const clipId = map === 'placements' ? (id as ClipId) : null;
      return { about: 'place', name, before: homeOf(was, clipId), after: homeOf(now, clipId) };
    }
    if (field.startsWith('tag:')) {
      const tag = shorten(field.slice(4));
      return {
        about: 'tag',
        name,
        before: was === null ? null : tag,
        after: now === null ? null : tag,
      };
    }
    if (map === 'citations') {
      const label = before.citations.find((each) => each.id === id)?.label ?? '';
      if (field === 'names') {
        const [from, to] = [clipIn(was), clipIn(now)];
        const words = [quoteOf(from), quoteOf(to)] as const;
        // A page without a passage gets one, as a clip of the page does that is pinned itself.
        if (fills(from, to))
          return { about: 'quote', name: shorten(label), ...excerpts('', words[1]) };
        return { about: 'citation', name: shorten(label), ...excerpts(...words) };
      }
      const [a, b] = [textOf(field, was), textOf(field, now)];
      return { about: 'citation', name: shorten(label), ...excerpts(a, b) };
    }
    if (field === 'pageTitle') {
      const [from, to] = [was, now].map((taken) => asString(asRecord(taken)['title']));
      return { about: 'title', name, ...excerpts(from ?? '', to ?? '') };
    }
    const words = [textOf(field, was), textOf(field, now)] as const;
    const isClash = change.kind === 'clashes';
    // What a file has before and after its text can be long.
    const shown =
      isClash && (field === 'title' || field === 'language')
        ? { before: words[0], after: words[1], isWhole: true }
        : excerpts(...words);
    if (field === 'title') {
      return { about: map === 'report' ? 'title' : 'heading', name: '', ...shown };
    }
    const about = change.kind === 'words' || isClash ? 'form' : 'detail';
    return { about, name: name || shorten(before.title), ...shown };
  };
  const wasBinned = findBinned(before, filedIn);
  const isBinned = findBinned(after, filedIn);
  const wasThere = new Set<string>(before.statements.map(({ id }) => id));
  /** Whether a statement was destroyed here. The words that others wrote in it come back. */
  const wasDestroyed = (change: DocumentChange) => {
    const id = changedStatement(change);
    return id !== null && !wasThere.has(id);
  };
  return changes
    .filter((change) => !followsAnother(change))
    .map((change) => {
      const id = changedItem(change);
      const item = itemOf(change);
      const staysInBin = isBinned(id) && (wasBinned(id) || wasDestroyed(change));
      return { kind: change.kind, item: staysInBin ? { ...item, staysInBin } : item };
    });
}

/**
 * Returns the first statements with words that the file does not have, by their own ids and by those
 * of the sections that they are in.
 */
function findUnseen(
  { sections, statements }: ReportContent,
  unseen: ReadonlySet<StatementId>,
): ReadonlyMap<string, readonly StatementId[]> {
  const tree = buildSectionTree(sections);
  const found = new Map<string, StatementId[]>();
  for (const { id, sectionId } of statements) {
    if (!unseen.has(id)) continue;
    found.set(id, [id]);
    for (let at = sectionId; at !== null; at = tree.parentOf(at)) {
      const known = found.get(at);
      if (known === undefined) found.set(at, [id]);
      else if (known.length < MOST_UNSEEN) known.push(id);
    }
  }
  return found;
}

/**
 * Returns a function that says whether a section, statement or clip is in the bin, by itself or with
 * its section.
 */
function findBinned(
  { sections, statements, placements }: ReportContent,
  filedIn: Naming['filedIn'],
): (id: string) => boolean {
  const tree = buildSectionTree(sections);
  const isBinned = (sectionId: SectionId | null, binnedAt: string | null) =>
    binnedAt !== null ||
    (sectionId !== null && tree.byId.has(sectionId) && !tree.isLive(sectionId));
  const binned = new Map<string, boolean>([
    ...sections.map(({ id }) => [id, isBinned(id, null)] as const),
    ...statements.map(
      ({ id, sectionId, binnedAt }) => [id, isBinned(sectionId, binnedAt)] as const,
    ),
    ...placements.map(
      ({ clipId, sectionId, rank, binnedAt }) =>
        [clipId, isBinned(rank === null ? filedIn(clipId) : sectionId, binnedAt)] as const,
    ),
  ]);
  return (id) => binned.get(id) ?? false;
}

/**
 * Returns the removed and the added citations of a text if there are both. In the list of changes
 * they need names, because otherwise `[…]` would replace `[…]`.
 */
export function replacedCitations({ before, after }: TextChange): ReadonlySet<CitationId> {
  const [was, now] = [new Set(citationIdsOf(before)), new Set(citationIdsOf(after))];
  const gone = [...was].filter((id) => !now.has(id));
  const come = [...now].filter((id) => !was.has(id));
  return new Set(gone.length > 0 && come.length > 0 ? [...gone, ...come] : []);
}

function clipIn(names: unknown): ClipId {
  return asString(asRecord(names)['clipId']) as ClipId;
}

/** The fields whose values are words. Only these values are shown. */
const WRITTEN = [
  ...['title', 'label', 'href', 'language', 'preamble', 'finalBytes', 'raw'],
  ...['gapBefore', 'marker', 'kind'],
];

/** The written words of a field, or '' for a value that means nothing to a reader. */
function textOf(field: string, value: unknown): string {
  if (!WRITTEN.includes(field)) return '';
  return asString(typeof value === 'string' ? value : asRecord(value)['bytes']);
}

export function shorten(text: string, most = NAME_LENGTH): string {
  const line = text
    .slice(0, 4 * most)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
}

/** Shortens two texts to the part where they differ, so that a change in a long text is visible. */
export function excerpts(before: string, after: string): Pick<ListedChange, 'before' | 'after'> {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < least - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const cut = (text: string): string => {
    const from = Math.max(0, start - CONTEXT);
    const to = Math.min(text.length, text.length - end + CONTEXT);
    const part = text.slice(from, to);
    const middle =
      part.length > MIDDLE ? `${part.slice(0, MIDDLE / 2)} […] ${part.slice(-MIDDLE / 2)}` : part;
    return `${from > 0 ? '…' : ''}${middle}${to < text.length ? '…' : ''}`;
  };
  return { before: before === '' ? null : cut(before), after: after === '' ? null : cut(after) };
}
