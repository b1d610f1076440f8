import type * as Y from 'yjs';
import type { ClipId, Id } from './ids';
import { asId, readRows, setField } from './rows';

/*
 * Duplicates that the user looked at and kept. Each clip records the same decision in its report. A
 * later duplicate does not have it, so the user is asked again. If a clip was kept in two reports,
 * the later decision is valid; ids are ordered by time. Taking a decision back is a new decision
 * for each clip.
 */

const KEPT = 'kept';

function twins(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('twins');
}

/** @param decision Null removes the decision. */
export function setKept(
  doc: Y.Doc,
  change: { readonly clipId: ClipId; readonly decision: Id<'twins'> | null },
): void {
  setField(twins(doc), change.clipId, KEPT, change.decision);
}

/** Returns the decision for each clip that was kept. */
export function readKept(doc: Y.Doc): ReadonlyMap<ClipId, Id<'twins'>> {
  const kept = new Map<ClipId, Id<'twins'>>();
  for (const [key, row] of readRows(twins(doc))) {
    const [clipId, decision] = [asId<'clip'>(key), asId<'twins'>(row.get(KEPT))];
    if (clipId !== null && decision !== null) kept.set(clipId, decision);
  }
  return kept;
}
