import { CHANGE_KINDS, type ChangeKind } from '@/utils/model/change-kinds';
import { changedItem } from '@/utils/model/declined-changes';
import { changedStatement, type DocumentChange } from '@/utils/model/document-changes';
import { type Clip, type Pin, sourceAsPinned } from '@/utils/model/evidence';
import type { CitationId, ClipId, PinId, ReportId } from '@/utils/model/ids';
import {
  excerpts,
  followsAnother,
  type ListedChange,
  listChanges,
  replacedCitations,
  shorten,
} from '@/utils/model/listed-changes';
import {
  declinedOf,
  type KindChanges,
  type MergeChoice,
  type MergePlan,
  MOST_LISTED,
  MOST_LISTED_IN_ALL,
} from '@/utils/model/merge-plan';
import { isNoteName } from '@/utils/model/report-document';
import { foldForSearch } from '@/utils/text/fold-for-search';
import { isBundleHeader } from './backup-format';
import type { ReferenceCheck } from './check-references';
import type { EvidenceChanges } from './evidence-changes';
import type { FileScope } from './file-scope';
import type { MergeUndo } from './last-merge';
import { linkPassages } from './link-passages';
import type { MergedDocuments, RestorePlan } from './merge-documents';
import { pinThatHolds } from './pin-that-holds';
import type { PinciteDatabase } from './schema';
import { sha256 } from './sha256';

/** The effects of a file on the library, computed with every change accepted. */
export interface PreparedMerge {
  readonly plan: RestorePlan;
  readonly check: ReferenceCheck | null;
  readonly documents: MergedDocuments;
  readonly scope: FileScope;
  readonly evidence: EvidenceChanges;
}

/** The evidence of a file that Pincite stores after the user's decision. */
export interface DecidedEvidence {
  /** The records that the merge destroys because the file reports their destruction. */
  readonly purged: ReadonlyMap<string, string>;
  /** Pins that the merge does not store: the pins that the user declined, and `closedPins`. */
  readonly skippedPins: ReadonlySet<PinId>;
  readonly closedPins: ReadonlySet<PinId>;
  /** Number of existing items that change, without the texts of statements. */
  readonly changed: number;
}

/**
 * Applies the user's choice to the evidence. A record stays when a report that would lose it
 * declines the destruction.
 */
export function decideEvidence(
  choice: MergeChoice,
  { documents, scope, evidence }: PreparedMerge,
): DecidedEvidence {
  const { purged } = scope;
  const { repins, destroyed, closedPins } = evidence;
  const declines = (reportId: ReportId, kind: ChangeKind) =>
    declinedOf(choice, reportId).includes(kind);
  const kept = new Set(
    destroyed
      .filter(({ reportIds }) => reportIds.some((id) => declines(id, 'destroyed')))
      .map(({ id }) => id),
  );
  const skipped = repins.filter(({ reportId }) => declines(reportId, 'quotes'));
  const changed = documents.merges.flatMap(({ reportId, changes }) =>
    changes.filter((change) => isOther(change) && !declines(reportId, change.kind)),
  );
  return {
    purged: new Map([...purged].filter(([id]) => !kept.has(id))),
    skippedPins: new Set([...closedPins, ...skipped.flatMap(({ added }) => added)]),
    closedPins,
    changed: changed.length + repins.length - skipped.length,
  };
}

/** Whether the list of changes has an entry for the change that is not the text of a statement. */
function isOther(change: DocumentChange): boolean {
  if (followsAnother(change)) return false;
  const isWritten = change.kind === 'words' || change.kind === 'clashes';
  return !isWritten || changedStatement(change) === null;
}

/**
 * Builds the data to undo the merge later, for each existing report of which it changes something.
 * Otherwise the data of the merge before it stays.
 */
