import { deriveReportClaims } from '@/utils/claim/derive-report-claims';
import { removeFragmentDirective } from '@/utils/fragment/text-directive';
import { newId } from '@/utils/model/ids';
import type { ImportedReport } from '@/utils/model/imported-report';
import type { ReportContent } from '@/utils/model/report-content';
import { readCitedMarkdown } from '@/utils/report/read-markdown';
import type { WrittenReport } from '@/utils/report/write-options';

const AT = '2025-03-01T10:00:00.000Z';

/** Reads a file like Pincite. */
export function readReport(markdown: string, bibliography?: string): ImportedReport {
  const read = readCitedMarkdown(markdown, {
    filedUnder: { reportId: newId<'report'>(), sectionId: null },
    now: AT,
    newId,
    ...(bibliography === undefined ? {} : { bibliography }),
  });
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

/** Returns it as a report without edits. */
export function importedContent(imported: ImportedReport): ReportContent {
  let last = 0;
  const rank = () => `a${String(last++).padStart(8, '0')}`;
  const { title, language, preamble, finalBytes } = imported;
  return {
    id: newId(),
    title,
    language,
    preamble,
    finalBytes,
    binnedAt: null,
    sections: imported.sections.map((section) => ({
      ...section,
      rank: rank(),
      movedAt: null,
      binnedAt: null,
    })),
    statements: imported.statements.map(({ line: _, ...statement }) => ({
      ...statement,
      rank: rank(),
      binnedAt: null,
    })),
    citations: imported.citations,
    placements: [],
    repairs: [],
  };
}

export function importedReport(imported: ImportedReport): WrittenReport {
  const { clips, sources, pins } = imported;
  return { content: importedContent(imported), clips, sources, pins };
}

/** Returns the claims of a file as `words <= addresses`, without directives and schemes. */
export function claimsOf(text: string, bibliography?: string): string[] {
  const { content } = importedReport(readReport(text, bibliography));
  const hrefs = new Map(content.citations.map(({ id, href }) => [id, href ?? '']));
  return deriveReportClaims(content).claims.map((claim) => {
    const addresses = claim.citationIds.map((id) =>
      removeFragmentDirective(hrefs.get(id) ?? '').replace(/^https?:\/\//u, ''),
    );
    return `${claim.text} <= ${addresses.join(' ')}`;
  });
}
