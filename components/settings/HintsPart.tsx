import { i18n } from '#i18n';
import { useSettings } from '@/components/state/use-settings';
import type { OptionsActs } from './options-acts';
import './settings.css';

/** Whether the desk also asks about what stands between the figures and the names of a claim. */
export function HintsPart({ acts }: { acts: OptionsActs }) {
  const [settings, write] = useSettings(acts);
  return (
    <section class="options-part" aria-labelledby="hints">
      <h3 id="hints">{i18n.t('hints_title')}</h3>
      <p>{i18n.t('hints_text')}</p>
      {settings !== null && (
        <label class="pick">
          <input
            type="checkbox"
            checked={settings.betweenHints}
            onChange={(event) => write({ betweenHints: event.currentTarget.checked })}
          />
          <span>{i18n.t('hints_between')}</span>
        </label>
      )}
    </section>
  );
}
