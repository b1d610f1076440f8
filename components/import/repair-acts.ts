import type * as Y from 'yjs';
import type { Id } from '@/utils/model/ids';
import { completeCutWord, redoRepair, takeBackRepair } from '@/utils/model/repair-operations';
import type { ReportReplica } from '@/utils/model/report-replica';
import type { DamageActs } from './damage-place';

type RepairId = Id<'repair'>;

/**
 * What a person does to the repairs of a stored report, each one step of undo.
 * `onDone` hears whether the words were still there for it.
 */
export function createRepairActs(
  replica: Pick<ReportReplica, 'edit'>,
  onDone: (done: boolean) => void,
): DamageActs {
  const each = (ids: readonly string[], act: (doc: Y.Doc, id: RepairId) => boolean) =>
    onDone(replica.edit((doc) => ids.map((id) => act(doc, id as RepairId))).every(Boolean));
  return {
    repair: (ids) => each(ids, redoRepair),
    keep: (ids) => each(ids, takeBackRepair),
    complete: (id, completion) =>
      each([id], (doc, repair) => {
        // A word is completed in the repaired text, not in the one that was put back.
        if (completion !== null) redoRepair(doc, repair);
        return completeCutWord(doc, repair, completion ?? '');
      }),
  };
}
