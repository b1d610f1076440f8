import type { Pin } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import type { ClipId, ReportId } from '@/utils/model/ids';
import type { ReportContent } from '@/utils/model/report-content';
import { arrangeReport, countedClips, shownIds } from '@/utils/model/report-tree';
import { ok, type Result } from '@/utils/model/result';
import { gatherEvidence } from '@/utils/report/citation-target';
import type { Library } from '@/utils/storage/library';
import type { ClipWithSource, ReportEvidence } from '@/utils/storage/queries';
import { useLibrary } from './open-library';

/** A clip with its current pin in a report. */
export type ClipInReport = ClipWithSource & { readonly reportId: ReportId };

/**
 * Returns clips with the report that each was filed under and their current pin there, without
 * clips in a bin.
 */
export function clipsInReports(
  clips: readonly ClipWithSource[],
): Promise<Result<ClipInReport[], Failure>> {
  return useLibrary(async (library) => {
    const found: ClipInReport[] = [];
    const filed = Map.groupBy(clips, ({ clip }) => clip.filedUnder.reportId);
    for (const [reportId, entries] of filed) {
      const report = await readReport(library, reportId);
      if (!report.ok) return report;
      const { content, evidence } = report.value;
      if (content.binnedAt !== null) continue;
      const live = shownIds(arrangeReport(content, evidence.clips));
      const pins = heldPins(content, evidence);
      for (const entry of entries) {
        const { id } = entry.clip;
        if (live.has(id)) found.push({ ...entry, pin: pins.get(id) ?? null, reportId });
      }
    }
    return ok(found);
  });
}

/**
 * Returns the same clips as `clipsInReports`, and behind them those that only another report counts.
 * Such a clip is cited there, but it is in the bin of its own report, or has another pin there. Each
 * pin is returned once, because its check counts for every report with this pin (share-checks.ts).
 */
export async function countedInReports(
  clips: readonly ClipWithSource[],
): Promise<Result<ClipInReport[], Failure>> {
  const own = await clipsInReports(clips);
  if (!own.ok) return own;
  return useLibrary(async (library) => {
    const found = own.value;
    const naming = new Map<ReportId, ClipWithSource[]>();
    for (const entry of clips) {
      const reports = await library.reportsOfClip(entry.clip.id);
      if (!reports.ok) return reports;
      for (const reportId of reports.value) {
        naming.set(reportId, [...(naming.get(reportId) ?? []), entry]);
      }
    }
    for (const [reportId, entries] of naming) {
      const report = await readReport(library, reportId);
      if (!report.ok) return report;
      const { content, evidence } = report.value;
      if (content.binnedAt !== null) continue;
      const counted = countedClips(arrangeReport(content, evidence.clips));
      const pins = heldPins(content, evidence);
      for (const entry of entries) {
        const { id } = entry.clip;
        const pin = pins.get(id) ?? null;
        const isKnown = found.some((each) => each.clip.id === id && each.pin?.id === pin?.id);
        if (isKnown || !counted.has(id)) continue;
        const findings = pin?.id === entry.pin?.id ? {} : { check: null, foreign: null };
        found.push({ ...entry, ...findings, pin, reportId });
      }
    }
    return ok(found);
  });
}

/** Returns the clips that a report rests on (`countedClips`); none if the report is in the bin. */
export async function countedClipsOf(
  library: Library,
  reportId: ReportId,
): Promise<Result<ReadonlySet<ClipId>, Failure>> {
  const report = await readReport(library, reportId);
  if (!report.ok) return report;
  const { content, evidence } = report.value;
  if (content.binnedAt !== null) return ok(new Set());
  return ok(countedClips(arrangeReport(content, evidence.clips)));
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
