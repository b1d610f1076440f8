import { i18n } from '#i18n';
import type { SHORTCUTS_OF } from '@/utils/model/shortcuts';
import { Button } from './Button';
import './ui.css';
import { Sheet } from './Sheet';

interface KeysSheetProps {
  readonly groups: (typeof SHORTCUTS_OF)[keyof typeof SHORTCUTS_OF];
  /** A note below the keys. */
  readonly hint: string;
  readonly onClose: () => void;
}

/** Lists the shortcuts of a page. */
export function KeysSheet({ groups, hint, onClose }: KeysSheetProps) {
  return (
    <Sheet
      title={i18n.t('keys_title')}
      step="keys"
      onClose={onClose}
      foot={<Button onClick={onClose}>{i18n.t('close')}</Button>}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may have to be scrolled, by key. */}
      <section class="keys" aria-label={i18n.t('keys_title')} tabIndex={0}>
        {groups.map(({ title, rows }) => (
          <section key={title}>
            <h3 class="part-title">{i18n.t(`keys_${title}`)}</h3>
            <dl>
              {rows.map(({ label, keys }) => (
                <div key={label} class="keys-row">
                  <dt class="keys-names">
                    {Object.keys(keys).map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{i18n.t(`key_${label}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </section>
      <p class="muted">{hint}</p>
    </Sheet>
  );
}
