import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Dialog } from '@/components/ui/Dialog';
import type { SitesToRead } from './verify-sites';
import './statement.css';

interface VerifyDialogProps {
  readonly toRead: SitesToRead;
  /** Runs inside the click, before anything is awaited; gets the patterns left ticked. */
  readonly onConfirm: (patterns: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Says which sites a verification would read, and lets some be left out, before the browser asks. */
export function VerifyDialog({ toRead, onConfirm, onClose }: VerifyDialogProps) {
  const { sites, unreadable } = toRead;
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const chosen = sites.map((site) => site.pattern).filter((pattern) => !without.has(pattern));
  const toggle = (pattern: string, on: boolean) => {
    const next = new Set(without);
    if (on) next.delete(pattern);
    else next.add(pattern);
    setWithout(next);
  };
  return (
    <Dialog
      title={i18n.t('verify_title')}
      confirm={i18n.t('verify_confirm')}
      disabled={chosen.length === 0}
      onConfirm={() => onConfirm(chosen)}
      onClose={onClose}
    >
      <p class="muted">{i18n.t('verify_text')}</p>
      <fieldset class="pick-list">
        <legend class="visually-hidden">{i18n.t('verify_hosts')}</legend>
        {sites.map((site) => (
          <label class="pick" key={site.pattern}>
            <input
              type="checkbox"
              checked={!without.has(site.pattern)}
              onChange={(event) => toggle(site.pattern, event.currentTarget.checked)}
            />
            <span class="row">
              <span class="grow">
                {site.pattern.startsWith('http:') ? `http://${site.host}` : site.host}
              </span>
              <span class="muted">{i18n.t('verify_host_pages', site.pages)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {unreadable.length > 0 && (
        <p class="muted">{i18n.t('verify_unreadable', unreadable.length)}</p>
      )}
      <p class="muted">{i18n.t('pass_means')}</p>
    </Dialog>
  );
}
