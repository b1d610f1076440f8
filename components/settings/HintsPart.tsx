import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { OptionsActs } from './options-acts';
import './settings.css';

/** Whether the desk also asks about what stands between the figures and the names of a claim. */
export function HintsPart({ acts }: { acts: OptionsActs }) {
  const [asks, setAsks] = useState<boolean | null>(null);
  useEffect(() => {
    void acts.readSettings().then(({ betweenHints }) => setAsks(betweenHints));
  }, [acts]);
  return (
    <section class="options-part" aria-labelledby="hints">
      <h3 id="hints">{i18n.t('hints_title')}</h3>
      <p>{i18n.t('hints_text')}</p>
      {asks !== null && (
        <label class="pick">
          <input
            type="checkbox"
            checked={asks}
            onChange={(event) => {
              setAsks(event.currentTarget.checked);
              void acts.writeSettings({ betweenHints: event.currentTarget.checked });
            }}
          />
          <span>{i18n.t('hints_between')}</span>
        </label>
      )}
    </section>
  );
}
