import { i18n } from '#i18n';
import './ui.css';
import { VERDICT_GROUPS, type VerdictCounts } from './verdict-look';

/** Shows how many clips have each verdict, in words. Shows nothing when there are no clips. */
export function VerdictLegend({ counts }: { counts: VerdictCounts }) {
  const shown = VERDICT_GROUPS.filter((group) => counts[group] > 0);
  if (shown.length === 0) return null;
  return (
    <ul class="verdict-legend" aria-label={i18n.t('verdicts')}>
      {shown.map((group) => (
        <li key={group}>
          <b>{counts[group]}</b> {i18n.t(`group_${group}`, counts[group])}
        </li>
      ))}
    </ul>
  );
}
