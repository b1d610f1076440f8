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

/** As many as can be chosen from at a glance. */
const MOST = 8;

/** A report's sections to choose from: those clipped into last, then the first ones in it. */
export async function sectionsOfReport(
  library: Library,
  reportId: ReportId,
): Promise<Result<SectionChoice[], Failure>> {
  const sections = await liveSections(library, reportId);
  if (!sections.ok) return sections;
  const recent = (await readRecentSections()).map(({ sectionId }) => sectionId);
  return ok(recentFirst(sections.value, recent));
}

/** The same over all reports, filled up with sections of the one that the user works on. */
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
    // It was deleted, or is being: what is left to choose from is enough.
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

/** In the order of the report; none of a bin. Reads no statements and no clips. */
async function liveSections(
  library: Library,
  reportId: ReportId,
): Promise<Result<SectionChoice[], Failure>> {
  const found: SectionChoice[] = [];
  // An edit that changes nothing: it looks into the document without reading all of the report.
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
