import { expect, test } from 'vitest';
import { setNote } from '@/utils/model/clip-operations';
import { type ReportDocument, readReport } from '@/utils/model/report-document';
import { arrangeReport } from '@/utils/model/report-tree';
import { renameSection } from '@/utils/model/section-operations';
import { editStatement } from '@/utils/model/statement-operations';
import { createClaimsReader } from '@/utils/review/claims-of-tree';
import { C1, clip, REPORT, S1, sampleReport, T1, T2 } from '../model/sample-report';

const treeOf = (doc: ReportDocument) => arrangeReport(readReport(doc, REPORT), [clip(C1, S1)]);

test('headings and statements in reading order, with their claims', () => {
  const steps = createClaimsReader()(treeOf(sampleReport()));
  expect(
    steps.map((step) =>
      step.kind === 'heading' ? step.section.title : step.claims.claims.map(({ text }) => text),
    ),
  ).toEqual(['Costs', ['The array cost 61 million euros'], 'Turbines', 'Wildlife', []]);
});

test('unchanged parts are the same objects, however much else changed', () => {
  const doc = sampleReport();
  const read = createClaimsReader();
  const first = read(treeOf(doc));
  setNote(doc, { clipId: C1, note: 'Ask Tom.' });
  expect(read(treeOf(doc))).toBe(first);
  editStatement(doc, { id: T2, text: 'Seals come near.' });
  const second = read(treeOf(doc));
  expect(second).not.toBe(first);
  expect(second.map((step, at) => step === first[at])).toEqual([true, true, true, true, false]);
});

test('a changed statement and a changed heading are read again', () => {
  const doc = sampleReport();
  const read = createClaimsReader();
  read(treeOf(doc));
  renameSection(doc, { id: S1, title: 'Prices' });
  const [heading, statement] = read(treeOf(doc));
  expect(heading).toMatchObject({ kind: 'heading', section: { title: 'Prices' } });
  expect(statement).toMatchObject({ kind: 'statement', statement: { id: T1 } });
});
