import type { Failure } from '@/utils/model/failure';
import type { ReportId, SectionId } from '@/utils/model/ids';
import { readSections, reportMaps } from '@/utils/model/report-document';
import { ok, type Result } from '@/utils/model/result';
import { buildSectionTree } from '@/utils/model/section-tree';
import { readRecentSections, readSettings } from '@/utils/platform/settings';
import type { Library } from '@/utils/storage/library';

export interface SectionChoice {
  readonly reportId: ReportId;
  readonly reportTitle: string;
  readonly id: SectionId;
  readonly title: string;
}

/** As many as the user can choose from at a glance. */
const MOST = 8;

/** Returns sections of a report to choose from: the recently used ones, then the first ones. */
export async function sectionsOfReport(
  library: Library,
  reportId: ReportId,
): Promise<Result<SectionChoice[], Failure>> {
  const sections = await liveSections(library, reportId);
  if (!sections.ok) return sections;
  const recent = (await readRecentSections()).map(({ sectionId }) => sectionId);
  return ok(recentFirst(sections.value, recent));
}

/** The same over all reports, filled up with sections of the user's current report. */
export async function sectionsToClipTo(
  library: Library,
): Promise<Result<SectionChoice[], Failure>> {
  const recent = await readRecentSections();
  const { currentReportId } = await readSettings();
  const wanted = new Set(recent.map(({ reportId }) => reportId));
  if (currentReportId !== null) wanted.add(currentReportId);
  const used = recent.map(({ sectionId }) => sectionId);
  const known: SectionChoice[] = [];
  for (const reportId of wanted) {
    const sections = await liveSections(library, reportId);
    // The report was deleted, or is being deleted. The other sections are enough.
    if (!sections.ok) continue;
    const offered = (id: SectionId) => reportId === currentReportId || used.includes(id);
    known.push(...sections.value.filter(({ id }) => offered(id)));
  }
  return ok(recentFirst(known, used));
}

function recentFirst(sections: SectionChoice[], recent: readonly SectionId[]): SectionChoice[] {
  const rank = ({ id }: SectionChoice) => {
    const at = recent.indexOf(id);
    return at < 0 ? recent.length : at;
  };
  return sections.sort((a, b) => rank(a) - rank(b)).slice(0, MOST);
}

/**
 * Returns sections in the order of the report, without those in the bin. Reads no statements or
 * clips.
 */
async function liveSections(
  library: Library,
  reportId: ReportId,
): Promise<Result<SectionChoice[], Failure>> {
  const found: SectionChoice[] = [];
  // An edit that changes nothing. It reads from the document without reading the whole report.
  const read = await library.editReport(reportId, (doc) => {
    const { report, sections } = reportMaps(doc);
    if (report.get('binnedAt') != null) return;
    const reportTitle = String(report.get('title') ?? '');
    const tree = buildSectionTree(readSections(sections));
    const visit = (parent: SectionId | null) => {
      for (const { id, title, binnedAt } of tree.childrenOf(parent)) {
        if (binnedAt !== null) continue;
        found.push({ reportId, reportTitle, id, title });
        visit(id);
      }
    };
    visit(null);
  });
  return read.ok ? ok(found) : read;
}
