import type { ClipId, ReportId, SectionId } from '@/utils/model/ids';
import { readKept } from '@/utils/model/kept-twins';
import { type ReportDocument, readReport, reportCreatedAt } from '@/utils/model/report-document';
import { buildSectionTree } from '@/utils/model/section-tree';
import type { ReportClip, ReportSummary } from './schema';
import { markStale } from './search-index';

/** Increased when the projections change. The library then rebuilds them when it opens. */
export const PROJECTION_VERSION = 3;

type Home = SectionId | null;

/** What lists and look-ups need from one report, computed from its document. */
export interface Projection {
  readonly summary: ReportSummary;
  /** The clips that the document places, annotates or cites. */
  readonly clips: ReadonlyMap<ClipId, ClipFacts>;
}

/** What a report's document says about one clip. */
export type ClipFacts = Omit<ReportClip, 'reportId' | 'clipId'>;

const CITED: ClipFacts = {
  binned: false,
  placed: false,
  cited: true,
  note: '',
  tags: [],
  pinId: null,
};

export function projectReport(
  doc: ReportDocument,
  reportId: ReportId,
  updatedAt: string,
): Projection {
  const content = readReport(doc, reportId);
  const tree = buildSectionTree(content.sections);
  /** An item whose section does not exist is in the inbox, not in the bin. */
  const lives = ({ binnedAt, sectionId }: { binnedAt: string | null; sectionId: Home }) =>
    binnedAt === null &&
    (sectionId === null || !tree.byId.has(sectionId) || tree.isLive(sectionId));
  const statements = new Set(content.statements.filter(lives).map(({ id }) => id));
  const clips = new Map<ClipId, ClipFacts>();
  for (const { clipId } of content.citations) clips.set(clipId, CITED);
  for (const placement of content.placements) {
    const { binnedAt, rank, sectionId, note, tags, pinId, pageTitle } = placement;
    const placed = rank !== null;
    const binned = !lives({ binnedAt, sectionId: placed ? sectionId : null });
    const cited = clips.has(placement.clipId);
    clips.set(placement.clipId, {
      ...{ binned, placed, cited, note, tags, pinId },
      ...(pageTitle === undefined ? {} : { pageTitle }),
    });
  }
  for (const [clipId, kept] of readKept(doc)) {
    clips.set(clipId, { ...(clips.get(clipId) ?? { ...CITED, cited: false }), kept });
  }
  return {
    summary: {
      id: reportId,
      title: content.title,
      language: content.language,
      createdAt: reportCreatedAt(doc),
      updatedAt,
      binnedAt: content.binnedAt,
      sections: content.sections.filter(({ id }) => tree.isLive(id)).length,
      statements: statements.size,
      citations: content.citations.filter(({ statementId }) => statements.has(statementId)).length,
      binnedSections: content.sections.map(({ id }) => id).filter((id) => !tree.isLive(id)),
    },
    clips,
  };
}

/** A writing transaction with at least these stores. */
interface ProjectionTransaction {
  objectStore(name: 'reports'): Putting<ReportSummary>;
  objectStore(name: 'reportClips'): Putting<ReportClip> & Deleting<[string, string]>;
  objectStore(name: 'searchStale'): Putting<{ clipId: ClipId }>;
}
interface Putting<T> {
  put(value: T): Promise<unknown>;
}
interface Deleting<Key> {
  delete(key: Key): Promise<void>;
}

/**
 * Stores a projection. Of the clips it stores only the differences from `before`, and reports them
 * to the search.
 */
export async function putProjection(
  transaction: ProjectionTransaction,
  { summary, clips }: Projection,
  before: ReadonlyMap<ClipId, ClipFacts>,
): Promise<void> {
  const store = transaction.objectStore('reportClips');
  const writes: Promise<unknown>[] = [transaction.objectStore('reports').put(summary)];
  for (const [clipId, facts] of clips) {
    if (sameFacts(before.get(clipId), facts)) continue;
    writes.push(store.put({ ...facts, reportId: summary.id, clipId }));
    writes.push(markStale(transaction, clipId));
  }
  for (const clipId of before.keys()) {
    if (clips.has(clipId)) continue;
    writes.push(store.delete([summary.id, clipId]), markStale(transaction, clipId));
  }
  await Promise.all(writes);
}

/** Returns the stored facts of a report's clips, in the form that `putProjection` compares. */
export function factsOf(rows: readonly ReportClip[]): ReadonlyMap<ClipId, ClipFacts> {
  return new Map(rows.map(({ clipId, reportId: _, ...facts }) => [clipId, facts]));
}

function sameFacts(a: ClipFacts | undefined, b: ClipFacts): boolean {
  return (
    a !== undefined &&
    a.binned === b.binned &&
    a.placed === b.placed &&
    a.cited === b.cited &&
    a.note === b.note &&
    a.pinId === b.pinId &&
    a.pageTitle?.title === b.pageTitle?.title &&
    a.pageTitle?.pinId === b.pageTitle?.pinId &&
    a.kept === b.kept &&
    a.tags.length === b.tags.length &&
    a.tags.every((tag, at) => tag === b.tags[at])
  );
}
