import { Component } from 'preact';

interface TypedFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly maxLength: number;
  readonly onType: (value: string) => void;
  /** Called when Enter was pressed or the field was left. */
  readonly onDone: () => void;
}

/**
 * A field that keeps what the user types, pastes or drops, and reverts every other change.
 * With `document.execCommand` the page can write into the focused field, even while the page
 * handles a key of the user. The resulting `input` event is trusted, but no `beforeinput` event
 * precedes it (Input Events, section 4.1.2). Every change by the user has a `beforeinput` event.
 * https://w3c.github.io/input-events/#event-type-beforeinput
 */
export class TypedField extends Component<TypedFieldProps> {
  #accepted = '';
  /** The change that the user is about to make. */
  #announced: Pick<InputEvent, 'inputType' | 'data'> | null = null;

  readonly #announce = (event: Event): void => {
    if (!event.isTrusted) return;
    const { inputType, data } = event as InputEvent;
    this.#announced = { inputType, data };
  };

  readonly #input = (event: Event): void => {
    const field = event.currentTarget as HTMLInputElement;
    const { inputType, data } = event as InputEvent;
    const announced = this.#announced;
    this.#announced = null;
    if (event.isTrusted && announced?.inputType === inputType && announced.data === data) {
      this.#accepted = field.value;
      this.props.onType(field.value);
    } else {
      field.value = this.#accepted;
    }
  };

  render({ label, hint, maxLength, onDone }: TypedFieldProps) {
    return (
      <input
        type="text"
        autocomplete="off"
        maxLength={maxLength}
        aria-label={label}
        placeholder={hint}
        ref={(field) => field?.addEventListener('beforeinput', this.#announce)}
        onInput={this.#input}
        onChange={onDone}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.isTrusted) onDone();
        }}
      />
    );
  }
}
