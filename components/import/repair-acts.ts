import type * as Y from 'yjs';
import type { Id } from '@/utils/model/ids';
import { completeCutWord, redoRepair, takeBackRepair } from '@/utils/model/repair-operations';
import type { ReportReplica } from '@/utils/model/report-replica';
import type { DamageActs } from './damage-place';

type RepairId = Id<'repair'>;

/**
 * The commands on the repairs of a stored report. Each is one undo step. `onDone` is told whether
 * the repair's text was still there.
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
        // A completion belongs to the repaired text, so the repair is restored first.
        if (completion !== null) redoRepair(doc, repair);
        return completeCutWord(doc, repair, completion ?? '');
      }),
  };
}
