import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import { SelectField, type SelectOption } from '@/components/ui/Field';
import { Icon } from '@/components/ui/Icon';
import type { SectionId } from '@/utils/model/ids';
import type { ExportFormat } from '@/utils/report/export-options';
import { FORMAT_GROUPS } from './export-formats';
import { formatHint, formatWords } from './export-words';

interface FormatFieldsProps {
  readonly format: ExportFormat;
  readonly sectionId: SectionId | null;
  readonly sections: readonly SelectOption[];
  readonly onFormat: (format: ExportFormat) => void;
  readonly onSection: (sectionId: SectionId | null) => void;
}

const WHOLE = '';

/** Lets the user choose the format, and the report or a section. */
export function FormatFields(props: FormatFieldsProps) {
  const id = useId();
  return (
    <div class="stack stack-tight">
      <div class="field">
        <label class="field-label" for={id}>
          {i18n.t('export_format')}
        </label>
        <span class="select-frame">
          <select
            id={id}
            class="input input-select"
            data-focus="export-format"
            aria-describedby={`${id}-hint`}
            onChange={(event) => props.onFormat(event.currentTarget.value as ExportFormat)}
          >
            {FORMAT_GROUPS.map(({ name, formats }) => (
              <optgroup key={name} label={i18n.t(`export_group_${name}`)}>
                {formats.map((format) => (
                  <option key={format} value={format} selected={format === props.format}>
                    {formatWords(format)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
          <Icon name="down" />
        </span>
        <span class="field-hint" id={`${id}-hint`}>
          {formatHint(props.format)}
        </span>
      </div>
      {props.sections.length > 0 && (
        <SelectField
          label={i18n.t('export_scope')}
          value={props.sectionId ?? WHOLE}
          onChange={(value) => props.onSection(value === WHOLE ? null : (value as SectionId))}
          options={[{ value: WHOLE, label: i18n.t('export_whole') }, ...props.sections]}
        />
      )}
    </div>
  );
}
