import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import type { HighlightActs } from './highlight-acts';
import { hostOfPattern, useHighlightSites } from './use-highlight-sites';

/** The sites on which clips are shown again, each with a way to end that. */
export function HighlightPart({ acts }: { acts: HighlightActs }) {
  const sites = useHighlightSites(acts);
  return (
    <section class="options-part" aria-labelledby="highlights">
      <h2 id="highlights">{i18n.t('highlights_title')}</h2>
      <p>{i18n.t('highlights_text')}</p>
      {sites !== null && sites.length > 0 ? (
        <ul class="options-list">
          {sites.map((pattern) => (
            <li key={pattern}>
              <span>{hostOfPattern(pattern)} </span>
              <Button
                look="quiet"
                label={i18n.t('highlights_stop', [hostOfPattern(pattern)])}
                onClick={() => void acts.stop(pattern)}
              >
                {i18n.t('highlights_end')}
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <p class="muted">{i18n.t('highlights_none')}</p>
      )}
    </section>
  );
}
