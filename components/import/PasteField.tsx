import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import type { ImportInput, ImportPort } from './import-port';
import './import.css';

/** Longer pasted HTML, in characters, is read without being shown first. */
const MOST_SHOWN_HTML = 1_000_000;

interface PasteFieldProps {
  readonly toMarkdown: ImportPort['htmlToMarkdown'];
  readonly onRead: (input: ImportInput) => void;
}

/**
 * Takes a report from the clipboard: its plain text, or its HTML shown as Markdown if the plain
 * text would lose links.
 */
export function PasteField({ toMarkdown, onRead }: PasteFieldProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [empty, setEmpty] = useState(true);
  const [rich, setRich] = useState(false);

  const read = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The field grows with a long report and pushes the button out of view.
    if (!empty) read.current?.scrollIntoView({ block: 'nearest' });
  }, [empty]);

  const pasteHtml = async (html: string) => {
    const markdown = await toMarkdown(html);
    const into = field.current;
    if (into === null) return;
    if (!markdown.ok) return onRead({ kind: 'html', html });
    into.setRangeText(markdown.value, into.selectionStart, into.selectionEnd, 'end');
    setEmpty(into.value.trim() === '');
    setRich(true);
  };

  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        const text = field.current?.value ?? '';
        if (text.trim() !== '') onRead({ kind: 'text', text });
      }}
    >
      <label class="field-label" for={id}>
        {i18n.t('import_paste')}
      </label>
      <textarea
        id={id}
        ref={field}
        class="input input-area import-paste"
        aria-describedby={`${id}-hint`}
        spellcheck={false}
        onInput={(event) => setEmpty(event.currentTarget.value.trim() === '')}
        onPaste={(event) => {
          const html = event.clipboardData === null ? null : linkedHtml(event.clipboardData);
          if (html === null) return;
          event.preventDefault();
          if (html.length > MOST_SHOWN_HTML) onRead({ kind: 'html', html });
          else void pasteHtml(html);
        }}
      />
      <p class="field-hint" id={`${id}-hint`} role="status">
        {i18n.t(rich ? 'import_paste_rich' : 'import_paste_hint')}
      </p>
      <div class="row" ref={read}>
        <Button type="submit" disabled={empty}>
          {i18n.t('import_paste_read')}
        </Button>
      </div>
    </form>
  );
}

/** Returns the HTML of a clipboard if its plain text would lose links, otherwise null. */
function linkedHtml(clipboard: DataTransfer): string | null {
  const html = clipboard.getData('text/html');
  if (!/<a\s(?:[^<>]|<(?!a\s))*href\s*=/i.test(html)) return null;
  // Editors copy Markdown as HTML too. The Markdown source says more.
  const text = clipboard.getData('text/plain');
  return /\]\(https?:\/\/|\]:\s*https?:\/\/|\[\^\w+\]:/.test(text) ? null : html;
}
