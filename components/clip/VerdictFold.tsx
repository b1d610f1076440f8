import { i18n } from '#i18n';
import type { ClipView } from '@/components/state/clip-view';
import { checkedWhen } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { VerdictBadge } from '@/components/ui/VerdictBadge';
import './clip.css';

interface VerdictFoldProps {
  readonly view: ClipView;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
  /** The id of the element that the button shows and hides. */
  readonly controls: string;
  readonly focusKey: string;
}

/**
 * Shows the verdict as a button that shows and hides its details. For a clip without a verdict, the
 * button shows the history.
 */
export function VerdictFold({ view, open, onToggle, controls, focusKey }: VerdictFoldProps) {
  const { check } = view;
  const said = check === null ? i18n.t('history') : checkedWhen(check.checkedAt);
  return (
    <button
      type="button"
      class="disclosure verdict-fold"
      aria-expanded={open}
      aria-controls={controls}
      data-focus={focusKey}
      title={said}
      onClick={() => onToggle(!open)}
    >
      <span class={check === null ? 'visually-hidden' : 'visually-hidden card-state'}>{said}</span>
      {check && <VerdictBadge verdict={check.verdict} changes={check.evidence.changes} />}
      <Icon name="down" size={12} />
    </button>
  );
}
