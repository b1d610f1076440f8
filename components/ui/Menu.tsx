import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import './ui.css';
import { Icon, type IconName } from './Icon';

export type MenuEntry =
  | {
      readonly label: string;
      /** Distinguishes entries with the same label. */
      readonly id?: string;
      readonly onSelect: () => void;
      readonly icon?: IconName;
      readonly disabled?: boolean;
      readonly danger?: boolean;
      /** For an entry that is one of several choices: whether it is the current choice. */
      readonly checked?: boolean;
    }
  | 'line';

interface MenuProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  /** The content of the trigger. Without it the trigger is the "more" icon. */
  readonly children?: ComponentChildren;
  /** Classes of the trigger, if it is no ordinary button. */
  readonly class?: string;
  readonly focusKey?: string;
}

/**
 * A button that opens a menu, after the menu button pattern
 * (https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/): arrow keys, Home, End, Escape, and
 * typing the first letters of an entry. The focus returns to the button unless the chosen action
 * moves it.
 */
export function Menu(props: MenuProps) {
  const { label, entries, children, focusKey } = props;
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: '', at: 0 });
  const [open, setOpen] = useState(false);

  // The browser does not count a click in the side panel or in another window as a click outside.
  useLayoutEffect(() => {
    if (!open) return undefined;
    const close = () => popover.current?.hidePopover();
    addEventListener('blur', close);
    return () => removeEventListener('blur', close);
  }, [open]);

  const items = () => [
    ...(popover.current?.querySelectorAll<HTMLButtonElement>('.menu-item') ?? []),
  ];

  const show = (focus: 'first' | 'last') => {
    if (trigger.current === null || popover.current === null) return;
    typed.current = { text: '', at: 0 };
    popover.current.showPopover();
    placePopover(popover.current, trigger.current);
    items()
      .at(focus === 'first' ? 0 : -1)
      ?.focus();
  };

  const hide = () => {
    popover.current?.hidePopover();
    trigger.current?.focus();
  };

  const step = (event: KeyboardEvent) => {
    const all = items();
    const at = event.target instanceof HTMLButtonElement ? all.indexOf(event.target) : -1;
    const target = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      all[target]?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      hide();
    } else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey) {
      const fresh = event.timeStamp - typed.current.at > 700;
      const text = ((fresh ? '' : typed.current.text) + event.key).toLocaleLowerCase();
      typed.current = { text, at: event.timeStamp };
      const from = text.length === 1 ? at + 1 : at;
      const order = [...all.slice(Math.max(from, 0)), ...all.slice(0, Math.max(from, 0))];
      order.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(text))?.focus();
    }
  };

  const choices = entries.some((entry) => entry !== 'line' && entry.checked !== undefined);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        class={
          props.class ?? (children ? 'button button-plain' : 'button button-quiet button-icon')
        }
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        aria-label={children ? undefined : label}
        title={children ? undefined : label}
        data-focus={focusKey}
        // Tells the browser which button opened the menu, so that a click on the button does not
        // count as a click outside of the menu.
        popovertarget={id}
        onClick={(event) => {
          event.preventDefault();
          if (popover.current?.matches(':popover-open')) hide();
          else show('first');
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          if (event.altKey) return;
          event.preventDefault();
          show(event.key === 'ArrowDown' ? 'first' : 'last');
        }}
      >
        {children ?? <Icon name="more" />}
      </button>
      <div
        ref={popover}
        id={id}
        class="menu"
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={step}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {entries.map((entry, at) =>
          entry === 'line' ? (
            <hr key={`line-${at.toString()}`} class="menu-line" />
          ) : (
            <button
              key={entry.id ?? entry.label}
              type="button"
              class={`menu-item${entry.danger ? ' menu-item-danger' : ''}`}
              {...roleOf(entry)}
              aria-disabled={entry.disabled}
              tabIndex={-1}
              onClick={() => {
                if (entry.disabled) return;
                hide();
                entry.onSelect();
              }}
            >
              {choices && !entry.icon ? (
                entry.checked ? (
                  <Icon name="check" />
                ) : (
                  <span class="menu-gap" />
                )
              ) : (
                entry.icon && <Icon name={entry.icon} />
              )}
              <span class="grow">{entry.label}</span>
            </button>
          ),
        )}
      </div>
    </>
  );
}

function roleOf({ checked }: Exclude<MenuEntry, 'line'>) {
  return checked === undefined
    ? ({ role: 'menuitem' } as const)
    : ({ role: 'menuitemradio', 'aria-checked': checked } as const);
}

/**
 * Puts an open popover below its trigger, or above it if there is more room. Its end edge is
 * aligned with the trigger's, and it stays inside the window.
 */
function placePopover(popover: HTMLElement, trigger: HTMLElement): void {
  const gap = 4;
  const margin = 8;
  const anchor = trigger.getBoundingClientRect();
  const box = popover.getBoundingClientRect();
  const below = window.innerHeight - anchor.bottom - gap - margin;
  const top =
    box.height <= below || below >= anchor.top - gap - margin
      ? anchor.bottom + gap
      : anchor.top - gap - box.height;
  const rightToLeft = getComputedStyle(trigger).direction === 'rtl';
  const fromStart = anchor.left + anchor.width / 2 < window.innerWidth / 2;
  const left = fromStart !== rightToLeft ? anchor.left : anchor.right - box.width;
  popover.style.top = `${clamp(top, margin, window.innerHeight - box.height - margin).toString()}px`;
  popover.style.left = `${clamp(left, margin, window.innerWidth - box.width - margin).toString()}px`;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
