import { type DeclinedChange, withUndone } from '@/utils/model/declined-changes';
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
  /**
   * The changes that joined a value of the file with another one, and the file's value. Absent in
   * data of older versions.
   */
  readonly joined?: readonly DeclinedChange[];
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

/** Returns the changes that a file offers again: those that the user declined, or undid last. */
export async function changesToOffer(
  db: PinciteDatabase,
  reportId: ReportId,
): Promise<{
  readonly offered: readonly DeclinedChange[];
  /** The statements that the undone merge had marked to be read again. */
  readonly marked: readonly StatementId[];
}> {
  const [declined, last] = await Promise.all([
    db.get('meta', declinedKey(reportId)),
    db.get('meta', mergeUndoKey(reportId)),
  ]);
  const kept = (declined?.value ?? []) as readonly DeclinedChange[];
  const {
    isUndone = false,
    changes,
    joined,
    marked,
  } = (last?.value ?? { changes: [] }) as MergeUndo;
  if (!isUndone) return { offered: kept, marked: [] };
  return {
    offered: withUndone(kept, changes, joined ?? []),
    marked: marked ?? [],
  };
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
