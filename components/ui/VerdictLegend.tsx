import { i18n } from '#i18n';
import './ui.css';
import { CHECK_GROUPS, type CheckCounts, type CheckGroup } from '@/utils/model/check-state';

interface VerdictLegendProps {
  readonly counts: CheckCounts;
  /** The number of clips that are counted, if it is shown. */
  readonly clips?: number;
  /** The group whose clips or claims are shown; null for all. */
  readonly chosen?: CheckGroup | null;
  /** Shows only what belongs to a group, or everything again. */
  readonly onChoose?: (group: CheckGroup | null) => void;
}

/**
 * Shows how many clips have each verdict, in words. The numbers are buttons if they can filter.
 * Shows nothing if there are no clips.
 */
export function VerdictLegend({ counts, clips, chosen = null, onChoose }: VerdictLegendProps) {
  const shown = CHECK_GROUPS.filter((group) => counts[group] > 0 || group === chosen);
  if (shown.length === 0) return null;
  return (
    <ul class="verdict-legend" aria-label={i18n.t('verdicts')}>
      {clips !== undefined && <li>{i18n.t('clips_count', clips)}</li>}
      {shown.map((group) => {
        const words = (
          <>
            <b>{counts[group]}</b> {i18n.t(`group_${group}`, counts[group])}
          </>
        );
        return (
          <li key={group}>
            {onChoose === undefined ? (
              words
            ) : (
              <button
                type="button"
                class="verdict-filter"
                aria-pressed={group === chosen}
                title={i18n.t(group === chosen ? 'verdicts_all' : 'verdicts_only')}
                data-focus={`verdicts-${group}`}
                onClick={() => onChoose(group === chosen ? null : group)}
              >
                {words}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
