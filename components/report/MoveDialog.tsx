import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Dialog } from '@/components/ui/Dialog';
import { SelectField, type SelectOption } from '@/components/ui/Field';

interface MoveDialogProps {
  readonly options: readonly SelectOption[];
  readonly value: string;
  /** How far this moves. */
  readonly reach: string;
  readonly onConfirm: (value: string) => void;
  readonly onClose: () => void;
}

/** Asks where to move an item. */
export function MoveDialog({ options, value, reach, onConfirm, onClose }: MoveDialogProps) {
  const [chosen, setChosen] = useState(
    options.some((option) => option.value === value) ? value : (options[0]?.value ?? ''),
  );
  return (
    <Dialog
      title={i18n.t('move_title')}
      confirm={i18n.t('move_confirm')}
      onConfirm={() => onConfirm(chosen)}
      onClose={onClose}
    >
      <SelectField
        label={i18n.t('section')}
        bare
        value={chosen}
        onChange={setChosen}
        options={options}
      />
      <p class="muted">{reach}</p>
    </Dialog>
  );
}
