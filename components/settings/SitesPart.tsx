import { useCallback, useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { focusAfterDrawing } from '@/components/ui/focus';
import type { OptionsActs } from './options-acts';
import './settings.css';

/** The sites that may be read, with a way to remove each permission. */
export function SitesPart({ acts }: { acts: OptionsActs }) {
  const [patterns, setPatterns] = useState<readonly string[] | null>(null);
  const [said, setSaid] = useState('');
  const read = useCallback(() => void acts.sites().then(setPatterns), [acts]);
  useEffect(() => {
    read();
    return acts.followSites(read);
  }, [acts, read]);

  const sites = sitesOf(patterns ?? []);
  const forget = (which: readonly AllowedSite[]) => {
    const name = which.length === 1 ? nameOf(which[0] ?? null) : i18n.t('sites_all');
    void acts.forgetSites(which.flatMap((site) => site.patterns)).then((gone) => {
      setSaid(i18n.t(gone ? 'sites_forgotten' : 'sites_kept', [name]));
      read();
      focusAfterDrawing(['forget-site', 'allowed-sites']);
    });
  };
  return (
    <section class="options-part" aria-labelledby="allowed-sites">
      <h3 id="allowed-sites" tabIndex={-1} data-focus="allowed-sites">
        {i18n.t('sites_title')}
      </h3>
      <p>{i18n.t('sites_text')}</p>
      {patterns !== null && sites.length === 0 && <p class="muted">{i18n.t('sites_none')}</p>}
      {sites.length > 0 && (
        <ul class="options-rows">
          {sites.map((site) => (
            <li class="options-row" key={site.host ?? '*'}>
              <bdi class="grow">{nameOf(site)}</bdi>
              <Button
                focusKey="forget-site"
                label={i18n.t('labelled', [i18n.t('sites_forget'), nameOf(site)])}
                onClick={() => forget([site])}
              >
                {i18n.t('sites_forget')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {sites.length > 1 && (
        <p>
          <Button onClick={() => forget(sites)}>{i18n.t('sites_forget_all')}</Button>
        </p>
      )}
      <div role="status">{said !== '' && <p>{said}</p>}</div>
    </section>
  );
}

function nameOf(site: AllowedSite | null): string {
  return site?.host ?? i18n.t('sites_all');
}

/** A site that may be read, with the match patterns that allow it. */
interface AllowedSite {
  /** Null for every site. */
  readonly host: string | null;
  readonly patterns: readonly string[];
}

/** Groups match patterns by host for display, with every site first. */
function sitesOf(patterns: readonly string[]): readonly AllowedSite[] {
  const hosts = Map.groupBy(patterns, (pattern) => {
    const host = /^[^:]*:\/\/([^/]*)\//.exec(pattern)?.[1] ?? pattern;
    return host === '*' || pattern === '<all_urls>' ? null : host;
  });
  return [...hosts]
    .map(([host, of]) => ({ host, patterns: of }))
    .sort((a, b) => (a.host ?? '').localeCompare(b.host ?? ''));
}
