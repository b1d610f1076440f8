import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import { type WriteStyle, writeStyle } from '@/utils/model/citation-styles';
import { styleExample } from './export-formats';
import { styleWords } from './export-words';
import './export.css';

interface StyleChoiceProps {
  readonly styles: readonly WriteStyle[];
  readonly chosen: WriteStyle;
  readonly onChoose: (style: WriteStyle) => void;
}

/** Lets the user choose how citations are spelled. Each style has an example sentence. */
export function StyleChoice({ styles, chosen, onChoose }: StyleChoiceProps) {
  const name = useId();
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
              class={writeStyle(style).example === null ? 'export-example-words' : 'export-example'}
            >
              {styleExample(style)}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
