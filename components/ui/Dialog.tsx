import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import './ui.css';
import { Button } from './Button';

interface DialogProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** The label of the button that confirms. */
  readonly confirm: string;
  /** The label of the closing button, for a dialog in which *Annuler* could also mean *Undo*. */
  readonly cancel?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Runs inside the click or key handler, before anything is awaited. */
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/**
 * A modal dialog, with the browser's own `dialog` element: the focus stays in it, Escape closes it,
 * Enter in a field or a list and Ctrl+Enter confirm, and afterwards the focus returns to where it
 * was.
 */
export function Dialog(props: DialogProps) {
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);

  // A layout effect, because a later one would take the focus from where it has moved since.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = element.current;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('.dialog-body :is(input, textarea, select)')?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={element}
      class="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onKeyDown={(event) => {
        if (event.isComposing || event.defaultPrevented) return;
        if (
          event.key === 'Enter' &&
          (event.ctrlKey || event.metaKey || isClosedList(event.target))
        ) {
          event.preventDefault();
          element.current?.querySelector('form')?.requestSubmit();
        }
        if (event.key !== 'Escape') return;
        // If the browser closed the dialog, Chrome would move the focus from its side panel to the
        // page.
        event.preventDefault();
        props.onClose();
      }}
    >
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!props.disabled) props.onConfirm();
        }}
      >
        <h2 id={id} class="dialog-title">
          {props.title}
        </h2>
        <div class="dialog-body stack">{props.children}</div>
        <div class="dialog-foot">
          <Button onClick={props.onClose}>{props.cancel ?? i18n.t('cancel')}</Button>
          <Button
            type="submit"
            look={props.danger ? 'danger' : 'primary'}
            disabled={props.disabled ?? false}
          >
            {props.confirm}
          </Button>
        </div>
      </form>
    </dialog>
  );
}

/**
 * Whether this is a closed list, from which browsers send no form on Enter. In an open list, Enter
 * chooses. Chrome knows ":open" since its version 133; before, Enter in a list does nothing.
 */
function isClosedList(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLSelectElement) || !CSS.supports('selector(:open)')) return false;
  return !target.matches(':open');
}
