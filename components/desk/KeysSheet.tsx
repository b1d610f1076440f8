import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { Sheet } from '@/components/ui/Sheet';
import './keys.css';

const GROUPS = [
  {
    title: 'keys_move',
    rows: [
      [['J'], 'key_next'],
      [['K'], 'key_previous'],
      [['Shift+J', 'Shift+K'], 'key_page'],
      [['S'], 'key_waiting'],
      [['B'], 'key_back'],
      [['P'], 'key_passage'],
    ],
  },
  {
    title: 'keys_decide',
    rows: [
      [['1', '2', '3', '4'], 'key_decide'],
      [['N'], 'key_note'],
      [['C'], 'key_clean'],
      [['X', 'D'], 'key_answer'],
      [['U', 'Ctrl+Z'], 'key_undo'],
      [['Shift+U', 'Ctrl+Y'], 'key_redo'],
      [['Shift+S'], 'key_sign_off'],
      [['E'], 'key_report'],
    ],
  },
  {
    title: 'keys_look',
    rows: [
      [['O'], 'key_open'],
      [['W'], 'key_clipped'],
      [['F'], 'key_filters'],
      [['/'], 'key_search'],
      [['G'], 'key_order'],
      [['T'], 'key_view'],
      [['V'], 'key_overview'],
      [['?'], 'key_keys'],
    ],
  },
] as const;

/** Lists all keys of the desk. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  return (
    <Sheet
      title={i18n.t('keys_title')}
      step="keys"
      onClose={onClose}
      foot={<Button onClick={onClose}>{i18n.t('close')}</Button>}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may have to be scrolled, by key. */}
      <section class="keys" aria-label={i18n.t('keys_title')} tabIndex={0}>
        {GROUPS.map(({ title, rows }) => (
          <section key={title}>
            <h3 class="desk-title">{i18n.t(title)}</h3>
            <dl>
              {rows.map(([keys, words]) => (
                <div key={words} class="keys-row">
                  <dt class="keys-names">
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{i18n.t(words)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </section>
      <p class="muted">{i18n.t('keys_fields')}</p>
    </Sheet>
  );
}
