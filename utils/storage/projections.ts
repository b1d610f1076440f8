import type * as Y from 'yjs';
import type { ClipId, ReportId, SectionId } from '@/utils/model/ids';
import { readReport, reportCreatedAt } from '@/utils/model/report-document';
import { buildSectionTree } from '@/utils/model/section-tree';
import type { ReportClip, ReportSummary } from './schema';

/** Raised when what is projected changes: the library then rebuilds it when it opens. */
export const PROJECTION_VERSION = 1;

type Home = SectionId | null;

/** What lists and lookups need of one report, computed from its document. */
export interface Projection {
  readonly summary: ReportSummary;
  /** Clips that the document places, notes or cites, and whether they lie in the bin. */
  readonly clips: ReadonlyMap<ClipId, boolean>;
}

export function projectReport(doc: Y.Doc, reportId: ReportId, updatedAt: string): Projection {
  const content = readReport(doc, reportId);
  const tree = buildSectionTree(content.sections);
  /** What names a section that is not there lies in the inbox, not in the bin. */
  const lives = ({ binnedAt, sectionId }: { binnedAt: string | null; sectionId: Home }) =>
    binnedAt === null &&
    (sectionId === null || !tree.byId.has(sectionId) || tree.isLive(sectionId));
  const statements = new Set(content.statements.filter(lives).map(({ id }) => id));
  const clips = new Map<ClipId, boolean>();
  for (const { clipId } of content.citations) clips.set(clipId, false);
  for (const placement of content.placements) {
    const { binnedAt, rank, sectionId } = placement;
    clips.set(placement.clipId, !lives({ binnedAt, sectionId: rank === null ? null : sectionId }));
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

/** A writing transaction that holds these two stores, among others. */
interface ProjectionTransaction {
  objectStore(name: 'reports'): Putting<ReportSummary>;
  objectStore(name: 'reportClips'): Putting<ReportClip> & Deleting<[string, string]>;
}
interface Putting<T> {
  put(value: T): Promise<unknown>;
}
interface Deleting<Key> {
  delete(key: Key): Promise<void>;
}

/** Stores a projection; of the clips only what differs from `before`. */
export async function putProjection(
  transaction: ProjectionTransaction,
  { summary, clips }: Projection,
  before: ReadonlyMap<ClipId, boolean>,
): Promise<void> {
  const store = transaction.objectStore('reportClips');
  const writes: Promise<unknown>[] = [transaction.objectStore('reports').put(summary)];
  for (const [clipId, binned] of clips) {
    if (before.get(clipId) === binned) continue;
    writes.push(store.put({ reportId: summary.id, clipId, binned }));
  }
  for (const clipId of before.keys()) {
    if (!clips.has(clipId)) writes.push(store.delete([summary.id, clipId]));
  }
  await Promise.all(writes);
}
