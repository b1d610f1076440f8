import type { ComponentChildren } from 'preact';
import './ui.css';
import { Icon } from './Icon';

interface DisclosureProps {
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
  /** The id of the element that it shows and hides. */
  readonly controls: string;
  readonly children: ComponentChildren;
  readonly focusKey?: string;
}

/** A button that shows and hides the content below it. */
export function Disclosure(props: DisclosureProps) {
  return (
    <button
      type="button"
      class="disclosure grow"
      aria-expanded={props.open}
      aria-controls={props.controls}
      data-focus={props.focusKey}
      onClick={() => props.onToggle(!props.open)}
    >
      <Icon name="right" size={14} />
      <span class="grow">{props.children}</span>
    </button>
  );
}

/** A number, or a number of others, in a pill beside a heading. */
export function Count({ value, label }: { value: number | string; label: string }) {
  return (
    <span class="count" title={label}>
      <span aria-hidden="true">{value}</span>
      <span class="visually-hidden">{label}</span>
    </span>
  );
}
