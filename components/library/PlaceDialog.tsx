import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Dialog } from '@/components/ui/Dialog';
import { SelectField } from '@/components/ui/Field';
import { reportName } from '@/components/ui/names';
import type { ReportSummary } from '@/utils/storage/read';
import type { PlaceAct } from './library-acts';

interface PlaceDialogProps {
  readonly act: PlaceAct;
  /** The reports that the clip can go into. */
  readonly reports: readonly ReportSummary[];
  readonly onConfirm: (report: ReportSummary) => void;
  readonly onClose: () => void;
}

/** Asks into which report a clip goes. */
export function PlaceDialog({ act, reports, onConfirm, onClose }: PlaceDialogProps) {
  const [id, setId] = useState<string>(reports[0]?.id ?? '');
  const chosen = reports.find((report) => report.id === id);
  return (
    <Dialog
      title={i18n.t(act === 'move' ? 'library_move' : 'library_put')}
      confirm={i18n.t(act === 'move' ? 'move_confirm' : 'library_put_confirm')}
      disabled={chosen === undefined}
      onConfirm={() => {
        if (chosen !== undefined) onConfirm(chosen);
      }}
      onClose={onClose}
    >
      {reports.length === 0 ? (
        <p class="muted">{i18n.t('library_no_other')}</p>
      ) : (
        <SelectField
          label={i18n.t('report')}
          value={id}
          options={reports.map((report) => ({
            value: report.id,
            label: reportName(report.title),
          }))}
          onChange={setId}
        />
      )}
    </Dialog>
  );
}
