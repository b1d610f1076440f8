import { expect, test } from 'vitest';
import { readReport } from '@/utils/model/report-document';
import { arrangeReport } from '@/utils/model/report-tree';
import { createStatement } from '@/utils/model/statement-operations';
import { citationToken } from '@/utils/model/statement-text';
import { createClaimsReader } from '@/utils/review/claims-of-tree';
import { uncitedBySection } from '@/utils/review/uncited-sentences';
import { C1, CITE, clip, id, REPORT, S1, sampleReport, T2 } from '../model/sample-report';

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

test.each([
  ['**Résumé.** La fréquentation a monté.', ['La fréquentation a monté.']],
  ['**Résumé.** La fréquentation a monté [[cite]].', []],
  ['__What we found.__ Visits rose.', ['Visits rose.']],
  ['**Costs rose again in May.** Visits fell.', ['Costs rose again in May.', 'Visits fell.']],
  ['**Costs rose.**', ['Costs rose.']],
  ['Visits fell. **Summary.** Costs rose.', ['Visits fell.', 'Summary.', 'Costs rose.']],
  ['**Costs** rose. Visits fell.', ['Costs rose.', 'Visits fell.']],
])('a short bold title at the start of a statement is no sentence: %s', (text, words) => {
  const doc = sampleReport();
  const cited = citationToken(CITE);
  createStatement(doc, {
    id: id<'statement'>(26),
    text: text.replace('[[cite]]', cited),
    position: { sectionId: null },
  });
  const steps = createClaimsReader()(arrangeReport(readReport(doc, REPORT), [clip(C1, S1)]));
  const [first] = uncitedBySection(steps).filter(({ section }) => section === null);
  expect((first?.sentences ?? []).map((sentence) => sentence.words)).toEqual(words);
});
