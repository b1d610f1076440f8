import { i18n } from '#i18n';
import type { ExportTick } from '@/utils/report/export-options';
import { tickWords } from './export-words';
import './export.css';

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
