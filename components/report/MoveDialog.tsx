import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Dialog } from '@/components/ui/Dialog';
import { SelectField, type SelectOption, TextField } from '@/components/ui/Field';

/** The value of the option "New section…", which is not the id of a section. */
const NEW_SECTION = 'new-section';

interface MoveDialogProps {
  /** The places to choose from. The first is the one outside of all sections. */
  readonly options: readonly SelectOption[];
  /** The place in which all selected cards are now; null if they are in several places. */
  readonly from: string | null;
  /** How far this moves. */
  readonly reach: string;
  readonly onConfirm: (value: string) => void;
  /** Moves to a new section with that title. If it is absent, the dialog offers no new section. */
  readonly onNewSection?: (title: string) => void;
  readonly onClose: () => void;
}

/** Asks where to move an item. */
export function MoveDialog(props: MoveDialogProps) {
  const { options, from, reach, onConfirm, onNewSection, onClose } = props;
  const [chosen, setChosen] = useState(() => {
    const [outside, ...places] = options.filter(({ group }) => group === undefined);
    const other = [...places, outside].find((option) => option?.value !== from);
    return other?.value ?? (onNewSection === undefined ? (outside?.value ?? '') : NEW_SECTION);
  });
  const [title, setTitle] = useState('');
  const marked = options.map((option) =>
    option.value === from ? { ...option, label: i18n.t('move_from', [option.label]) } : option,
  );
  const listed =
    onNewSection === undefined
      ? marked
      : [...marked, { value: NEW_SECTION, label: i18n.t('new_section') }];
  return (
    <Dialog
      title={i18n.t('move_title')}
      confirm={i18n.t('move_confirm')}
      onConfirm={() => {
        if (chosen === NEW_SECTION) onNewSection?.(title.trim());
        else onConfirm(chosen);
      }}
      onClose={onClose}
    >
      <SelectField
        label={i18n.t('section')}
        bare
        value={chosen}
        onChange={setChosen}
        options={listed}
      />
      {chosen === NEW_SECTION && (
        <TextField label={i18n.t('section_name')} value={title} onChange={setTitle} required />
      )}
      <p class="muted">{reach}</p>
    </Dialog>
  );
}
