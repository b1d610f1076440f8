import * as Y from 'yjs';
import type { ReportUpdate } from './report-document';

/*
 * What a server has confirmed that it stored of a document. It is kept as a Yjs snapshot, which lists
 * every edit and every deletion. A state vector would not list deletions.
 */

/** Encodes everything that is in a document now. */
export function snapshotOf(doc: Y.Doc): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Y.encodeSnapshot(Y.snapshot(doc)));
}

/**
 * Counts the updates with something that is not in the snapshot. Without a snapshot, nothing
 * was acknowledged yet.
 */
export function countWaiting(
  updates: readonly Pick<ReportUpdate, 'update'>[],
  acknowledged: Uint8Array | null,
): number {
  if (acknowledged === null) return updates.length;
  const snapshot = Y.decodeSnapshot(acknowledged);
  return updates.filter(({ update }) => !Y.snapshotContainsUpdate(snapshot, update)).length;
}
