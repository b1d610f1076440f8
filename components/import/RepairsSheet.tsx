import { useMemo, useState } from 'preact/hooks';
import type * as Y from 'yjs';
import { i18n } from '#i18n';
import { Button, IconButton } from '@/components/ui/Button';
import { reportName } from '@/components/ui/names';
import { Sheet } from '@/components/ui/Sheet';
import type { Id } from '@/utils/model/ids';
import { matchShortcut } from '@/utils/model/match-shortcut';
import { completeCutWord, redoRepair, takeBackRepair } from '@/utils/model/repair-operations';
import type { ReportContent } from '@/utils/model/report-content';
import type { ReportReplica } from '@/utils/model/report-replica';
import { HISTORY_SHORTCUTS } from '@/utils/model/shortcuts';
import { DamageList } from './DamageList';
import { type DamageActs, placeOfRepair } from './damage-place';

interface RepairsSheetProps {
  readonly replica: ReportReplica;
  readonly content: ReportContent;
  readonly onClose: () => void;
}

/** Shows the import report of a stored report: every repair, with a way to undo and redo it. */
export function RepairsSheet({ replica, content, onClose }: RepairsSheetProps) {
  const [refused, setRefused] = useState(false);
  const places = useMemo(
    () => content.repairs.map(placeOfRepair).filter((place) => place !== null),
    [content.repairs],
  );
  const acts = repairActs(replica, (done) => setRefused(!done));
  const step = (act: () => boolean) => {
    setRefused(false);
    act();
  };
  return (
    <Sheet
      title={i18n.t('import_report_title')}
      subtitle={reportName(content.title)}
      step="repairs"
      onClose={onClose}
      onKeyDown={(event) => {
        const command = matchShortcut(event, HISTORY_SHORTCUTS);
        if (command === null) return;
        event.preventDefault();
        step(replica[command]);
      }}
      tools={
        <>
          <IconButton
            icon="undo"
            label={i18n.t('undo')}
            disabled={!replica.canUndo()}
            onClick={() => step(replica.undo)}
          />
          <IconButton
            icon="redo"
            label={i18n.t('redo')}
            disabled={!replica.canRedo()}
            onClick={() => step(replica.redo)}
          />
        </>
      }
      foot={
        <>
          <p class="grow muted" role="status">
            {refused && i18n.t('damage_gone')}
          </p>
          <Button look="primary" onClick={onClose}>
            {i18n.t('done')}
          </Button>
        </>
      }
    >
      <p class="muted">{i18n.t('import_report_text')}</p>
      <DamageList places={places} acts={acts} />
    </Sheet>
  );
}

type RepairId = Id<'repair'>;

/**
 * Changes the repairs of the stored report. Each change is one step of undo. Calls `onDone` with
 * false if the report no longer holds the text of a repair.
 */
function repairActs(replica: ReportReplica, onDone: (done: boolean) => void): DamageActs {
  const each = (ids: readonly string[], act: (doc: Y.Doc, id: RepairId) => boolean) =>
    onDone(replica.edit((doc) => ids.map((id) => act(doc, id as RepairId))).every(Boolean));
  return {
    repair: (ids) => each(ids, redoRepair),
    keep: (ids) => each(ids, takeBackRepair),
    complete: (completions) =>
      each([...completions.keys()], (doc, repair) => {
        const completion = completions.get(repair) ?? null;
        // A completion belongs to the repaired text, so the repair is restored first.
        if (completion !== null) redoRepair(doc, repair);
        return completeCutWord(doc, repair, completion ?? '');
      }),
  };
}
