import { i18n } from '#i18n';
import type { CheckState } from '@/utils/model/check-state';
import type { ChangedFact } from '@/utils/model/evidence';
import './ui.css';
import { Icon } from './Icon';
import { VERDICT_LOOK } from './verdict-look';

interface VerdictBadgeProps {
  readonly verdict: CheckState;
  /** For an altered quote: the most important change. */
  readonly fact?: ChangedFact | undefined;
}

/** Shows a verdict, or that there is none, by shape, word and colour. Its tooltip explains it. */
export function VerdictBadge({ verdict, fact }: VerdictBadgeProps) {
  const { tone, icon } = VERDICT_LOOK[verdict];
  const word = i18n.t(`verdict_${verdict}`);
  return (
    <span class={`verdict verdict-${tone}`} title={i18n.t(`means_${verdict}`)}>
      <Icon name={icon} size={12} />
      <span>
        {verdict === 'altered' && fact !== undefined
          ? i18n.t('verdict_with_fact', [word, i18n.t(`fact_${fact}`)])
          : word}
      </span>
    </span>
  );
}
