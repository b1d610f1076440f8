import type { Id, ReportId } from '@/utils/model/ids';
import type { ImportedReport, ImportedStatement } from '@/utils/model/imported-report';
import { parseStatementText } from '@/utils/model/statement-text';
import { type ReadMarkdownOptions, readCitedMarkdown } from '@/utils/report/read-markdown';

export const NOW = '2026-03-03T09:00:00.000Z';
export const REPORT = '00000000-0000-7000-8000-000000000000' as ReportId;

/** Returns ids in the order of the calls, so that two readings of one file are equal. */
export function countedIds(): <Kind extends string>() => Id<Kind> {
  let count = 0;
  return <Kind extends string>() => {
    count += 1;
    return `00000000-0000-7000-8000-${count.toString(16).padStart(12, '0')}` as Id<Kind>;
  };
}

export function read(text: string, options: Partial<ReadMarkdownOptions> = {}): ImportedReport {
  const result = readCitedMarkdown(text, {
    filedUnder: { reportId: REPORT, sectionId: null },
    now: NOW,
    newId: countedIds(),
    ...options,
  });
  if (!result.ok) throw new Error(`refused: ${result.error.code}`);
  return result.value;
}

/** Returns the file, joined from the bytes that the reading kept. */
export function bytesOf(report: ImportedReport): string {
  const bySection = new Map<string | null, string[]>();
  for (const { sectionId, gapBefore, raw } of report.statements) {
    const list = bySection.get(sectionId) ?? [];
    list.push(gapBefore + raw);
    bySection.set(sectionId, list);
  }
  const contentOf = (id: string | null) => (bySection.get(id) ?? []).join('');
  const sections = report.sections.map(({ id, gapBefore, raw }) => gapBefore + raw + contentOf(id));
  return report.preamble + contentOf(null) + sections.join('') + report.finalBytes;
}

/** Returns a statement's text with the bytes of its citations in place of their tokens. */
export function shown(report: ImportedReport, statement: ImportedStatement): string {
  const byId = new Map(report.citations.map((citation) => [citation.id, citation]));
  return parseStatementText(statement.text)
    .map((segment) =>
      segment.type === 'text' ? segment.text : (byId.get(segment.citationId)?.raw ?? '?'),
    )
    .join('');
}
