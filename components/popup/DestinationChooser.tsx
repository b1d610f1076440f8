import { i18n } from '#i18n';
import type { Destination } from '@/components/state/acts';
import { SelectField, type SelectOption } from '@/components/ui/Field';
import { reportName } from '@/components/ui/names';
import type { ReportId, SectionId } from '@/utils/model/ids';
import './popup.css';

interface DestinationChooserProps {
  readonly reports: readonly { readonly id: ReportId; readonly title: string }[];
  readonly sections: readonly SelectOption[];
  readonly destination: Destination;
  readonly onChoose: (destination: Destination) => void;
  readonly onNew: () => void;
}

const NEW = 'new';
const INBOX = '';

/** Shows in one line where new clips go, and lets the user choose another report or section. */
export function DestinationChooser(props: DestinationChooserProps) {
  const { destination } = props;
  const reports = props.reports.map(({ id, title }) => ({
    value: id as string,
    label: reportName(title),
  }));
  return (
    <div class="popup-into">
      <span aria-hidden="true">{i18n.t('clip_to')}</span>
      <SelectField
        bare
        label={i18n.t('report')}
        value={destination.reportId ?? ''}
        options={[
          ...(reports.length === 0 ? [{ value: '', label: i18n.t('first_report') }] : reports),
          { value: NEW, label: i18n.t('new_report') },
        ]}
        onChange={(value) => {
          if (value === NEW) props.onNew();
          else props.onChoose({ reportId: value as ReportId, sectionId: null });
        }}
      />
      <span aria-hidden="true">›</span>
      <SelectField
        bare
        label={i18n.t('section')}
        value={destination.sectionId ?? INBOX}
        options={[{ value: INBOX, label: i18n.t('inbox') }, ...props.sections]}
        onChange={(value) =>
          props.onChoose({
            reportId: destination.reportId,
            sectionId: value === INBOX ? null : (value as SectionId),
          })
        }
      />
    </div>
  );
}
