import type { i18n } from '#i18n';
import type { ClippedPassages } from '@/utils/messaging/protocol/clipped-passages';
import { MAX_NAME, shorten } from '@/utils/text/shorten';

type Catalogue = Pick<typeof i18n, 't'>;

export interface SavedWords {
  /**
   * Says where the passages are stored, and how many of them if not all were. If all had been
   * clipped before, says where they are and since when.
   */
  readonly where: string;
  /** Says that other passages had been clipped before. Null if `where` says it, or if none had. */
  readonly again: string | null;
}

/**
 * Describes the result of one act, without the reasons why passages were not saved. The clipper has
 * a catalogue of its own.
 */
export function savedWords({ saved, passages }: ClippedPassages, { t }: Catalogue): SavedWords {
  const fresh = saved.filter(({ duplicate }) => !duplicate);
  const { reportTitle, sectionTitle, capturedAt } = fresh[0] ?? saved[0];
  const report = shorten(reportTitle.trim(), MAX_NAME) || t('report_untitled');
  const section = sectionTitle ?? t('inbox');
  const old = saved.length - fresh.length;
  const day = new Intl.DateTimeFormat(t('locale'), { dateStyle: 'medium' });
  const wentTo = (count: number): string => {
    if (count < passages) return t('saved_part', count, [count, passages, report, section]);
    return count === 1
      ? t('saved_to_section', [report, section])
      : t('toast_saved_several', [count, report, section]);
  };
  return {
    where:
      fresh.length === 0
        ? t('toast_duplicate', [report, section, day.format(new Date(capturedAt))])
        : wentTo(fresh.length),
    again: old === 0 || passages === 1 ? null : t('saved_again', old),
  };
}
