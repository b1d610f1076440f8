import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/state/acts';
import { Button } from '@/components/ui/Button';
import './settings.css';

type ShortcutActs = Pick<Acts, 'shortcut' | 'openShortcuts'>;

/** The key that clips, and a way to change it. */
export function ShortcutPart({ acts }: { acts: ShortcutActs }) {
  const key = useShortcut(acts);
  return (
    <section class="options-part" aria-labelledby="shortcut">
      <h3 id="shortcut">{i18n.t('shortcut_title')}</h3>
      <p>{key === null ? i18n.t('shortcut_none') : i18n.t('shortcut_text', [key])}</p>
      <ShortcutButton acts={acts} />
    </section>
  );
}

function ShortcutButton({ acts }: { acts: ShortcutActs }) {
  const [closed, setClosed] = useState(false);
  return (
    <>
      <Button
        icon="keyboard"
        onClick={() => void acts.openShortcuts().then((opened) => setClosed(!opened))}
      >
        {i18n.t('shortcut_change')}
      </Button>
      <div role="status">{closed && <p>{i18n.t('shortcut_by_hand')}</p>}</div>
    </>
  );
}

/**
 * Returns the key that clips. Read again when the user returns to the page, because they may have
 * changed it.
 */
export function useShortcut(acts: ShortcutActs): string | null {
  const [key, setKey] = useState<string | null>(null);
  useEffect(() => {
    const read = () => void acts.shortcut().then(setKey);
    read();
    addEventListener('focus', read);
    document.addEventListener('visibilitychange', read);
    return () => {
      removeEventListener('focus', read);
      document.removeEventListener('visibilitychange', read);
    };
  }, [acts]);
  return key;
}
