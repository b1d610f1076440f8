import { useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { TextArea } from '@/components/ui/Field';
import { matchShortcut } from '@/utils/model/match-shortcut';
import { STATEMENT_SHORTCUTS } from '@/utils/model/shortcuts';

interface NoteEditorProps {
  readonly note: string;
  /** Called at every keystroke, so that nothing is lost when the panel closes. */
  readonly onChange: (note: string) => void;
  readonly onDone: () => void;
}

/** Edits a clip's note. */
export function NoteEditor({ note, onChange, onDone }: NoteEditorProps) {
  const focused = useRef(false);
  return (
    <form
      class="stack stack-tight"
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
      <TextArea
        label={i18n.t('note')}
        bare
        value={note}
        placeholder={i18n.t('note_placeholder')}
        onChange={onChange}
        inputRef={(element) => {
          if (element === null || focused.current) return;
          focused.current = true;
          element.focus();
          element.setSelectionRange(element.value.length, element.value.length);
        }}
      />
      <div class="card-foot">
        <Button type="submit">{i18n.t('done')}</Button>
      </div>
    </form>
  );
}
