import { i18n } from '#i18n';
import { hostOfPattern, useHighlightSites } from '@/components/highlights/use-highlight-sites';
import type { HighlightActs } from '@/components/state/highlight-acts';
import { Button } from '@/components/ui/Button';
import { focusAfterDrawing } from '@/components/ui/focus';
import './settings.css';

/** Lists the sites on which clips are shown, each with a button to stop that. */
export function HighlightPart({ acts }: { acts: HighlightActs }) {
  const sites = useHighlightSites(acts);
  const stop = (pattern: string) => {
    void acts.stop(pattern).then(() => focusAfterDrawing(['stop-highlights', 'highlights']));
  };
  return (
    <section class="options-part" aria-labelledby="highlights">
      <h3 id="highlights" tabIndex={-1} data-focus="highlights">
        {i18n.t('highlights_title')}
      </h3>
      <p>{i18n.t('highlights_text')}</p>
      {sites !== null && sites.length === 0 && <p class="muted">{i18n.t('highlights_none')}</p>}
      {sites !== null && sites.length > 0 && (
        <ul class="options-rows">
          {sites.map((pattern) => (
            <li class="options-row" key={pattern}>
              <bdi class="grow">{hostOfPattern(pattern)}</bdi>
              <Button
                focusKey="stop-highlights"
                label={i18n.t('highlights_stop', [hostOfPattern(pattern)])}
                onClick={() => stop(pattern)}
              >
                {i18n.t('highlights_end')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
