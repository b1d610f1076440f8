import { i18n } from '#i18n';
import { DragGrip } from './DragGrip';
import { useOrganise } from './organise-context';
import './organise.css';

interface ItemHandleProps {
  readonly id: string;
  /** A short name of the statement or clip. */
  readonly name: string;
}

/** The check box and the grip of a statement or clip. Renders nothing where neither is possible. */
export function ItemHandle({ id, name }: ItemHandleProps) {
  const organise = useOrganise();
  if (organise === null) return null;
  return (
    <div class="item-handle">
      <label class="item-check">
        <input
          type="checkbox"
          checked={organise.selected.has(id)}
          aria-label={i18n.t('select_item', [name])}
          data-check
          data-focus={`check-${id}`}
          onClick={(event) => organise.onCheck(id, event.shiftKey)}
        />
      </label>
      <DragGrip source={{ kind: 'items', ids: [id] }} name={name} focusKey={`grip-${id}`} />
    </div>
  );
}
