import { i18n } from '#i18n';
import { PrivacyPart } from '@/components/settings/PrivacyPart';
import { ShortcutPart } from '@/components/settings/ShortcutPart';
import type { Acts } from '@/components/state/acts';
import { Button } from '@/components/ui/Button';
import { useBrowserKeys } from '@/components/ui/use-browser-keys';
import '@/components/settings/settings.css';
import { exportWords, Practice } from './Practice';
import type { PracticePort } from './practice-port';
import './welcome.css';

interface WelcomePageProps {
  readonly acts: Pick<Acts, 'browserKeys' | 'openShortcuts' | 'openPanel' | 'openOptions'>;
  readonly practice: PracticePort;
}

/** Explains Pincite on one page, with a text to practise on. */
export function WelcomePage({ acts, practice }: WelcomePageProps) {
  const keys = useBrowserKeys(acts);
  const shortcut = keys?.['clip-selection'] ?? null;
  const panelKey = keys?.['open-panel'] ?? null;
  // In Firefox a click in a page cannot open the sidebar.
  const way = i18n.t(import.meta.env.FIREFOX ? 'welcome_way_button' : 'welcome_way_both');
  return (
    <main class="welcome">
      <div class="welcome-head">
        <img src="/icon/48.png" width="40" height="40" alt="" />
        <h1>{i18n.t('welcome_title')}</h1>
        <p>{i18n.t('extDescription')}</p>
      </div>
      <ol class="welcome-steps">
        <li>
          <h2>{i18n.t('welcome_clip')}</h2>
          <p>
            {shortcut === null
              ? i18n.t('report_empty_text_no_key')
              : i18n.t('report_empty_text', [shortcut])}
          </p>
        </li>
        <li>
          <h2>{i18n.t('open_panel')}</h2>
          <p>
            {panelKey === null
              ? i18n.t('welcome_panel_no_key', [way])
              : i18n.t('welcome_panel', [panelKey, way])}
          </p>
        </li>
        <li>
          <h2>{i18n.t('export')}</h2>
          <p>{exportWords()}</p>
        </li>
        <li>
          <h2>{i18n.t('welcome_verify')}</h2>
          <p>{i18n.t('welcome_verify_text')}</p>
        </li>
      </ol>
      <p>{i18n.t('welcome_pin')}</p>
      <div class="options-box">
        <Practice port={practice} shortcut={shortcut} onPanel={() => void acts.openPanel()} />
        <ShortcutPart acts={acts} keys={keys} heading="h2" />
        <section class="options-part" aria-labelledby="import">
          <h2 id="import">{i18n.t('import_title')}</h2>
          <p>{i18n.t('welcome_import')}</p>
          <div class="row row-wrap">
            <Button icon="upload" onClick={() => void acts.openPanel('import')}>
              {i18n.t('import_action')}
            </Button>
            <Button icon="gear" onClick={() => void acts.openOptions()}>
              {i18n.t('settings')}
            </Button>
          </div>
        </section>
        <PrivacyPart heading="h2" />
      </div>
    </main>
  );
}
