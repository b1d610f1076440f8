import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import { SelectField, type SelectOption } from '@/components/ui/Field';
import { Icon } from '@/components/ui/Icon';
import { type WriteStyle, writeStyle } from '@/utils/model/citation-styles';
import type { SectionId } from '@/utils/model/ids';
import type { ExportFormat, ExportTick } from '@/utils/report/export-options';
import { FORMAT_GROUPS, FORMAT_LOOK, styleExample } from './export-formats';
import { formatHint, formatWords, styleWords, tickWords } from './export-words';
import './export.css';

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

interface StyleChoiceProps {
  readonly styles: readonly WriteStyle[];
  readonly format: ExportFormat;
  readonly chosen: WriteStyle;
  readonly onChoose: (style: WriteStyle) => void;
}

/** Lets the user choose how citations are spelled. Each style has an example sentence. */
export function StyleChoice({ styles, format, chosen, onChoose }: StyleChoiceProps) {
  const name = useId();
  const { page } = FORMAT_LOOK[format];
  return (
    <fieldset class="export-group">
      <legend class="field-label">{i18n.t('export_style')}</legend>
      <div class="export-styles">
        {styles.map((style) => (
          <label class="export-style" key={style}>
            <input
              type="radio"
              name={name}
              value={style}
              checked={style === chosen}
              onChange={() => onChoose(style)}
            />
            <span class="export-style-name">{styleWords(style)}</span>
            <span
              class={
                page || writeStyle(style).example === null
                  ? 'export-example-words'
                  : 'export-example'
              }
            >
              {page ? drawExample(styleExample(style)) : styleExample(style)}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Draws an example as on a page: links are underlined, and the number of a note is raised. */
function drawExample(markdown: string): ComponentChildren {
  const [before, link, note, after] = markdown.split(/\[([^[\]^]+)\]\(https:[^()]*\)|\[\^(\d)\]/u);
  return (
    <>
      {before}
      {link !== undefined && <u>{link}</u>}
      {note !== undefined && <sup>{note}</sup>}
      {after}
    </>
  );
}

interface TickListProps {
  readonly ticks: readonly { readonly name: ExportTick; readonly on: boolean }[];
  readonly onTick: (name: ExportTick, on: boolean) => void;
}

/** Lets the user choose what is exported beside the text. */
export function TickList({ ticks, onTick }: TickListProps) {
  if (ticks.length === 0) return null;
  return (
    <fieldset class="export-group">
      <legend class="field-label">{i18n.t('export_include')}</legend>
      <div class="export-ticks">
        {ticks.map(({ name, on }) => (
          <label class="export-tick" key={name}>
            <input
              type="checkbox"
              checked={on}
              onChange={(event) => onTick(name, event.currentTarget.checked)}
            />
            <span>{tickWords(name)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
