import * as Y from 'yjs';
import type { ReportUpdate } from '@/utils/model/report-document';
import type { LeftOutReason, ShareState } from '@/utils/model/team';
import { type LiveShare, nameOf, partsOf, type SyncPorts } from './live-share';

/* How far a shared report and its server are the same. */

/** How long a document may take to open before its report counts as offline, in milliseconds. */
const OPENING_MS = 1_000;

type Ports = Pick<SyncPorts, 'database' | 'useLibrary' | 'now'>;

/** Returns what the user is told of a shared report. Reads the whole report. */
export async function stateOfShare(share: LiveShare, ports: Ports): Promise<ShareState> {
  const { row, team, refused } = share;
  const isReader = team.row.role === 'reader';
  const kept = (await waitingEdits(share, ports)) + share.waitingRecords;
  const waiting = isReader ? 0 : kept;
  const leftOut: Partial<Record<LeftOutReason, number>> = {};
  for (const reason of share.refusedRecords.values()) leftOut[reason] = (leftOut[reason] ?? 0) + 1;
  if (isReader && kept > 0) leftOut.reader = kept;
  const { name, role } = team.row;
  const about = { teamId: row.teamId, team: name, role, leftOut };
  if (refused !== null) {
    return { ...about, kind: 'refused', failure: refused.failure, receives: share.isOpen };
  }
  const since = share.isOpen ? offlineSince(share, ports.now()) : null;
  if (since !== null) {
    return { ...about, kind: 'offline', since: new Date(since).toISOString(), waiting };
  }
  return waiting === 0 ? { ...about, kind: 'synced' } : { ...about, kind: 'waiting', waiting };
}

/** Returns since when nothing of a report comes or goes, in milliseconds since 1970, or null. */
function offlineSince({ row, team }: LiveShare, now: number): number | null {
  if (!team.isOnline) return team.offlineSince;
  const away = partsOf(row).map((part) => team.documents?.awaySince(nameOf(row, part)) ?? null);
  const first = Math.min(...away.map((since) => since ?? Number.POSITIVE_INFINITY));
  return now - first > OPENING_MS ? first : null;
}

async function waitingEdits({ row, team }: LiveShare, ports: Ports): Promise<number> {
  const { database, useLibrary } = ports;
  const updates = await useLibrary((library) => library.loadReportUpdates(row.reportId));
  if (!updates.ok) return 0;
  let waiting = 0;
  for (const part of partsOf(row)) {
    const known = await database.use((each) => each.acknowledged(row.reportId, part));
    // Before the server's first answer, it is not known which edits the reader has made.
    if (team.row.role === 'reader' && !(known.ok && known.value !== null)) continue;
    const own = updates.value.filter(({ notes }) => (notes === true) === (part === 'notes'));
    waiting += countWaiting(own, known.ok ? known.value : null);
  }
  return waiting;
}

/**
 * Encodes everything that is in a document now, as what a server has confirmed of it. A Yjs snapshot
 * lists every edit and every deletion; a state vector would not list deletions.
 */
export function snapshotOf(doc: Y.Doc): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Y.encodeSnapshot(Y.snapshot(doc)));
}

/**
 * Counts the updates with something that is not in the snapshot. Without a snapshot, nothing
 * was acknowledged yet.
 */
function countWaiting(
  updates: readonly Pick<ReportUpdate, 'update'>[],
  acknowledged: Uint8Array | null,
): number {
  if (acknowledged === null) return updates.length;
  const snapshot = Y.decodeSnapshot(acknowledged);
  return updates.filter(({ update }) => !Y.snapshotContainsUpdate(snapshot, update)).length;
}
