import { i18n } from '#i18n';
import { reportName } from '@/components/ui/names';
import type { ClippedPassages } from '@/utils/messaging/protocol/clipped-passages';

export interface SavedWords {
  /**
   * Where the passages went, and how many of how many, where those are not the same; where they
   * lie, and since when, if all had been clipped before.
   */
  readonly where: string;
  /** That others had been clipped before; null where that is said already, or none had. */
  readonly again: string | null;
}

/** What became of the passages of one act, apart from why some were not kept. */
export function savedWords({ saved, passages }: ClippedPassages): SavedWords {
  const fresh = saved.filter(({ duplicate }) => !duplicate);
  const { reportTitle, sectionTitle, capturedAt } = fresh[0] ?? saved[0];
  const report = reportName(reportTitle);
  const section = sectionTitle ?? i18n.t('inbox');
  const old = saved.length - fresh.length;
  const day = new Intl.DateTimeFormat(i18n.t('locale'), { dateStyle: 'medium' });
  return {
    where:
      fresh.length === 0
        ? i18n.t('toast_duplicate', [report, section, day.format(new Date(capturedAt))])
        : wentTo(fresh.length, passages, [report, section]),
    again: old === 0 || passages === 1 ? null : i18n.t('saved_again', old),
  };
}

function wentTo(count: number, of: number, [report, section]: readonly [string, string]): string {
  if (count < of) return i18n.t('saved_part', count, [count, of, report, section]);
  return count === 1
    ? i18n.t('saved_to_section', [report, section])
    : i18n.t('toast_saved_several', [count, report, section]);
}
