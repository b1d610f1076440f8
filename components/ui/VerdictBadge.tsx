import { i18n } from '#i18n';
import { type CheckState, leadingFact } from '@/utils/model/check-state';
import type { CheckEvidence } from '@/utils/model/evidence';
import './ui.css';
import { Icon } from './Icon';
import { VERDICT_LOOK } from './verdict-look';

interface VerdictBadgeProps {
  readonly verdict: CheckState;
  /** What changed in an altered quote; the most important kind of change is named. */
  readonly changes?: CheckEvidence['changes'] | undefined;
}

/** Shows a verdict, or that there is none, by shape, word and colour. Its tooltip explains it. */
export function VerdictBadge({ verdict, changes }: VerdictBadgeProps) {
  const { tone, icon } = VERDICT_LOOK[verdict];
  const word = i18n.t(`verdict_${verdict}`);
  const fact = verdict === 'altered' ? leadingFact(changes) : null;
  return (
    <span class={`verdict verdict-${tone}`} title={i18n.t(`means_${verdict}`)}>
      <Icon name={icon} size={12} />
      <span>
        {fact === null
          ? word
          : i18n.t('verdict_with_fact', [word, i18n.t(`fact_${fact.fact}`, fact.count)])}
      </span>
    </span>
  );
}
