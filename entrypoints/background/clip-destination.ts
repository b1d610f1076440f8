import { i18n } from '#i18n';
import type { Failure } from '@/utils/model/failure';
import { newId, type ReportId, type SectionId } from '@/utils/model/ids';
import { createQueue } from '@/utils/model/queue';
import { arrangeReport, type SectionNode } from '@/utils/model/report-tree';
import { ok, type Result } from '@/utils/model/result';
import { broadcastChange } from '@/utils/platform/changes';
import { readSettings, writeSettings } from '@/utils/platform/settings';
import type { Library } from '@/utils/storage/library';
import { useLibrary } from './open-library';

export interface ClipDestination {
  readonly reportId: ReportId;
  readonly reportTitle: string;
  /** Null for the inbox. */
  readonly sectionId: SectionId | null;
  readonly sectionTitle: string | null;
}

/** A place that the user chose for one clip. */
export type NamedPlace = Pick<ClipDestination, 'reportId' | 'sectionId'>;

const inTurn = createQueue();

/**
 * Returns where a new clip goes: the place that the user chose for it; or else the last chosen
 * report and section, if they exist; or else the last changed report; or else a new one. One call
 * at a time, so that two clips at once do not make two reports.
 */
export function clipDestination(
  named: NamedPlace | null = null,
): Promise<Result<ClipDestination, Failure>> {
  return inTurn(() =>
    useLibrary(async (library) => {
      const place = named === null ? null : await findPlace(library, named);
      return place ?? choose(library);
    }),
  );
}

/** Returns null if the place is gone; the clip is stored all the same. */
async function findPlace(
  library: Library,
  { reportId, sectionId }: NamedPlace,
): Promise<Result<ClipDestination, Failure> | null> {
  const content = await library.loadReport(reportId);
  if (!content.ok || content.value.binnedAt !== null) return null;
  const { title } = content.value;
  if (sectionId === null) return ok(inbox(reportId, title));
  const section = findSection(arrangeReport(content.value, []).sections, sectionId);
  if (section === null) return null;
  return ok({ reportId, reportTitle: title, sectionId, sectionTitle: section.section.title });
}

async function choose(library: Library): Promise<Result<ClipDestination, Failure>> {
  const { currentReportId, currentSectionId } = await readSettings();
  const reports = await library.listReports();
  if (!reports.ok) return reports;
  const open = reports.value.filter((report) => report.binnedAt === null);
  const chosen = open.find((report) => report.id === currentReportId) ?? open[0];
  if (chosen === undefined) return create(library);
  if (chosen.id !== currentReportId) {
    await writeSettings({ currentReportId: chosen.id, currentSectionId: null });
    return ok(inbox(chosen.id, chosen.title));
  }
  if (currentSectionId === null) return ok(inbox(chosen.id, chosen.title));
  const content = await library.loadReport(chosen.id);
  if (!content.ok) return content;
  const section = findSection(arrangeReport(content.value, []).sections, currentSectionId);
  if (section === null) return ok(inbox(chosen.id, chosen.title));
  return ok({
    reportId: chosen.id,
    reportTitle: chosen.title,
    sectionId: section.section.id,
    sectionTitle: section.section.title,
  });
}

function inbox(reportId: ReportId, reportTitle: string): ClipDestination {
  return { reportId, reportTitle, sectionId: null, sectionTitle: null };
}

async function create(library: Library): Promise<Result<ClipDestination, Failure>> {
  const id = newId<'report'>();
  const title = i18n.t('first_report');
  const created = await library.createReport({ id, title, language: i18n.t('locale') });
  if (!created.ok) return created;
  await writeSettings({ currentReportId: id, currentSectionId: null });
  broadcastChange({ kind: 'reports' });
  return ok(inbox(id, title));
}

function findSection(nodes: readonly SectionNode[], id: SectionId): SectionNode | null {
  for (const node of nodes) {
    const found = node.section.id === id ? node : findSection(node.children, id);
    if (found !== null) return found;
  }
  return null;
}
