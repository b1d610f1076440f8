import type { ComponentProps } from 'preact';
import './ui.css';
import { CHECK_GROUPS } from '@/utils/model/check-state';
import { VerdictLegend } from './VerdictLegend';

/**
 * Shows how many clips have each verdict, as a bar and in words. Shows nothing if there are no
 * clips.
 */
export function VerdictBar(props: ComponentProps<typeof VerdictLegend>) {
  const { counts } = props;
  const shown = CHECK_GROUPS.filter((group) => counts[group] > 0);
  if (shown.length === 0) return null;
  return (
    <div>
      <div class="verdict-bar" aria-hidden="true">
        {shown.map((group) => (
          <span key={group} class={`is-${group}`} style={{ flex: counts[group] }} />
        ))}
      </div>
      <VerdictLegend {...props} />
    </div>
  );
}
