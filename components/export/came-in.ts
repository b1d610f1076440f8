import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { projectReviews } from '@/utils/model/project-reviews';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import { arrangeReport, shownIds } from '@/utils/model/report-tree';
import { ok, type Result } from '@/utils/model/result';
import type { LibraryReader } from '@/utils/storage/read';

/** What a report shows, by id: the texts of its statements, its other items and its reviews. */
export interface Shown {
  readonly statements: ReadonlyMap<string, string>;
  readonly sections: ReadonlySet<string>;
  readonly clips: ReadonlySet<string>;
  readonly decisions: ReadonlySet<string>;
  /** The decisions that have a note. */
  readonly notes: ReadonlySet<string>;
  readonly answers: ReadonlySet<string>;
  readonly signOffs: ReadonlySet<string>;
}

export const NOTHING_SHOWN: Shown = {
  statements: new Map(),
  sections: new Set(),
  clips: new Set(),
  decisions: new Set(),
  notes: new Set(),
  answers: new Set(),
  signOffs: new Set(),
};

/** What a merge added or changed. */
export interface CameIn {
  readonly clips: number;
  readonly sections: number;
  readonly statements: number;
  /** Existing statements with a new text. */
  readonly changed: number;
  readonly decisions: number;
  readonly notes: number;
  readonly answers: number;
  readonly signOffs: number;
}

/**
 * Reads what a report of the library shows. A report that the library does not have shows nothing.
 */
export async function readShown(
  reader: LibraryReader,
  reportId: ReportId,
): Promise<Result<Shown, Failure>> {
  const [updates, evidence, stored] = await Promise.all([
    reader.loadReportUpdates(reportId),
    reader.loadEvidence(reportId),
    reader.loadReviews(reportId),
  ]);
  if (!updates.ok) return updates;
  if (!evidence.ok) return evidence;
  if (!stored.ok) return stored;
  const doc = loadReportDocument(updates.value);
  const content = readReport(doc, reportId);
  doc.destroy();
  const tree = arrangeReport(content, evidence.value.clips);
  const shown = shownIds(tree);
  const { reviews, signOffs } = projectReviews(stored.value.records, stored.value);
  const visible = <Item extends { readonly id: string }>(items: readonly Item[]) =>
    items.filter(({ id }) => shown.has(id));
  return ok({
    statements: new Map(visible(content.statements).map(({ id, text }) => [id, text])),
    sections: new Set(visible(content.sections).map(({ id }) => id)),
    clips: new Set(visible(evidence.value.clips).map(({ id }) => id)),
    decisions: new Set(reviews.map(({ id }) => id)),
    notes: new Set(reviews.flatMap(({ id, note }) => (note.trim() === '' ? [] : id))),
    answers: new Set(reviews.flatMap(({ answers }) => answers.map(({ id }) => id))),
    signOffs: new Set(signOffs.map(({ id }) => id)),
  });
}

export function cameIn(before: Shown, after: Shown): CameIn {
  const fresh = (ids: Iterable<string>, known: { has(id: string): boolean }) =>
    [...ids].filter((id) => !known.has(id)).length;
  return {
    clips: fresh(after.clips, before.clips),
    sections: fresh(after.sections, before.sections),
    statements: fresh(after.statements.keys(), before.statements),
    changed: [...after.statements].filter(([id, text]) => {
      const was = before.statements.get(id);
      return was !== undefined && was !== text;
    }).length,
    decisions: fresh(after.decisions, before.decisions),
    notes: fresh(after.notes, before.notes),
    answers: fresh(after.answers, before.answers),
    signOffs: fresh(after.signOffs, before.signOffs),
  };
}
