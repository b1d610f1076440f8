import { changedStatement, rowOf } from '@/utils/model/document-changes';
import type { CitationId, ClipId, ReportId } from '@/utils/model/ids';
import type { PassageLinks } from '@/utils/model/merge-plan';
import { isVerified, projectReviews, type Review } from '@/utils/model/project-reviews';
import type { ReviewRecord } from '@/utils/model/review-records';
import { isObjection } from '@/utils/review/review-state';
import type { EvidenceChanges } from './evidence-changes';
import { loadReviews } from './load-reviews';
import type { MergedDocuments, RestorePlan } from './merge-documents';
import type { PinciteDatabase } from './schema';

interface FileChanges {
  readonly plan: RestorePlan;
  readonly documents: MergedDocuments;
  readonly evidence: EvidenceChanges;
}

/**
 * Finds what belongs to the changed passages of each report: the changed statements that cite
 * them, and the user's objections that were answered with “fixed”.
 */
export async function linkPassages(
  db: PinciteDatabase,
  restoreId: string,
  { plan, documents: { merges }, evidence: { repins } }: FileChanges,
): Promise<ReadonlyMap<ReportId, PassageLinks>> {
  const found = new Map<ReportId, PassageLinks>();
  for (const { reportId, changes, before, after } of merges) {
    const clips = new Set<ClipId>(
      repins.flatMap((repin) => (repin.reportId === reportId ? repin.clipId : [])),
    );
    const changed = new Set<string>();
    for (const change of changes) {
      if (change.type === 'text' || change.map !== 'citations') continue;
      if (change.kind === 'quotes') changed.add(rowOf(change.key));
    }
    if (before === null || clips.size + changed.size === 0) continue;
    const citing = after.citations.filter(({ id, clipId }) => clips.has(clipId) || changed.has(id));
    const rewritten = new Set(changes.filter(({ kind }) => kind === 'words').map(changedStatement));
    const statements = new Set(citing.map(({ statementId }) => statementId));
    const filed = await readFiledReviews(db, restoreId, plan.batches, reportId);
    const objections = await answeredObjections(db, reportId, filed);
    const isOf = ({ citationIds }: Review, id: CitationId) => citationIds.includes(id);
    const settled = objections.filter(({ answers }) => answers.some(isFixedForSure));
    const cited = new Set(citing.map(({ clipId }) => clipId));
    found.set(reportId, {
      statements: [...statements].filter((id) => rewritten.has(id)).length,
      objections: objections.filter((each) => citing.some(({ id }) => isOf(each, id))).length,
      // A clip that other claims cite as well would change for them without an objection.
      isAnswer:
        citing.every(({ id }) => settled.some((each) => isOf(each, id))) &&
        [...clips].every((id) => cited.has(id)) &&
        [...changed].every((id) => citing.some((each) => each.id === id)),
    });
  }
  return found;
}

/** Returns the user's own objections that somebody answered with “fixed”. */
async function answeredObjections(
  db: PinciteDatabase,
  reportId: ReportId,
  filed: readonly ReviewRecord[],
): Promise<readonly Review[]> {
  const { records, ...known } = await loadReviews(db, reportId);
  const all = new Map(
    [...records, ...filed].map((each) => [`${each.author} ${each.counter} ${each.id}`, each]),
  );
  const { reviews } = projectReviews([...all.values()], known);
  return reviews.filter(
    ({ standing, decision, answers }) =>
      standing === 'own' &&
      isObjection(decision) &&
      answers.some(({ answer }) => answer === 'fixed'),
  );
}

/** Anybody can answer under a new key, and so can the sender of a forged passage. */
function isFixedForSure({ answer, standing, doubt }: Review['answers'][number]): boolean {
  return answer === 'fixed' && doubt === null && isVerified(standing);
}

/** Reads the reviews of a report in the file. Their signatures were verified before. */
async function readFiledReviews(
  db: PinciteDatabase,
  restoreId: string,
  batches: number,
  reportId: ReportId,
): Promise<ReviewRecord[]> {
  const reviews: ReviewRecord[] = [];
  for (let index = 0; index < batches; index += 1) {
    const part = await db.get('staging', [restoreId, 'records', index]);
    for (const { store, record } of part?.records ?? []) {
      if (store === 'reviews' && record.reportId === reportId) reviews.push(record);
    }
  }
  return reviews;
}
