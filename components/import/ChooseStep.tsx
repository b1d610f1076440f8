import { useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import type { ImportInput, ImportPort } from './import-port';
import { PasteField } from './PasteField';
import './import.css';

interface ChooseStepProps {
  readonly toMarkdown: ImportPort['htmlToMarkdown'];
  readonly onInputs: (inputs: readonly ImportInput[]) => void;
}

/** The file types that the file chooser offers first. The user can choose any other file too. */
const ACCEPTED =
  '.md,.markdown,.txt,.html,.htm,.docx,.pincite-bundle,.pincite,text/markdown,text/plain,text/html';

/** Asks for files or for pasted text. */
export function ChooseStep({ toMarkdown, onInputs }: ChooseStepProps) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <p class="muted">{i18n.t('import_intro')}</p>
      <div class="stack stack-tight">
        <Button
          look="primary"
          large
          icon="upload"
          focusKey="import-files"
          onClick={() => chooser.current?.click()}
        >
          {i18n.t('import_choose_files')}
        </Button>
        <p class="muted">{i18n.t('import_file_kinds')}</p>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept={ACCEPTED}
          aria-label={i18n.t('import_choose_files')}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            // So that the same file can be chosen again.
            event.currentTarget.value = '';
            onInputs(files.map((file) => ({ kind: 'file', file })));
          }}
        />
      </div>
      <PasteField toMarkdown={toMarkdown} onRead={(input) => onInputs([input])} />
    </>
  );
}