export function undoRecords(
  { plan, scope, documents, evidence }: PreparedMerge,
  choice: MergeChoice,
  { purged }: DecidedEvidence,
  at: string,
): readonly { readonly reportId: ReportId; readonly undo: MergeUndo }[] {
  const repins = evidence.repins.filter(
    ({ reportId }) => !declinedOf(choice, reportId).includes('quotes'),
  );
  const fresh = new Map<ReportId, ClipId[]>();
  for (const [id, { reportId }] of plan.clips) {
    if (scope.here.has(id) || scope.closed.has(id) || purged.has(id)) continue;
    const home = isBundleHeader(plan.header) ? plan.header.reportId : reportId;
    const known = fresh.get(home);
    if (known === undefined) fresh.set(home, [id]);
    else known.push(id);
  }
  const isNew = new Set(
    documents.merges.filter(({ before }) => before === null).map(({ reportId }) => reportId),
  );
  const ids = new Set([
    ...documents.merges.map(({ reportId }) => reportId),
    ...repins.map(({ reportId }) => reportId),
    ...fresh.keys(),
  ]);
  return [...ids]
    .filter((reportId) => !isNew.has(reportId))
    .map((reportId) => {
      const merge = documents.merges.find((each) => each.reportId === reportId);
      const declined = declinedOf(choice, reportId);
      const undo: MergeUndo = {
        at,
        changes: (merge?.changes ?? []).filter(({ kind }) => !declined.includes(kind)),
        marked: merge?.marked ?? [],
        joined: merge?.joined ?? [],
        added: merge?.added ?? { sections: [], statements: [], citations: [] },
        clips: fresh.get(reportId) ?? [],
        repinned: repins
          .filter((each) => each.reportId === reportId)
          .map(({ clipId, from }) => ({ clipId, pinId: from.id })),
      };
      return { reportId, undo };
    })
    .filter(({ undo }) => !isNothing(undo));
}

function isNothing({ changes, added, clips, repinned }: MergeUndo): boolean {
  // A citation is added together with its statement, or with a change of its text.
  const { sections, statements } = added;
  return [changes, sections, statements, clips, repinned].every(({ length }) => length === 0);
}

/**
 * Computes a fingerprint of all changes that the file would make. The fingerprint differs when the
 * library has changed since.
 */
export async function fingerprintOf({ documents, evidence }: PreparedMerge): Promise<string> {
  const changes = documents.merges.map((merge) => [
    merge.reportId,
    // The positions of repairs contain ids that each merge creates anew.
    merge.changes.filter((change) => change.type === 'text' || change.map !== 'repairs'),
  ]);
  const text = JSON.stringify([changes, evidence.repins, evidence.destroyed]);
  return sha256(new TextEncoder().encode(text));
}

