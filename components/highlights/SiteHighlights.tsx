import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { HighlightActs } from '@/components/state/highlight-acts';
import { Button } from '@/components/ui/Button';
import { HintNotice } from '@/components/ui/ErrorNotice';
import { hostOfPattern, useHighlightSites } from './use-highlight-sites';

interface SiteHighlightsProps {
  readonly acts: HighlightActs;
  /** The address of the current page; '' until it is known. */
  readonly url: string;
}

/** Lets the user turn the display of clips on and off for the current site. */
export function SiteHighlights({ acts, url }: SiteHighlightsProps) {
  const sites = useHighlightSites(acts);
  const [refused, setRefused] = useState(false);
  const pattern = acts.siteOf(url);
  if (pattern === null || sites === null) return null;
  const host = hostOfPattern(pattern);
  const on = sites.includes(pattern);
  const onClick = () => {
    setRefused(false);
    // Inside the click handler, before anything is awaited.
    if (on) void acts.stop(pattern);
    else void acts.allow(url).then((granted) => setRefused(!granted));
  };
  return (
    <div class="stack">
      <Button icon="quote" focusKey="site-highlights" onClick={onClick}>
        {i18n.t(on ? 'highlights_stop' : 'highlights_show', [host])}
      </Button>
      <div role="status">
        {refused && <HintNotice icon="warning">{i18n.t('highlights_refused', [host])}</HintNotice>}
      </div>
    </div>
  );
}
