import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Dialog } from '@/components/ui/Dialog';
import { SelectField, TextField } from '@/components/ui/Field';

interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly confirm: string;
  readonly value: string;
  /** BCP 47; absent where what is named has no language of its own. */
  readonly language?: string;
  readonly onConfirm: (value: string, language: string) => void;
  readonly onClose: () => void;
}

/** Asks for a name, and for a report also for the language of its prose. */
export function NameDialog(props: NameDialogProps) {
  const [value, setValue] = useState(props.value);
  const [language, setLanguage] = useState(props.language ?? '');
  const trimmed = value.trim();
  return (
    <Dialog
      title={props.title}
      confirm={props.confirm}
      disabled={trimmed === ''}
      onConfirm={() => props.onConfirm(trimmed, language)}
      onClose={props.onClose}
    >
      <TextField label={props.label} value={value} onChange={setValue} required />
      {props.language !== undefined && (
        <SelectField
          label={i18n.t('report_language')}
          value={language}
          onChange={setLanguage}
          options={languageOptions(props.language)}
        />
      )}
    </Dialog>
  );
}

/** Languages that reports are often written in; a report may have any other. */
const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'he', 'it', 'ja', 'nl', 'pl', 'pt', 'uk', 'zh'];

function languageOptions(present: string): { value: string; label: string }[] {
  const tags = LANGUAGES.includes(present) ? LANGUAGES : [present, ...LANGUAGES];
  const names = new Intl.DisplayNames([i18n.t('locale')], { type: 'language', fallback: 'code' });
  return tags
    .map((tag) => ({ value: tag, label: nameOf(names, tag) }))
    .sort((a, b) => a.label.localeCompare(b.label, i18n.t('locale')));
}

function nameOf(names: Intl.DisplayNames, tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    // A report from elsewhere may name a language that is no language tag.
    return tag;
  }
}
