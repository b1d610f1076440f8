import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/state/acts';
import { Button } from '@/components/ui/Button';
import { BrowserKeyList, KeysRow } from '@/components/ui/KeysSheet';
import { type BrowserKeys, keysOf, PANEL_SHORTCUTS } from '@/utils/model/shortcuts';
import './settings.css';

interface ShortcutPartProps {
  readonly acts: Pick<Acts, 'openShortcuts'>;
  /** Null until they are read. */
  readonly keys: BrowserKeys | null;
  /** The level of the other parts of the page. */
  readonly heading: 'h2' | 'h3';
}

/** The shortcuts of the browser with their current keys, and a way to change them. */
export function ShortcutPart({ acts, keys, heading: Heading }: ShortcutPartProps) {
  const [closed, setClosed] = useState(false);
  return (
    <section class="options-part" aria-labelledby="shortcut">
      <Heading id="shortcut">{i18n.t('shortcut_title')}</Heading>
      {keys !== null && <BrowserKeyList keys={keys} />}
      <p>{i18n.t('shortcut_text')}</p>
      <Button
        icon="keyboard"
        onClick={() => void acts.openShortcuts().then((opened) => setClosed(!opened))}
      >
        {i18n.t('shortcut_change')}
      </Button>
      <div role="status">{closed && <p>{i18n.t('shortcut_by_hand')}</p>}</div>
      <dl>
        <KeysRow
          keys={keysOf(PANEL_SHORTCUTS, 'copy-report')}
          does={i18n.t('shortcut_in_panel', [i18n.t('key_copy_report')])}
        />
      </dl>
    </section>
  );
}
