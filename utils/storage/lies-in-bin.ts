import type { Clip } from '@/utils/model/evidence';
import type { ReportClip, ReportSummary } from './schema';

/**
 * Returns whether a clip is in the bin of the report that it was filed under. The document decides
 * or, if the clip was never moved, the section that it was filed in.
 */
export function liesInBin(
  { filedUnder }: Clip,
  known: ReportClip | undefined,
  report: ReportSummary | undefined,
): boolean {
  if (known?.binned === true) return true;
  const { sectionId } = filedUnder;
  if (known?.placed === true || sectionId === null) return false;
  return report?.binnedSections.includes(sectionId) === true;
}
