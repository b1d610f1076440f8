import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import './ui.css';
import { Button, IconButton } from './Button';

export interface Notice {
  readonly text: string;
  readonly onUndo?: () => void;
  readonly next?: NextStep;
}

/** What the user may want to do next, as a button of a notice. */
interface NextStep {
  readonly label: string;
  readonly run: () => void;
}

/**
 * How long a notice stays, in milliseconds. A notice with a button stays until the next one or until it
 * is dismissed, by its button or by Escape.
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
    if (notice === null || notice.onUndo !== undefined || notice.next !== undefined) return;
    const timer = setTimeout(onDone, PLAIN_NOTICE);
    return () => clearTimeout(timer);
  }, [notice, onDone]);

  useEscape(notice === null ? null : onDone);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (notice === null || above || place.current === null) return;
    return makeRoom(place.current);
  }, [notice, above]);

  return (
    <div
      ref={place}
      class={above ? 'snackbar-place snackbar-above' : 'snackbar-place'}
      role="status"
    >
      {notice && (
        <div class={notice.next ? 'snackbar snackbar-next' : 'snackbar'}>
          <span class="grow">{notice.text}</span>
          {notice.onUndo && (
            <Button look="quiet" onClick={notice.onUndo}>
              {i18n.t('undo')}
            </Button>
          )}
          {notice.next && (
            <Button
              look="quiet"
              onClick={() => {
                // First, because the act may have a message of its own.
                onDone();
                notice.next?.run();
              }}
            >
              {notice.next.label}
            </Button>
          )}
          <IconButton icon="cross" label={i18n.t('dismiss')} onClick={onDone} />
        </div>
      )}
    </div>
  );
}

/** What has Escape for itself while the focus is in it. */
const OWN_ESCAPE =
  'dialog, [role=menu], textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])';

/** Closes the notice with Escape, unless anything else on the page takes the key. */
function useEscape(close: (() => void) | null): void {
  const latest = useRef(close);
  latest.current = close;
  // Added at the first drawing, so that this listener gets a key before the side panel’s.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (latest.current === null) return;
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target !== null && target.closest(OWN_ESCAPE) !== null) return;
      if (document.querySelector('dialog:modal, [popover]:popover-open') !== null) return;
      event.preventDefault();
      latest.current();
    };
    // The window hears a key after the document, where all other shortcuts are heard.
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Between a notice and what is above it. The outline of the focus stands 4 pixels out of it. */
const GAP = 6;

/**
 * Tells the style sheets the height of a notice with the gaps around it, so that the page has as
 * much room at its end, and scrolls what has the focus clear of it. Returns a function that ends
 * this.
 */
function makeRoom(place: HTMLElement): () => void {
  const { style } = document.documentElement;
  const measure = () =>
    style.setProperty('--notice-height', `${(place.offsetHeight + GAP).toString()}px`);
  measure();
  // In a narrower window, a notice needs more lines.
  const growth = new ResizeObserver(measure);
  growth.observe(place);
  const focused = document.activeElement;
  if (focused !== null && focused !== document.body && !place.contains(focused)) {
    const { top } = place.getBoundingClientRect();
    const box = focused.getBoundingClientRect();
    // What the user has scrolled out of sight stays there, and so does what has no room above.
    const isCovered = box.bottom > top && box.top < window.innerHeight;
    if (isCovered && box.height < top) focused.scrollIntoView({ block: 'nearest' });
  }
  return () => {
    growth.disconnect();
    style.removeProperty('--notice-height');
  };
}

/** Shows a message about what was just done. `onUndo`, if given, undoes it. */
export type Say = (text: string, onUndo?: () => void, next?: NextStep) => void;

/** The state of a Snackbar. */
export interface NoticeState {
  readonly notice: Notice | null;
  readonly say: Say;
  readonly dismiss: () => void;
  /** Takes back the notice with this text, if it still shows. */
  readonly retract: (text: string) => void;
}

/**
 * Returns a function that shows a message only if the sheet that calls this hook is closed. A
 * download goes on after its sheet is closed, so the sheet cannot show how it ended.
 */
export function useSayAfterClosing(say: Say): (text: string) => void {
  const isClosed = useRef(false);
  useLayoutEffect(
    () => () => {
      isClosed.current = true;
    },
    [],
  );
  return (text) => {
    if (isClosed.current) say(text);
  };
}

export function useNotice(): NoticeState {
  const [notice, setNotice] = useState<Notice | null>(null);
  const say = useCallback((text: string, onUndo?: () => void, next?: NextStep) => {
    if (onUndo === undefined) return setNotice(next === undefined ? { text } : { text, next });
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
