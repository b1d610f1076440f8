import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import type { ReadingOptions } from '@/utils/verify/reading-options';
import { leftOutAfter, type Site, type SitesToRead } from './verify-sites';
import './verify.css';

/** With at least this many sites, the dialog has buttons that tick all and none. */
const MANY_SITES = 4;

interface VerifyDialogProps {
  readonly toRead: SitesToRead;
  /** Reads how the report was last allowed to be read. */
  readonly readOptions: () => Promise<ReadingOptions>;
  /** Whether the browser would not ask about these patterns. */
  readonly allowsOrigins: (patterns: readonly string[]) => Promise<boolean>;
  /**
   * Runs inside the click handler, before anything is awaited. Receives the ticked patterns, and the
   * options with the sites that are left out.
   */
  readonly onConfirm: (patterns: readonly string[], options: ReadingOptions) => void;
  readonly onClose: () => void;
}

/**
 * Lists the sites that a verification would read. The user can untick sites and choose how pages are
 * read. The dialog speaks of allowing only if the browser will ask for permission.
 */
export function VerifyDialog(props: VerifyDialogProps) {
  const { toRead, readOptions, allowsOrigins, onConfirm, onClose } = props;
  const { sites, unreadable } = toRead;
  const open = sites.filter(({ isPrivate }) => !isPrivate);
  const apart = sites.filter(({ isPrivate }) => isPrivate);
  /** What the user ticked and unticked here, possibly before the options were read. */
  const [ticks, setTicks] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [options, setOptions] = useState<ReadingOptions | null>(null);
  useEffect(() => {
    void readOptions().then(setOptions);
    // Once. Later changes of the ticks belong to the user.
  }, []);

  const leftOut = leftOutAfter(options?.leftOut ?? [], ticks);
  const allowed = options?.privateHosts ?? [];
  const mayRead = ({ pattern, host, isPrivate }: Site) =>
    isPrivate ? allowed.includes(host) : !leftOut.includes(pattern);
  const read = sites.filter((site) => site.pages > 0 && mayRead(site));
  // If a site is only the target of redirects, one of the sites that redirect to it must be ticked.
  const isReached = ({ pages, redirectedFrom }: Site) =>
    pages > 0 || read.some(({ pattern }) => redirectedFrom.includes(pattern));
  const isChosen = (site: Site) => mayRead(site) && isReached(site);
  const ticked = open.filter(isChosen);
  const chosen = sites.filter(isChosen).map(({ pattern }) => pattern);
  const isAsked = !useAllowed(options === null ? [] : chosen, allowsOrigins);
  const tick = (some: readonly Site[], on: boolean) =>
    setTicks(new Map([...ticks, ...some.map(({ pattern }) => [pattern, on] as const)]));
  const allow = (host: string, on: boolean) => {
    if (options === null) return;
    const others = options.privateHosts.filter((each) => each !== host);
    setOptions({ ...options, privateHosts: on ? [...others, host] : others });
  };
  return (
    <Dialog
      title={i18n.t(isAsked || apart.length > 0 ? 'verify_title' : 'verify_title_allowed')}
      confirm={i18n.t(isAsked ? 'verify_confirm' : 'verify_clip')}
      disabled={read.length === 0 || options === null}
      onConfirm={() => options !== null && onConfirm(chosen, { ...options, leftOut })}
      onClose={onClose}
    >
      <p class="muted">
        {i18n.t('verify_text')} {isAsked && i18n.t('verify_text_asks')}
      </p>
      {open.length >= MANY_SITES && (
        <fieldset class="verify-ticks" aria-label={i18n.t('verify_hosts')}>
          <span class="muted" role="status">
            {i18n.t('verify_ticked', [ticked.length, open.length])}
          </span>
          <Button onClick={() => tick(open, true)}>{i18n.t('verify_all')}</Button>
          <Button onClick={() => tick(open, false)}>{i18n.t('verify_none')}</Button>
        </fieldset>
      )}
      {open.length > 0 && (
        <fieldset class="pick-list">
          <legend class="visually-hidden">{i18n.t('verify_hosts')}</legend>
          {open.map((site) => (
            <SitePick
              key={site.pattern}
              site={site}
              checked={isChosen(site)}
              disabled={!isReached(site)}
              onToggle={(on) => tick([site], on)}
            />
          ))}
        </fieldset>
      )}
      {apart.length > 0 && (
        <div class="stack">
          <p id="verify-private">{i18n.t('verify_private')}</p>
          <fieldset class="pick-list" aria-describedby="verify-private">
            <legend class="visually-hidden">{i18n.t('verify_private_hosts')}</legend>
            {apart.map((site) => (
              <SitePick
                key={site.pattern}
                site={site}
                checked={isChosen(site)}
                disabled={!isReached(site)}
                onToggle={(on) => allow(site.host, on)}
              />
            ))}
          </fieldset>
        </div>
      )}
      <label class="pick">
        <input
          type="checkbox"
          checked={options?.render ?? false}
          disabled={options === null}
          aria-describedby="verify-render"
          onChange={({ currentTarget }) =>
            options !== null && setOptions({ ...options, render: currentTarget.checked })
          }
        />
        <span>
          {i18n.t('verify_render')}
          <span class="field-hint" id="verify-render">
            {i18n.t('verify_render_hint')}
          </span>
        </span>
      </label>
      {unreadable.length > 0 && (
        <p class="muted">{i18n.t('verify_unreadable', unreadable.length)}</p>
      )}
      <p class="muted">{i18n.t('pass_means')}</p>
    </Dialog>
  );
}

/** Whether the browser is known to allow all of these patterns, of which there is at least one. */
function useAllowed(
  patterns: readonly string[],
  allowsOrigins: VerifyDialogProps['allowsOrigins'],
): boolean {
  const [allowed, setAllowed] = useState<string | null>(null);
  const wanted = patterns.join(' ');
  useEffect(() => {
    let left = false;
    if (wanted === '') return;
    void allowsOrigins(wanted.split(' ')).then((isAllowed) => {
      if (!left) setAllowed(isAllowed ? wanted : null);
    });
    return () => {
      left = true;
    };
  }, [wanted]);
  return wanted !== '' && allowed === wanted;
}

interface SitePickProps {
  readonly site: Site;
  readonly checked: boolean;
  /** True if pages of other sites lead to this site, and none of those sites is ticked. */
  readonly disabled: boolean;
  readonly onToggle: (on: boolean) => void;
}

function SitePick({ site, checked, disabled, onToggle }: SitePickProps) {
  const { pattern, pages, redirectedFrom } = site;
  const [from = ''] = redirectedFrom;
  return (
    <label class="pick">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={({ currentTarget }) => onToggle(currentTarget.checked)}
      />
      <span class="pick-line">
        <span class="grow">{siteName(pattern)}</span>
        <span class="muted">
          {pages > 0
            ? i18n.t('verify_host_pages', pages)
            : i18n.t('verify_host_led', redirectedFrom.length, [
                redirectedFrom.length,
                siteName(from),
              ])}
        </span>
      </span>
    </label>
  );
}

/** Returns the host of a match pattern, after its scheme if that is http. */
function siteName(pattern: string): string {
  return pattern.replace(/^https:\/\//, '').replace(/\/\*$/, '');
}
