import type { ComponentChildren, Ref } from 'preact';
import './ui.css';
import { Icon, type IconName } from './Icon';
import { keyWords } from './key-words';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick?: (event: MouseEvent) => void;
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger';
  readonly large?: boolean;
  readonly icon?: IconName;
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean;
  /** Whether its work is still going on. A busy button ignores clicks, but keeps the focus. */
  readonly busy?: boolean;
  readonly grow?: boolean;
  /** The tooltip, for a button that shows only its icon in some places. */
  readonly title?: string;
  /** The key that does the same. */
  readonly shortcut?: string | undefined;
  /** A longer name, for a label that is clear only with the text beside it. */
  readonly label?: string;
  /** Names the button for code that returns the focus; see focus.ts. */
  readonly focusKey?: string;
  /** For a button that shows and hides something: whether it is shown. */
  readonly expanded?: boolean;
  /** For a button that is one of several choices: whether it is the current choice. */
  readonly pressed?: boolean;
}

/** A button with a text label. */
export function Button(props: ButtonProps) {
  const look = props.look ?? 'plain';
  return (
    <button
      type={props.type ?? 'button'}
      class={`button button-${look}${props.large ? ' button-large' : ''}${props.grow ? ' grow' : ''}`}
      disabled={props.disabled ?? false}
      aria-disabled={props.busy === true ? true : undefined}
      aria-label={props.label}
      title={props.title ?? shortcutTitle(props)}
      aria-keyshortcuts={props.shortcut}
      aria-expanded={props.expanded}
      aria-pressed={props.pressed}
      data-focus={props.focusKey}
      onClick={props.busy === true ? undefined : props.onClick}
    >
      {props.icon && <Icon name={props.icon} />}
      <span>{props.children}</span>
    </button>
  );
}

/** Returns a tooltip that names the key of a button. */
function shortcutTitle({ label, shortcut }: ButtonProps): string | undefined {
  return label === undefined || shortcut === undefined
    ? undefined
    : `${label} (${keyWords(shortcut)})`;
}

interface IconButtonProps {
  readonly icon: IconName;
  /** The button's name, also shown as its tooltip. */
  readonly label: string;
  readonly onClick?: (event: MouseEvent) => void;
  readonly disabled?: boolean;
  readonly expanded?: boolean;
  readonly opens?: 'menu' | 'dialog';
  readonly buttonRef?: Ref<HTMLButtonElement>;
  readonly focusKey?: string;
}

/** A button with an icon. */
export function IconButton(props: IconButtonProps) {
  return (
    <button
      ref={props.buttonRef ?? null}
      type="button"
      class="button button-quiet button-icon"
      aria-label={props.label}
      title={props.label}
      aria-expanded={props.expanded}
      aria-haspopup={props.opens}
      data-focus={props.focusKey}
      disabled={props.disabled ?? false}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
    </button>
  );
}
