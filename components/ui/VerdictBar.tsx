import './ui.css';
import { VerdictLegend } from './VerdictLegend';
import { VERDICT_GROUPS, type VerdictCounts } from './verdict-look';

/**
 * Shows how many clips have each verdict, as a bar and in words. Shows nothing when there are no
 * clips.
 */
export function VerdictBar({ counts }: { counts: VerdictCounts }) {
  const shown = VERDICT_GROUPS.filter((group) => counts[group] > 0);
  if (shown.length === 0) return null;
  return (
    <div>
      <div class="verdict-bar" aria-hidden="true">
        {shown.map((group) => (
          <span key={group} class={`is-${group}`} style={{ flex: counts[group] }} />
        ))}
      </div>
      <VerdictLegend counts={counts} />
    </div>
  );
}
