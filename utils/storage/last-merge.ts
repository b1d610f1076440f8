import type { AddedRows, DocumentChange } from '@/utils/model/document-changes';
import type { ClipId, PinId, ReportId } from '@/utils/model/ids';
import type { PinciteDatabase } from './schema';

/** Data to undo the last merge into a report. Pincite keeps it until the next merge. */
export interface MergeUndo {
  /** Time of the merge, ISO 8601 UTC. */
  readonly at: string;
  readonly changes: readonly DocumentChange[];
  readonly added: AddedRows;
  readonly clips: readonly ClipId[];
  /** Clips whose pin the merge changed, each with its pin before the merge. */
  readonly repinned: readonly { readonly clipId: ClipId; readonly pinId: PinId }[];
}

export function mergeUndoKey(reportId: ReportId): string {
  return `merged/${reportId}`;
}

/** Returns the time of the last merge into a report when the user can undo it, else null. */
export async function lastMerge(db: PinciteDatabase, reportId: ReportId): Promise<string | null> {
  const row = await db.get('meta', mergeUndoKey(reportId));
  return row === undefined ? null : (row.value as MergeUndo).at;
}
