import { i18n } from '#i18n';
import type { Failure } from '@/utils/model/failure';
import { newId, type ReportId, type SectionId } from '@/utils/model/ids';
import { arrangeReport, type SectionNode } from '@/utils/model/report-tree';
import { ok, type Result } from '@/utils/model/result';
import { broadcastChange } from '@/utils/platform/changes';
import { readSettings, writeSettings } from '@/utils/platform/settings';
import type { Library } from '@/utils/storage/library';
import { useLibrary } from './open-library';

export interface ClipDestination {
  readonly reportId: ReportId;
  readonly reportTitle: string;
  /** Null: the inbox. */
  readonly sectionId: SectionId | null;
  readonly sectionTitle: string | null;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Where a new clip goes: the report and section that the user chose last, if they are still
 * there; else the report changed last; else a new one. One at a time, so that two clips made
 * at once do not make two reports.
 */
export function clipDestination(): Promise<Result<ClipDestination, Failure>> {
  const next = last.then(() => useLibrary(choose));
  last = next.catch(() => undefined);
  return next;
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
