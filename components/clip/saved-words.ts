import { i18n } from '#i18n';
import { reportName } from '@/components/ui/names';
import type { ClippedPassages } from '@/utils/messaging/protocol/clipped-passages';

export interface SavedWords {
  /**
   * Says where the passages are stored, and how many of them if not all were. If all had been
   * clipped before, says where they are and since when.
   */
  readonly where: string;
  /** Says that other passages had been clipped before. Null if `where` says it, or if none had. */
  readonly again: string | null;
}

/** Describes the result of one act, without the reasons why passages were not saved. */
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
