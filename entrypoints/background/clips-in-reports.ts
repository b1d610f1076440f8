import type { Pin } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import type { ClipId, ReportId } from '@/utils/model/ids';
import type { ReportContent } from '@/utils/model/report-content';
import { arrangeReport, shownIds } from '@/utils/model/report-tree';
import { ok, type Result } from '@/utils/model/result';
import { gatherEvidence } from '@/utils/report/citation-target';
import type { Library } from '@/utils/storage/library';
import type { ClipWithSource, ReportEvidence } from '@/utils/storage/queries';
import { useLibrary } from './open-library';

/**
 * Returns clips with the report that each was filed under and their current pin there, without
 * clips in a bin.
 */
export function clipsInReports(
  clips: readonly ClipWithSource[],
): Promise<Result<(ClipWithSource & { readonly reportId: ReportId })[], Failure>> {
  return useLibrary(async (library) => {
    const found: (ClipWithSource & { reportId: ReportId })[] = [];
    for (const reportId of new Set(clips.map(({ clip }) => clip.filedUnder.reportId))) {
      const report = await readReport(library, reportId);
      if (!report.ok) return report;
      const { content, evidence } = report.value;
      const live = shownClips(content, evidence);
      const pins = heldPins(content, evidence);
      for (const entry of clips) {
        const { id, filedUnder } = entry.clip;
        if (filedUnder.reportId !== reportId || !live.has(id)) continue;
        found.push({ ...entry, pin: pins.get(id) ?? null, reportId });
      }
    }
    return ok(found);
  });
}

/**
 * Returns the ids of a report's clips that are not in the bin, neither themselves nor with their
 * section.
 */
export async function liveClipIds(
  library: Library,
  reportId: ReportId,
): Promise<Result<ReadonlySet<string>, Failure>> {
  const report = await readReport(library, reportId);
  return report.ok ? ok(shownClips(report.value.content, report.value.evidence)) : report;
}

/** Returns a report's evidence with only the current pin of each clip. */
export async function heldEvidence(
  library: Library,
  reportId: ReportId,
): Promise<Result<ReportEvidence, Failure>> {
  const report = await readReport(library, reportId);
  if (!report.ok) return report;
  const { content, evidence } = report.value;
  return ok({ ...evidence, pins: [...heldPins(content, evidence).values()] });
}

interface ReadReport {
  readonly content: ReportContent;
  readonly evidence: ReportEvidence;
}

async function readReport(
  library: Library,
  reportId: ReportId,
): Promise<Result<ReadReport, Failure>> {
  const content = await library.loadReport(reportId);
  if (!content.ok) return content;
  const evidence = await library.loadEvidence(reportId);
  return evidence.ok ? ok({ content: content.value, evidence: evidence.value }) : evidence;
}

function shownClips(content: ReportContent, { clips }: ReportEvidence): ReadonlySet<string> {
  return content.binnedAt === null ? shownIds(arrangeReport(content, clips)) : new Set();
}

function heldPins(content: ReportContent, evidence: ReportEvidence): ReadonlyMap<ClipId, Pin> {
  const { clips, sources, pins } = evidence;
  const { pinOf } = gatherEvidence(clips, sources, pins, content.placements);
  return new Map(
    clips.flatMap(({ id }): [ClipId, Pin][] => {
      const pin = pinOf(id);
      return pin === null ? [] : [[id, pin]];
    }),
  );
}