/** Builds the merge plan that the user reviews. */
export async function planMerge(
  db: PinciteDatabase,
  restoreId: string,
  prepared: PreparedMerge,
): Promise<MergePlan> {
  const { plan, scope, documents, evidence } = prepared;
  const { merges } = documents;
  const clips = await findClips(db, restoreId, prepared);
  const quoteOf = (id: ClipId) => clips.get(id)?.name ?? '';
  const fills = (page: ClipId, passage: ClipId) => {
    const [from, to] = [clips.get(page), clips.get(passage)];
    if (from === undefined || to === undefined) return false;
    return from.words === '' && to.words !== '' && from.sourceId === to.sourceId;
  };
  const items = new Map<ReportId, Map<ChangeKind, ListedChange[]>>();
  const list = (reportId: ReportId, kind: ChangeKind, item: ListedChange) => {
    const kinds = items.get(reportId) ?? new Map<ChangeKind, ListedChange[]>();
    items.set(reportId, kinds);
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, [item]);
    else known.push(item);
  };
  for (const { reportId, changes, before, after, unseen } of merges) {
    if (before === null) continue;
    const filedIn = (id: ClipId) => {
      const filed = clips.get(id)?.filedUnder;
      return filed?.reportId === reportId ? filed.sectionId : null;
    };
    const naming = { before, after, unseen: new Set(unseen), quoteOf, fills, filedIn };
    for (const { kind, item } of listChanges(changes, naming)) {
      list(reportId, kind, item);
    }
  }
  for (const { reportId, clipId, from, to } of evidence.repins) {
    const words = repinWords(from, to);
    const name = shorten(quoteOf(clipId));
    const isListed = (words.before ?? words.after ?? '').startsWith(name.replace(/…$/, ''));
    list(reportId, 'quotes', { about: 'quote', name: isListed ? '' : name, ...words });
  }
  const titles = new Map((await db.getAll('reports')).map(({ id, title }) => [id, title]));
  for (const { kind, id, clipId, reportIds } of evidence.destroyed) {
    const name = clipId === null ? (titles.get(id as ReportId) ?? '') : shorten(quoteOf(clipId));
    for (const reportId of reportIds) {
      list(reportId, 'destroyed', { about: kind, name, before: null, after: null });
    }
  }
  let room = MOST_LISTED_IN_ALL;
  const take = (all: readonly ListedChange[]) => {
    const some = all.slice(0, Math.min(MOST_LISTED, room));
    room -= some.length;
    return some;
  };
  const links = await linkPassages(db, restoreId, prepared);
  const reports = [...items].map(([reportId, kinds]) => ({
    reportId,
    title: titles.get(reportId) ?? '',
    kinds: CHANGE_KINDS.flatMap((kind): KindChanges[] => {
      const all = kinds.get(kind);
      return all === undefined ? [] : [{ kind, count: all.length, items: take(all) }];
    }),
    passages: links.get(reportId) ?? null,
  }));
  const fresh = merges.filter(({ before }) => before === null);
  const barred = (id: ClipId) => scope.here.has(id) || scope.closed.has(id) || scope.purged.has(id);
  return {
    seen: await fingerprintOf(prepared),
    adds: {
      reports: fresh.length,
      sections: sum(merges, ({ before, added, after }) =>
        before === null ? after.sections.length : added.sections.length,
      ),
      statements: sum(merges, ({ before, added, after }) =>
        before === null ? after.statements.length : added.statements.length,
      ),
      clips: [...plan.clips.keys()].filter((id) => !barred(id)).length,
    },
    reports,
  };
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((all, item) => all + count(item), 0);
}

/** Returns the quote of a pin, or the words that its directive names; '' for a whole page. */
function wordsOf({ quote, directive }: Pin): string {
  if (quote !== null || directive === null) return quote ?? '';
  const { start, end } = directive;
  return end === undefined ? start : `${start} … ${end}`;
}

/**
 * Returns the words of both pins, with the titles of the page if these change. If one pin only adds
 * a quote to the other pin's link, the words of the link are null, because the quote replaces
 * nothing.
 */
function repinWords(from: Pin, to: Pin): ReturnType<typeof excerpts> {
  if (records(to, from)) return excerpts('', wordsAndTitle(to, from));
  if (records(from, to)) return excerpts(wordsAndTitle(from, to), '');
  return excerpts(wordsAndTitle(from, to), wordsAndTitle(to, from));
}

/** Returns the words of a pin, with the title that it gives the page if the other pin does not. */
function wordsAndTitle(pin: Pin, other: Pin): string {
  const { title } = pin;
  const words = wordsOf(pin);
  return title === undefined || title === other.title ? words : `${words} (${title})`.trim();
}

/** Whether a pin has the same link as another pin without a quote, and adds the quote. */
function records({ quote, directive }: Pin, link: Pin): boolean {
  if (link.quote !== null || quote === null) return false;
  const [a, b] = [directive, link.directive];
  if (a === null || b === null || TERMS.some((term) => a[term] !== b[term])) return false;
  // A browser ignores case and white space, and looks only for the start and the end of a range.
  const [words, start, end] = [quote, b.start, b.end ?? b.start].map(foldForSearch);
  if (words === undefined || start === undefined || end === undefined) return false;
  return b.end === undefined ? words === start : words.startsWith(start) && words.endsWith(end);
}

