import { expect, test } from 'vitest';
import { binClip, moveClip } from '@/utils/model/clip-operations';
import { readReport } from '@/utils/model/report-document';
import { arrangeReport } from '@/utils/model/report-tree';
import { recordCitation } from '@/utils/model/statement-operations';
import { takeSections } from '@/utils/model/take-sections';
import { C1, C2, clip, id, REPORT, S1, S3, sampleReport, T1, time } from './sample-report';

function taken(change: (doc: ReturnType<typeof sampleReport>) => void) {
  const doc = sampleReport();
  change(doc);
  const tree = arrangeReport(readReport(doc, REPORT), [clip(C1), clip(C2, S3)]);
  return takeSections(doc, tree, { sectionIds: [S1], notes: false, at: time(9) });
}

test('a clip cited from another section is included, in the section that cites it', () => {
  const content = taken((doc) => moveClip(doc, { clipId: C1, position: { sectionId: S3 } }));
  expect(content.statements.map((statement) => statement.id)).toContain(T1);
  expect(content.placements).toMatchObject([{ clipId: C1, sectionId: S1, rank: null }]);
});

test('a clip in the section keeps its place, however often it is cited', () => {
  const content = taken((doc) =>
    recordCitation(doc, { id: id<'citation'>(42), clipId: C1, statementId: T1, label: '' }),
  );
  expect(content.placements.map(({ clipId, rank }) => [clipId, rank !== null])).toEqual([
    [C1, true],
  ]);
});

test('a clip in the bin stays there, cited or not', () => {
  const content = taken((doc) => binClip(doc, { clipId: C1, at: time(8) }));
  expect(content.placements).toEqual([]);
});

test.each([
  ['## **Levels [2]**', 'Levels', null],
  ['## Levels [^2] ##', 'Levels', null],
  ['## **Levels**', 'Levels', '## **Levels**'],
  ['## [Levels](https://weir.example/)', 'Levels', '## [Levels](https://weir.example/)'],
  ['## Version [2]', 'Version [2]', '## Version [2]'],
])('of the heading %s, only bytes without a mark are included', (raw, title, included) => {
  const tree = arrangeReport(readReport(sampleReport(), REPORT), []);
  const sections = tree.sections.map((node) => ({
    ...node,
    section: { ...node.section, raw, title },
  }));
  const content = takeSections(
    sampleReport(),
    { ...tree, sections },
    { sectionIds: [S1], notes: false, at: time(9) },
  );
  expect(content.sections[0]?.raw).toBe(included);
});
