import { expect, test } from 'vitest';
import type { ReportId } from '@/utils/model/ids';
import { newId } from '@/utils/model/ids';
import { applyImportedReport } from '@/utils/model/import-operations';
import { createReportDocument, readReport } from '@/utils/model/report-document';
import { readCitedMarkdown } from '@/utils/report/read-markdown';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { corpusRoot, readCorpus } from './corpus';

/** A French report with 179 citations, with the damage that tools cause. */
const SAMPLE = 'reports/veille-ia-2025-03.md';
const NOW = '2026-03-03T09:00:00.000Z';

test.skipIf(corpusRoot === '')('the sample report is read whole and written back', async () => {
  const text = await readCorpus(SAMPLE);
  const reportId: ReportId = newId<'report'>();
  const filedUnder = { reportId, sectionId: null };
  const result = readCitedMarkdown(text, { filedUnder, now: NOW, newId });
  if (!result.ok) throw new Error(result.error.code);
  const report = result.value;
  expect(report.language).toBe('fr');
  expect(report.importReport).toMatchObject({
    citations: 179,
    byStyle: { inline: 179 },
    withDirective: 177,
    invalidDirectives: 8,
    addresses: 119,
    pages: 37,
    headings: 9,
    leftAlone: [],
  });

  const markers = report.importReport.damage.filter(({ kind }) => kind === 'leftover-marker');
  expect(markers).toHaveLength(139);

  const kinds = Map.groupBy(report.statements, ({ kind }) => kind);
  expect(kinds.get('item')).toHaveLength(22);
  expect(kinds.get('caption')).toHaveLength(2);
  expect(kinds.get('sources')).toHaveLength(1);
  const closing = kinds.get('sources')?.[0]?.id;
  expect(report.citations.filter(({ statementId }) => statementId === closing)).toHaveLength(25);
  const longest = report.statements.reduce((a, b) => (b.raw.length > a.raw.length ? b : a));
  expect(report.citations.filter(({ statementId }) => statementId === longest.id)).toHaveLength(
    longest.kind === 'sources' ? 25 : 16,
  );

  const doc = createReportDocument({ title: '', language: 'en', at: NOW });
  applyImportedReport(doc, report, { under: null, at: NOW });
  const content = readReport(doc, reportId);
  const { clips, sources, pins } = report;
  expect(writeMarkdown({ content, clips, sources, pins })).toBe(text);
});
