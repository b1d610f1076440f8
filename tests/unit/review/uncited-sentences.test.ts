import { expect, test } from 'vitest';
import { readReport } from '@/utils/model/report-document';
import { arrangeReport } from '@/utils/model/report-tree';
import { createStatement } from '@/utils/model/statement-operations';
import { createClaimsReader } from '@/utils/review/claims-of-tree';
import { uncitedBySection } from '@/utils/review/uncited-sentences';
import { C1, clip, id, REPORT, S1, sampleReport, T2 } from '../model/sample-report';

test('sentences without a citation are under the nearest heading, in reading order', () => {
  const doc = sampleReport();
  createStatement(doc, {
    id: id<'statement'>(25),
    text: 'Before all. **And** more.',
    position: { sectionId: null },
  });
  createStatement(doc, {
    id: id<'statement'>(26),
    text: 'Costs rose again.',
    position: { sectionId: S1 },
  });
  const steps = createClaimsReader()(arrangeReport(readReport(doc, REPORT), [clip(C1, S1)]));
  const found = uncitedBySection(steps);
  expect(
    found.map(({ section, sentences }) => [
      section?.title ?? null,
      ...sentences.map(({ words }) => words),
    ]),
  ).toEqual([
    [null, 'Before all.', 'And more.'],
    ['Costs', 'Costs rose again.'],
    ['Wildlife', 'Seals keep away.'],
  ]);
  expect(found[0]?.sentences.map(({ start }) => start)).toEqual([0, 12]);
  expect(found[2]?.sentences[0]?.statementId).toBe(T2);
});
