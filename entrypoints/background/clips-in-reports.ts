import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { arrangeReport, shownIds } from '@/utils/model/report-tree';
import { ok, type Result } from '@/utils/model/result';
import type { Library } from '@/utils/storage/library';
import type { ClipWithSource } from '@/utils/storage/queries';
import { useLibrary } from './open-library';

/** Clips with the report that each was filed under, without those in a bin. */
export function clipsInReports(
  clips: readonly ClipWithSource[],
): Promise<Result<(ClipWithSource & { readonly reportId: ReportId })[], Failure>> {
  return useLibrary(async (library) => {
    const found: (ClipWithSource & { reportId: ReportId })[] = [];
    for (const reportId of new Set(clips.map(({ clip }) => clip.filedUnder.reportId))) {
      const live = await liveClipIds(library, reportId);
      if (!live.ok) return live;
      for (const entry of clips) {
        if (entry.clip.filedUnder.reportId === reportId && live.value.has(entry.clip.id)) {
          found.push({ ...entry, reportId });
        }
      }
    }
    return ok(found);
  });
}

/** The ids of a report's clips that do not lie in the bin, by themselves or with their section. */
export async function liveClipIds(
  library: Library,
  reportId: ReportId,
): Promise<Result<ReadonlySet<string>, Failure>> {
  const content = await library.loadReport(reportId);
  if (!content.ok) return content;
  if (content.value.binnedAt !== null) return ok(new Set());
  const evidence = await library.loadEvidence(reportId);
  if (!evidence.ok) return evidence;
  return ok(shownIds(arrangeReport(content.value, evidence.value.clips)));
}
