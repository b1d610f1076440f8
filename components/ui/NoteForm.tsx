import type { ComponentChildren, Ref } from 'preact';
import { matchShortcut } from '@/utils/model/match-shortcut';
import { STATEMENT_SHORTCUTS } from '@/utils/model/shortcuts';

interface NoteFormProps {
  readonly formRef?: Ref<HTMLFormElement>;
  /** Called when the user finishes the note with a key or a button. */
  readonly onDone: () => void;
  readonly children: ComponentChildren;
}

/** The form for a note. The keys that end the editing of a statement also end the note. */
export function NoteForm({ formRef, onDone, children }: NoteFormProps) {
  return (
    <form
      class="stack stack-tight"
      ref={formRef ?? null}
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
      }}
      onKeyDown={(event) => {
        if (matchShortcut(event, STATEMENT_SHORTCUTS) !== 'done') return;
        event.preventDefault();
        event.stopPropagation();
        onDone();
      }}
    >
      {children}
    </form>
  );
}