const TERMS = ['prefix', 'start', 'end', 'suffix'] as const;

interface NamedClip {
  /** The quote, or else the words that the link names, the title or the address of the page. */
  readonly name: string;
  /** The quote, or else the words that the link names; '' for a whole page. */
  readonly words: string;
  readonly sourceId: Clip['sourceId'];
  readonly filedUnder: Clip['filedUnder'];
}

/** Finds the clips that change, and those that the changed texts cite. */
async function findClips(
  db: PinciteDatabase,
  restoreId: string,
  { plan, documents: { merges }, evidence: { repins, destroyed } }: PreparedMerge,
): Promise<ReadonlyMap<ClipId, NamedClip>> {
  const ids = new Set<ClipId>([
    ...repins.map(({ clipId }) => clipId),
    ...destroyed.flatMap(({ clipId }) => clipId ?? []),
  ]);
  for (const { changes, before, after } of merges) {
    const replaced = new Set<CitationId>();
    for (const change of changes) {
      clipsOf(change, ids);
      if (change.type === 'text') for (const id of replacedCitations(change)) replaced.add(id);
    }
    for (const { id, clipId } of [...(before?.citations ?? []), ...after.citations]) {
      if (replaced.has(id)) ids.add(clipId);
    }
  }
  const clips = new Map<ClipId, NamedClip>();
  const missing = new Set<ClipId>();
  for (const id of [...ids].slice(0, MOST_LISTED_IN_ALL)) {
    const clip = await db.get('clips', id);
    if (clip === undefined) {
      missing.add(id);
      continue;
    }
    const pins = await db.getAllFromIndex('pins', 'byClip', id);
    const source = await db.get('sources', clip.sourceId);
    const pin = pins.find(({ quote }) => quote !== null) ?? pinThatHolds(pins, null);
    const words = pin === null ? '' : wordsOf(pin);
    const name = words || sourceAsPinned(source ?? null, pin)?.title.trim() || source?.url || '';
    clips.set(id, { ...clip, name, words });
  }
  if (missing.size === 0) return clips;
  for (const [id, found] of await findNewClips(db, restoreId, plan, missing)) clips.set(id, found);
  return clips;
}

/** Finds clips in the file, which the library does not have yet. */
async function findNewClips(
  db: PinciteDatabase,
  restoreId: string,
  { batches }: RestorePlan,
  ids: ReadonlySet<ClipId>,
): Promise<ReadonlyMap<ClipId, NamedClip>> {
  const found = new Map<ClipId, NamedClip>();
  const words = new Map<ClipId, string>();
  for (let index = 0; index < batches; index += 1) {
    const part = await db.get('staging', [restoreId, 'records', index]);
    for (const { store, record } of part?.records ?? []) {
      if (store === 'clips' && ids.has(record.id)) {
        const { sourceId, filedUnder } = record;
        found.set(record.id, { name: '', words: '', sourceId, filedUnder });
      }
      if (store === 'pins' && ids.has(record.clipId)) words.set(record.clipId, wordsOf(record));
    }
  }
  return new Map(
    [...found].map(([id, clip]) => {
      const name = words.get(id) ?? '';
      return [id, { ...clip, name, words: name }];
    }),
  );
}

function clipsOf(
  change: MergedDocuments['merges'][number]['changes'][number],
  ids: Set<ClipId>,
): void {
  if (change.type === 'text') {
    if (isNoteName(change.name)) ids.add(changedItem(change) as ClipId);
    return;
  }
  const { map, key, before, after } = change;
  if (map === 'placements' || map === 'twins') ids.add(key.slice(0, 36) as ClipId);
  if (map !== 'citations') return;
  for (const value of [before, after]) {
    const clipId = typeof value === 'object' && value !== null && Reflect.get(value, 'clipId');
    if (typeof clipId === 'string') ids.add(clipId as ClipId);
  }
}
