import type { AddedRows, DocumentChange } from '@/utils/model/document-changes';
import type { ClipId, PinId, ReportId, StatementId } from '@/utils/model/ids';
import type { PinciteDatabase } from './schema';

/**
 * Data to undo the last merge into a report, or to apply it again after its undo. Pincite keeps it
 * until the next merge.
 */
export interface MergeUndo extends Omit<LastMerge, 'isUndone'> {
  /** Absent in a merge that was never undone. */
  readonly isUndone?: boolean;
  readonly changes: readonly DocumentChange[];
  /** The statements that the merge marked for another reading. Absent in data of older versions. */
  readonly marked?: readonly StatementId[];
  readonly added: AddedRows;
  readonly clips: readonly ClipId[];
  /** Clips whose pin the merge changed, each with its pin before the merge. */
  readonly repinned: readonly { readonly clipId: ClipId; readonly pinId: PinId }[];
}

export interface LastMerge {
  /** Time of the merge, ISO 8601 UTC. */
  readonly at: string;
  /** Whether the user undid the merge. Then it can be applied again. */
  readonly isUndone: boolean;
}

export function mergeUndoKey(reportId: ReportId): string {
  return `merged/${reportId}`;
}

/** The row of `meta` with the changes that the user declined in merges into a report. */
export function declinedKey(reportId: ReportId): string {
  return `declined/${reportId}`;
}

/** Deletes what merges into a report left behind. It may contain notes. */
export async function forgetMerges(
  meta: { delete(key: string): Promise<void> },
  reportId: ReportId,
): Promise<void> {
  await meta.delete(mergeUndoKey(reportId));
  await meta.delete(declinedKey(reportId));
}

/** Returns the last merge into a report if the user can undo it or apply it again, else null. */
export async function lastMerge(
  db: PinciteDatabase,
  reportId: ReportId,
): Promise<LastMerge | null> {
  const row = await db.get('meta', mergeUndoKey(reportId));
  if (row === undefined) return null;
  const { at, isUndone = false } = row.value as MergeUndo;
  return { at, isUndone };
}
