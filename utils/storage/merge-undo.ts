import { binClip, setPin } from '@/utils/model/clip-operations';
import { putBack } from '@/utils/model/document-changes';
import { type Failure, failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { ReportUpdate } from '@/utils/model/report-document';
import type { Result } from '@/utils/model/result';
import { binSection } from '@/utils/model/section-operations';
import { binStatement } from '@/utils/model/statement-operations';
import { type MergeUndo, mergeUndoKey } from './last-merge';
import type { LibraryContext } from './library-context';
import type { ReportRepository } from './report-repository';
import { Refusal } from './storage-failure';
import { writeTransaction } from './write-transaction';

type Reply<T> = Promise<Result<T, Failure>>;

export interface MergeUndoing {
  /**
   * Undoes the last merge into a report: restores what the merge changed, and moves what the merge
   * added into the bin (`binned` is the number of these). Later changes stay (`kept` is their
   * number). Reviews that the merge added stay, because they are evidence. Destroyed records stay
   * destroyed. Refuses with `not_found` when Pincite has no data of a last merge.
   */
  undoMerge(reportId: ReportId): Reply<{
    readonly updates: readonly ReportUpdate[];
    readonly kept: number;
    readonly binned: number;
  }>;
}

export function createMergeUndoing(
  { connection, now }: LibraryContext,
  { editReport }: Pick<ReportRepository, 'editReport'>,
): MergeUndoing {
  return {
    undoMerge: async (reportId) => {
      const read = await connection.use(async (db) => {
        const row = await db.get('meta', mergeUndoKey(reportId));
        if (row === undefined) throw new Refusal(failure('not_found', reportId));
        return row.value as MergeUndo;
      });
      if (!read.ok) return read;
      const undo = read.value;
      const at = now();
      let kept = 0;
      const edited = await editReport(reportId, (doc) => {
        kept = putBack(doc, undo.changes, undo.added).kept;
        for (const { clipId, pinId } of undo.repinned) setPin(doc, { clipId, pinId });
        for (const id of undo.added.statements) binStatement(doc, { id, at });
        for (const id of undo.added.sections) binSection(doc, { id, at });
        for (const clipId of undo.clips) binClip(doc, { clipId, at });
      });
      if (!edited.ok) return edited;
      const forgotten = await connection.use((db) =>
        writeTransaction(db, ['meta'], (tx) =>
          tx.objectStore('meta').delete(mergeUndoKey(reportId)),
        ),
      );
      if (!forgotten.ok) return forgotten;
      const binned = undo.added.statements.length + undo.added.sections.length + undo.clips.length;
      return { ok: true, value: { updates: edited.value, kept, binned } };
    },
  };
}
