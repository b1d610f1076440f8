import { useCallback, useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import './ui.css';
import { Button, IconButton } from './Button';

export interface Notice {
  readonly text: string;
  readonly onUndo?: () => void;
}

/**
 * How long a notice stays, in milliseconds. A notice with Undo stays until the next one or until it
 * is dismissed.
 */
const PLAIN_NOTICE = 6_000;

interface SnackbarProps {
  readonly notice: Notice | null;
  readonly onDone: () => void;
  /**
   * Places it at the top of the page, so that it does not cover another notice with the only Undo.
   */
  readonly above?: boolean;
}

/** Shows what just happened, read out once by a live region, with Undo if possible. */
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
            <Button look="quiet" onClick={notice.onUndo}>
              {i18n.t('undo')}
            </Button>
          )}
          <IconButton icon="cross" label={i18n.t('dismiss')} onClick={onDone} />
        </div>
      )}
    </div>
  );
}

/** Shows a message about what was just done. `onUndo`, if given, undoes it. */
export type Say = (text: string, onUndo?: () => void) => void;

/** The state of a Snackbar. */
export interface NoticeState {
  readonly notice: Notice | null;
  readonly say: Say;
  readonly dismiss: () => void;
  /** Takes back the notice with this text, if it still shows. */
  readonly retract: (text: string) => void;
}

export function useNotice(): NoticeState {
  const [notice, setNotice] = useState<Notice | null>(null);
  const say = useCallback((text: string, onUndo?: () => void) => {
    if (onUndo === undefined) return setNotice({ text });
    const undo = () => {
      // If the act has a message of its own, that message replaces this one.
      setNotice({ text: i18n.t('desk_undone') });
      onUndo();
    };
    setNotice({ text, onUndo: undo });
  }, []);
  const dismiss = useCallback(() => setNotice(null), []);
  const retract = useCallback(
    (text: string) => setNotice((shown) => (shown?.text === text ? null : shown)),
    [],
  );
  return { notice, say, dismiss, retract };
}
