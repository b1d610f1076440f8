import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { languageOptions } from '@/components/state/language-options';
import { Dialog } from '@/components/ui/Dialog';
import { SelectField, TextField } from '@/components/ui/Field';

interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly confirm: string;
  readonly value: string;
  /** BCP 47; absent if the named thing has no language. */
  readonly language?: string;
  readonly onConfirm: (value: string, language: string) => void;
  readonly onClose: () => void;
}

/** Asks for a name and, for a report, for the language of its text. */
export function NameDialog(props: NameDialogProps) {
  const [value, setValue] = useState(props.value);
  const [language, setLanguage] = useState(props.language ?? '');
  const trimmed = value.trim();
  return (
    <Dialog
      title={props.title}
      confirm={props.confirm}
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
