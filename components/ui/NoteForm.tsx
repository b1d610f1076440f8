import type { ComponentChildren, Ref } from 'preact';
import { matchShortcut } from '@/utils/model/match-shortcut';
import { STATEMENT_SHORTCUTS } from '@/utils/model/shortcuts';

interface NoteFormProps {
  readonly formRef?: Ref<HTMLFormElement>;
  /** Called when the user leaves the note by a key or by a button of the form. */
  readonly onDone: () => void;
  readonly children: ComponentChildren;
}

/** The form around the field of a note. The keys that end a statement work here, too. */
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
