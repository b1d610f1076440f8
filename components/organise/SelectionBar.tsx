import { useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { IconButton } from '@/components/ui/Button';
import { useBarHeight } from '@/components/ui/use-bar-height';
import './organise.css';

interface SelectionBarProps {
  readonly count: number;
  /** Whether the selection has a clip. Only clips can be tagged and verified. */
  readonly clips: boolean;
  readonly onMove: () => void;
  readonly onTag: () => void;
  readonly onVerify: () => void;
  readonly onCopy: () => void;
  readonly onDelete: () => void;
  readonly onClear: () => void;
}

/** Shows the number of selected items and the commands for them. */
export function SelectionBar(props: SelectionBarProps) {
  const words = i18n.t('selected_count', props.count);
  const bar = useRef<HTMLDivElement>(null);
  useBarHeight(bar, '--bar-height');
  return (
    <div ref={bar} class="selection-bar" role="toolbar" aria-label={words}>
      <span class="selection-count">{words}</span>
      <span class="selection-acts">
        <IconButton
          icon="move"
          label={i18n.t('move_to')}
          onClick={props.onMove}
          focusKey="selection-move"
        />
        <IconButton
          icon="tag"
          label={i18n.t('tag_action')}
          disabled={!props.clips}
          onClick={props.onTag}
        />
        <IconButton
          icon="check"
          label={i18n.t('verify_clip')}
          disabled={!props.clips}
          onClick={props.onVerify}
        />
        <IconButton icon="copy" label={i18n.t('export_copy')} onClick={props.onCopy} />
        <IconButton icon="bin" label={i18n.t('delete')} onClick={props.onDelete} />
        <IconButton icon="cross" label={i18n.t('select_none')} onClick={props.onClear} />
      </span>
    </div>
  );
}
