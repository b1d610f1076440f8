import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { formatWords, styleWords, tickWords } from '@/components/export/export-words';
import { SelectField } from '@/components/ui/Field';
import { WRITE_STYLES, type WriteStyle, writeStyle } from '@/utils/model/citation-styles';
import {
  DEFAULT_EXPORT_OPTIONS,
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportOptions,
  ticksOf,
} from '@/utils/report/export-options';
import type { OptionsActs } from './options-acts';
import './settings.css';

const AS_LAST = '';

/** The settings for the first export of a report. */
export function ExportPart({ acts }: { acts: OptionsActs }) {
  const [options, setOptions] = useState<ExportOptions | null>(null);
  useEffect(() => {
    void acts.readExportDefault().then(setOptions);
  }, [acts]);
  const write = (next: ExportOptions | null) => {
    setOptions(next);
    void acts.writeExportDefault(next);
  };
  const prose = options !== null && ticksOf(options.format).length > 0;
  return (
    <section class="options-part" aria-labelledby="export-defaults">
      <h3 id="export-defaults">{i18n.t('export_defaults_title')}</h3>
      <p>{i18n.t('export_defaults_text')}</p>
      <div class="stack">
        <SelectField
          label={i18n.t('export_format')}
          value={options?.format ?? AS_LAST}
          onChange={(value) =>
            write(
              value === AS_LAST
                ? null
                : { ...(options ?? DEFAULT_EXPORT_OPTIONS), format: value as ExportFormat },
            )
          }
          options={[
            { value: AS_LAST, label: i18n.t('export_defaults_last') },
            ...EXPORT_FORMATS.map((format) => ({ value: format, label: formatWords(format) })),
          ]}
        />
        {prose && (
          <>
            <SelectField
              label={i18n.t('export_style')}
              value={options.style}
              onChange={(value) => write({ ...options, style: value as WriteStyle })}
              options={WRITE_STYLES.filter(
                (style) => writeStyle(style).only !== 'markdown' || options.format === 'markdown',
              ).map((style) => ({ value: style, label: styleWords(style) }))}
            />
            <fieldset class="pick-list options-ticks">
              <legend class="field-label">{i18n.t('export_include')}</legend>
              {ticksOf(options.format).map((tick) => (
                <label class="pick" key={tick}>
                  <input
                    type="checkbox"
                    checked={options[tick] ?? tick !== 'inbox'}
                    onChange={(event) => write({ ...options, [tick]: event.currentTarget.checked })}
                  />
                  <span>{tickWords(tick)}</span>
                </label>
              ))}
            </fieldset>
          </>
        )}
      </div>
    </section>
  );
}
