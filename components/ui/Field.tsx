import type { Ref } from 'preact';
import { useId } from 'preact/hooks';
import './ui.css';
import { Icon } from './Icon';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Shows no label beside the field; its name stays. */
  readonly bare?: boolean;
  readonly focusKey?: string;
}

/** Text with a visible character, which a required field must have. */
const SOME_TEXT = '.*\\S.*';

/**
 * A single-line text field. The caller handles Escape and Enter. The browser says what is missing in
 * a required field when its form is sent.
 */
export function TextField(
  props: FieldProps & {
    maxLength?: number;
    required?: boolean;
    inputRef?: Ref<HTMLInputElement>;
    onLeave?: () => void;
  },
) {
  const id = useId();
  return (
    <Labelled id={id} {...props}>
      <input
        id={id}
        ref={props.inputRef ?? null}
        class="input"
        type="text"
        value={props.value}
        maxLength={props.maxLength ?? 1000}
        required={props.required ?? false}
        pattern={props.required ? SOME_TEXT : undefined}
        autocomplete="off"
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        data-focus={props.focusKey}
        onInput={(event) => props.onChange(event.currentTarget.value)}
        onBlur={() => props.onLeave?.()}
      />
    </Labelled>
  );
}

/** A date field with a value like YYYY-MM-DD; '' if it is empty or incomplete. */
export function DateField(props: FieldProps & { min?: string; max?: string }) {
  const id = useId();
  return (
    <Labelled id={id} {...props}>
      <input
        id={id}
        class="input"
        type="date"
        value={props.value}
        min={props.min || undefined}
        max={props.max || undefined}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        data-focus={props.focusKey}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
    </Labelled>
  );
}

/** A text field with several lines that grows with its text. */
export function TextArea(
  props: FieldProps & { placeholder?: string; inputRef?: Ref<HTMLTextAreaElement> },
) {
  const id = useId();
  return (
    <Labelled id={id} {...props}>
      <textarea
        id={id}
        ref={props.inputRef ?? null}
        class="input input-area"
        value={props.value}
        placeholder={props.placeholder}
        maxLength={20_000}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        data-focus={props.focusKey}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
    </Labelled>
  );
}

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  /** The name of the group in which the option is listed. The options of a group follow each other. */
  readonly group?: string;
}

/** A choice from a list. */
export function SelectField(props: FieldProps & { options: readonly SelectOption[] }) {
  const id = useId();
  return (
    <Labelled id={id} {...props}>
      <span class="select-frame">
        <select
          id={id}
          class="input input-select"
          value={props.value}
          aria-describedby={props.hint ? `${id}-hint` : undefined}
          data-focus={props.focusKey}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        >
          {[...Map.groupBy(props.options, ({ group }) => group)].map(([group, options]) => {
            const listed = options.map(({ value, label }) => (
              <option key={value} value={value} selected={value === props.value}>
                {label}
              </option>
            ));
            return group === undefined ? (
              listed
            ) : (
              <optgroup key={group} label={group}>
                {listed}
              </optgroup>
            );
          })}
        </select>
        <Icon name="down" />
      </span>
    </Labelled>
  );
}

/** A search field. Escape clears it. Enter leaves the field, and so does Escape if it is empty. */
export function SearchField(
  props: FieldProps & {
    placeholder?: string;
    inputRef?: Ref<HTMLInputElement>;
    /** Called on Enter, and on Escape in an empty field. */
    onLeave?: () => void;
  },
) {
  return (
    <div class="search-frame">
      <Icon name="search" />
      <input
        ref={props.inputRef ?? null}
        class="input"
        type="search"
        value={props.value}
        placeholder={props.placeholder ?? props.label}
        aria-label={props.label}
        autocomplete="off"
        data-focus={props.focusKey}
        onInput={(event) => props.onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === 'Escape' && props.value !== '') {
            event.preventDefault();
            props.onChange('');
          } else if (props.onLeave && (event.key === 'Escape' || event.key === 'Enter')) {
            event.preventDefault();
            props.onLeave();
          }
        }}
      />
    </div>
  );
}

function Labelled(
  props: FieldProps & { id: string; children: preact.ComponentChildren },
): preact.JSX.Element {
  return (
    <div class="field">
      <label class={props.bare ? 'visually-hidden' : 'field-label'} for={props.id}>
        {props.label}
      </label>
      {props.children}
      {props.hint && (
        <span class="field-hint" id={`${props.id}-hint`}>
          {props.hint}
        </span>
      )}
    </div>
  );
}
