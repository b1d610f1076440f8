import type * as Y from 'yjs';
import type { ClipId, Id } from './ids';
import { asId, readRows, setField } from './rows';

/*
 * Clips of one passage that somebody looked at and kept, all of them. Each notes the same
 * decision, in the report that it lies in; a twin that comes later has not got it, and so the
 * question comes up again. Where a clip was kept in two reports, the later decision holds: ids
 * are in the order of time. What is taken back is decided anew, each clip by itself.
 */

const KEPT = 'kept';

function twins(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('twins');
}

/** @param decision Null: none was ever made. */
export function setKept(
  doc: Y.Doc,
  change: { readonly clipId: ClipId; readonly decision: Id<'twins'> | null },
): void {
  setField(twins(doc), change.clipId, KEPT, change.decision);
}

/** The decision that each clip was kept by, where there is one. */
export function readKept(doc: Y.Doc): ReadonlyMap<ClipId, Id<'twins'>> {
  const kept = new Map<ClipId, Id<'twins'>>();
  for (const [key, row] of readRows(twins(doc))) {
    const [clipId, decision] = [asId<'clip'>(key), asId<'twins'>(row.get(KEPT))];
    if (clipId !== null && decision !== null) kept.set(clipId, decision);
  }
  return kept;
}
