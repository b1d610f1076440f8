import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import './organise.css';

interface TagFieldProps {
  /** Offered while typing. */
  readonly known: readonly string[];
  readonly focusKey: string;
  /** Called with what was typed: one tag, or several with commas between them. */
  readonly onAdd: (words: string) => void;
  /** Backspace where nothing is typed. */
  readonly onRemoveLast: () => void;
  /**
   * Told whether a key ended it, and not a click elsewhere, which keeps the focus. Absent where
   * the field stays: Enter without a word and Escape are then its dialog's.
   */
  readonly onDone?: (byKey: boolean) => void;
}

/**
 * Where a tag is typed, with the known ones offered. Enter and a comma add it; Escape, Enter
 * without a word, and leaving the field end it, and what was typed is kept.
 */
export function TagField({ known, focusKey, onAdd, onRemoveLast, onDone }: TagFieldProps) {
  const id = useId();
  const [words, setWords] = useState('');
  const input = useRef<HTMLInputElement>(null);
  // The field is left once, however that comes about.
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
    setWords('');
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
          // One of those offered was chosen: nothing is left to type.
          const chosen = event instanceof InputEvent && event.inputType === 'insertReplacementText';
          if (chosen || /[,;]\s*$/u.test(typed)) take(typed);
          else setWords(typed);
        }}
        onBlur={() => {
          if (!pressed.current) return end(words, false);
          // Nothing moves between the press of a button and its release, or it is not clicked.
          const after = () => setTimeout(() => end(words, false));
          document.addEventListener('pointerup', after, { once: true });
        }}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === 'Backspace' && words === '') onRemoveLast();
          else if (event.key === 'Enter' && words.trim() !== '') take(words);
          else if (onDone !== undefined && ['Enter', 'Escape'].includes(event.key)) end('', true);
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
