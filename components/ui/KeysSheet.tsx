import { i18n } from '#i18n';
import {
  BROWSER_COMMANDS,
  BROWSER_SHORTCUTS,
  type BrowserKeys,
  type SHORTCUTS_OF,
} from '@/utils/model/shortcuts';
import { Button } from './Button';
import './ui.css';
import { keyWords } from './key-words';
import { Sheet } from './Sheet';
import { type BrowserKeyActs, useBrowserKeys } from './use-browser-keys';

interface KeysSheetProps {
  readonly groups: (typeof SHORTCUTS_OF)[keyof typeof SHORTCUTS_OF];
  readonly acts: BrowserKeyActs;
  readonly onClose: () => void;
}

/** Lists the shortcuts of a page, and those that work everywhere. */
export function KeysSheet({ groups, acts, onClose }: KeysSheetProps) {
  const browserKeys = useBrowserKeys(acts);
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
                <KeysRow key={label} keys={Object.keys(keys)} does={i18n.t(`key_${label}`)} />
              ))}
            </dl>
          </section>
        ))}
        {browserKeys !== null && (
          <section>
            <h3 class="part-title">{i18n.t('keys_everywhere')}</h3>
            <BrowserKeyList keys={browserKeys} />
            <p class="muted">{i18n.t('keys_into_panel')}</p>
          </section>
        )}
      </section>
      <p class="muted">{i18n.t('keys_fields')}</p>
    </Sheet>
  );
}

/** Lists the browser's shortcuts with the keys that the user has given them. */
export function BrowserKeyList({ keys }: { keys: BrowserKeys }) {
  return (
    <dl>
      {BROWSER_COMMANDS.flatMap((command) => {
        const shortcut = BROWSER_SHORTCUTS[command];
        const key = keys[command];
        const row = <KeysRow key={command} keys={[key]} does={i18n.t(shortcut.message)} />;
        if (key === null || !('again' in shortcut)) return [row];
        return [row, <KeysRow key={shortcut.again} keys={[key]} does={i18n.t(shortcut.again)} />];
      })}
    </dl>
  );
}

interface KeysRowProps {
  /** The keys of a command. Null: the command has no key. */
  readonly keys: readonly (string | null)[];
  readonly does: string;
}

export function KeysRow({ keys, does }: KeysRowProps) {
  return (
    <div class="keys-row">
      <dt class="keys-names">
        {keys.map((key) =>
          key === null ? (
            <span key="none" class="muted">
              {i18n.t('key_none')}
            </span>
          ) : (
            <kbd key={key}>{keyWords(key)}</kbd>
          ),
        )}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}
