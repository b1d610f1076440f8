import type { AddedRows, DocumentChange } from '@/utils/model/document-changes';
import type { ClipId, PinId, ReportId } from '@/utils/model/ids';
import type { PinciteDatabase } from './schema';

/** What the last merge into a report did, kept until the next one so that it can be undone. */
export interface MergeUndo {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly changes: readonly DocumentChange[];
  readonly added: AddedRows;
  readonly clips: readonly ClipId[];
  /** Clips that quote other words since, with the pin that held before. */
  readonly repinned: readonly { readonly clipId: ClipId; readonly pinId: PinId }[];
}

export function mergeUndoKey(reportId: ReportId): string {
  return `merged/${reportId}`;
}

/** When the last merge into a report was, if it can be undone; else null. */
export async function lastMerge(db: PinciteDatabase, reportId: ReportId): Promise<string | null> {
  const row = await db.get('meta', mergeUndoKey(reportId));
  return row === undefined ? null : (row.value as MergeUndo).at;
}
