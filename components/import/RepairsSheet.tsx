import { useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button, IconButton } from '@/components/ui/Button';
import { reportName } from '@/components/ui/names';
import { Sheet } from '@/components/ui/Sheet';
import type { ReportContent } from '@/utils/model/report-content';
import type { ReportReplica } from '@/utils/model/report-replica';
import { DamageList } from './DamageList';
import { placeOfRepair } from './damage-place';
import { createRepairActs } from './repair-acts';

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
  const acts = createRepairActs(replica, (done) => setRefused(!done));
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
        const key = event.key.toLowerCase();
        if (!(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return;
        event.preventDefault();
        step(key === 'y' || event.shiftKey ? replica.redo : replica.undo);
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
