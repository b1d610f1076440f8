import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import './ui.css';
import { IconButton } from './Button';

interface SheetProps {
  readonly title: string;
  /** BCP 47; for a title that comes from a page. */
  readonly titleLanguage?: string | undefined;
  /** The text under the title, for example which file of several. */
  readonly subtitle?: string | undefined;
  /** The current step of the work. The title gets the focus when it changes. */
  readonly step: string;
  readonly children: ComponentChildren;
  readonly foot: ComponentChildren;
  /** More buttons beside the one that closes the sheet. */
  readonly tools?: ComponentChildren;
  readonly onClose: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/**
 * A dialog as large as the page, with the browser's own `dialog` element: the focus stays in it,
 * Escape closes it, and afterwards the focus returns to where it was.
 */
export function Sheet(props: SheetProps) {
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const body = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = element.current;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const keys = useRef(props);
  keys.current = props;
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      const above = target instanceof Element ? target.closest('dialog') : null;
      // A click outside of all controls leaves the focus on the page.
      if (event.defaultPrevented || (above !== element.current && target !== document.body)) return;
      keys.current.onKeyDown?.(event);
      if (!event.defaultPrevented && scrollByKey(event, body.current)) event.preventDefault();
      if (event.key !== 'Escape' || event.isComposing) return;
      // The browser lets a page prevent closing with Escape only once between two clicks.
      event.preventDefault();
      keys.current.onClose();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  useLayoutEffect(() => {
    if (body.current !== null) body.current.scrollTop = 0;
    title.current?.focus();
  }, [props.step]);

  return (
    <dialog
      ref={element}
      class="sheet"
      aria-labelledby={id}
      onCancel={(event) => {
        // A `cancel` event of a field, for example of a file chooser, does not concern the sheet.
        if (event.target !== element.current) return;
        event.preventDefault();
        props.onClose();
      }}
    >
      <header class="sheet-head">
        <div class="grow">
          <h2 id={id} ref={title} class="sheet-title" lang={props.titleLanguage} tabIndex={-1}>
            {props.title}
          </h2>
          {props.subtitle && (
            <p class="muted sheet-subtitle">
              <bdi>{props.subtitle}</bdi>
            </p>
          )}
        </div>
        {props.tools}
        <IconButton icon="cross" label={i18n.t('close')} onClick={props.onClose} />
      </header>
      <div ref={body} class="sheet-body stack">
        {props.children}
      </div>
      <footer class="sheet-foot">{props.foot}</footer>
    </dialog>
  );
}

/** How far a key scrolls, as a part of the visible height; the browser scrolls about as far. */
const SCROLLS: Readonly<Record<string, number>> = {
  PageDown: 0.875,
  PageUp: -0.875,
  ArrowDown: 0.1,
  ArrowUp: -0.1,
  End: Number.MAX_SAFE_INTEGER,
  Home: -Number.MAX_SAFE_INTEGER,
};

/**
 * Scrolls the content of a sheet with a key that is pressed in its head or foot. The browser scrolls
 * only around the focus, and the title has the focus first.
 */
function scrollByKey(event: KeyboardEvent, body: HTMLElement | null): boolean {
  const { key, target, altKey, ctrlKey, metaKey, shiftKey } = event;
  const part = SCROLLS[key];
  if (body === null || part === undefined || altKey || ctrlKey || metaKey || shiftKey) return false;
  if (!(target instanceof Element) || body.contains(target)) return false;
  if (target.closest('input, select, textarea, [role=menu]') !== null) return false;
  body.scrollBy({ top: part * body.clientHeight });
  return true;
}
