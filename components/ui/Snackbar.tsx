import { useCallback, useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import './snackbar.css';
import { Button, IconButton } from './Button';

export interface Notice {
  readonly text: string;
  readonly onUndo?: () => void;
}

/** Milliseconds that a notice stays; one that offers an undo stays until the next or its dismissal. */
const PLAIN_NOTICE = 6_000;

interface SnackbarProps {
  readonly notice: Notice | null;
  readonly onDone: () => void;
  /** At the top of the page: it covers no other one, which may hold the only way back. */
  readonly above?: boolean;
}

/** What just happened, said once by a live region, with a way back. */
export function Snackbar({ notice, onDone, above = false }: SnackbarProps) {
  useEffect(() => {
    if (notice === null || notice.onUndo !== undefined) return;
    const timer = setTimeout(onDone, PLAIN_NOTICE);
    return () => clearTimeout(timer);
  }, [notice, onDone]);

  return (
    <div class={above ? 'snackbar-place snackbar-above' : 'snackbar-place'} role="status">
      {notice && (
        <div class="snackbar">
          <span class="grow">{notice.text}</span>
          {notice.onUndo && (
            <Button
              look="quiet"
              onClick={() => {
                notice.onUndo?.();
                onDone();
              }}
            >
              {i18n.t('undo')}
            </Button>
          )}
          <IconButton icon="cross" label={i18n.t('dismiss')} onClick={onDone} />
        </div>
      )}
    </div>
  );
}

/** Says what was just done; `onUndo`, where there is one, takes it back. */
export type Say = (text: string, onUndo?: () => void) => void;

/** The state behind a Snackbar. */
export function useNotice(): {
  readonly notice: Notice | null;
  readonly say: Say;
  readonly dismiss: () => void;
} {
  const [notice, setNotice] = useState<Notice | null>(null);
  const say = useCallback((text: string, onUndo?: () => void) => {
    setNotice(onUndo === undefined ? { text } : { text, onUndo });
  }, []);
  const dismiss = useCallback(() => setNotice(null), []);
  return { notice, say, dismiss };
}
