import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import './organise.css';

interface TagFieldProps {
  /** Suggested while the user types. */
  readonly known: readonly string[];
  readonly focusKey: string;
  /** Called with the typed text: one tag, or several with commas between them. */
  readonly onAdd: (words: string) => void;
  /** Called with the text that is in the field and not yet added. */
  readonly onType?: (words: string) => void;
  /** Called for Backspace in the empty field. */
  readonly onRemoveLast: () => void;
  /**
   * Called when the editing ends. `byKey`: a key ended it, so the caller must move the focus.
   * Absent if the field stays; then Enter and Escape in the empty field belong to the dialog.
   */
  readonly onDone?: (byKey: boolean) => void;
}

/**
 * A field for a tag that suggests known tags. Enter and a comma add the tag. Escape, Ctrl+Enter, Enter in
 * the empty field, and leaving the field end the editing and keep what was typed.
 */
export function TagField(props: TagFieldProps) {
  const { known, focusKey, onAdd, onType, onRemoveLast, onDone } = props;
  const id = useId();
  const [words, setWords] = useState('');
  const type = (typed: string) => {
    setWords(typed);
    onType?.(typed);
  };
  const input = useRef<HTMLInputElement>(null);
  // The editing ends once, for whichever reason.
  const ended = useRef(false);
  const pressed = useRef(false);
  useLayoutEffect(() => {
    input.current?.focus();
    const press = () => {
      pressed.current = true;
    };
    const release = () => {
      pressed.current = false;
    };
    document.addEventListener('pointerdown', press, true);
    document.addEventListener('pointerup', release, true);
    document.addEventListener('pointercancel', release, true);
    return () => {
      document.removeEventListener('pointerdown', press, true);
      document.removeEventListener('pointerup', release, true);
      document.removeEventListener('pointercancel', release, true);
    };
  }, []);

  const take = (typed: string) => {
    if (typed.trim() !== '') onAdd(typed);
    type('');
  };
  const end = (typed: string, byKey: boolean) => {
    if (ended.current) return;
    ended.current = onDone !== undefined;
    take(typed);
    onDone?.(byKey);
  };
  return (
    <>
      <input
        ref={input}
        class="input tag-input"
        type="text"
        list={id}
        value={words}
        maxLength={200}
        autocomplete="off"
        aria-label={i18n.t('tag_add')}
        placeholder={i18n.t('tag_placeholder')}
        data-focus={focusKey}
        onInput={(event) => {
          const typed = event.currentTarget.value;
          // A suggestion was chosen, so the text is complete.
          const chosen = event instanceof InputEvent && event.inputType === 'insertReplacementText';
          if (chosen || /[,;]\s*$/u.test(typed)) take(typed);
          else type(typed);
        }}
        onBlur={() => {
          if (!pressed.current) return end(words, false);
          // Later, because a layout change between pressing and releasing a button would prevent
          // the click.
          const after = () => setTimeout(() => end(words, false));
          document.addEventListener('pointerup', after, { once: true });
        }}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          const endsAll = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
          if (event.key === 'Backspace' && words === '') onRemoveLast();
          // Confirms the dialog.
          else if (endsAll && onDone === undefined) return;
          else if (event.key === 'Enter' && !endsAll && words.trim() !== '') take(words);
          else if (!['Enter', 'Escape'].includes(event.key)) return;
          else if (onDone !== undefined) end(words, true);
          else if (words.trim() !== '') take(words);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <datalist id={id}>
        {known.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
    </>
  );
}
