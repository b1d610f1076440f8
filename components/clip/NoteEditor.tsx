import { useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { TextArea } from '@/components/ui/Field';
import { NoteForm } from '@/components/ui/NoteForm';

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
    <NoteForm onDone={onDone}>
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
    </NoteForm>
  );
}
