import { describe, expect, test } from 'vitest';
import { fillFromTemplate, fillWithCopy, type TemplateChange } from '@/utils/model/fill-template';
import {
  createReportDocument,
  type ReportDocument,
  readReport,
} from '@/utils/model/report-document';
import { arrangeReport, type SectionNode } from '@/utils/model/report-tree';
import { binSection, createSection } from '@/utils/model/section-operations';
import { C1, C2, clip, id, REPORT, S2, S3, sampleReport, time } from './sample-report';

const MADE = id<'report'>(2);
const clips = [clip(C1), clip(C2, S3)];

function outline(nodes: readonly SectionNode[]): string[] {
  return nodes.flatMap(({ section, children, content }) => [
    `${'#'.repeat(section.level)} ${section.title}${content.length > 0 ? ` (${content.length.toString()})` : ''}`,
    ...outline(children),
  ]);
}

function made(from: ReportDocument, title: string, changes: readonly TemplateChange[] = []) {
  const tree = arrangeReport(readReport(from, REPORT), clips);
  const doc = createReportDocument({ title, language: 'en', at: time(30) });
  doc.transact(() =>
    fillFromTemplate(doc, {
      tree,
      title,
      changes,
      changesTitle: 'What changed since',
      at: time(30),
    }),
  );
  const content = readReport(doc, MADE);
  return { doc, tree: arrangeReport(content, clips), content };
}

const FALLEN: TemplateChange[] = [
  { clipId: C1, words: 'Altered (a figure: 61 → 68): “[[cite: cost”', label: 'Harbour Board' },
  { clipId: C2, words: 'Page gone: “Seals”', label: 'Wildlife Trust' },
];

describe('a report like another', () => {
  test('has its sections, as deep and in their order, with nothing in them', () => {
    const { tree, content } = made(sampleReport(), 'Tidal power, April');
    expect(outline(tree.sections)).toEqual(['## Costs', '### Turbines', '## Wildlife']);
    expect(content.statements).toEqual([]);
    expect(tree.inbox).toEqual([]);
  });

  test('has sections of its own, which do not merge with those of the original', () => {
    const before = readReport(sampleReport(), REPORT).sections.map((section) => section.id);
    const { content } = made(sampleReport(), 'Next');
    expect(content.sections.filter(({ id: own }) => before.includes(own))).toEqual([]);
  });

  test('leaves out the bin', () => {
    const from = sampleReport();
    binSection(from, { id: S2, at: time(9) });
    expect(outline(made(from, 'Next').tree.sections)).toEqual(['## Costs', '## Wildlife']);
  });

  test('calls the section that was called like the old report like the new one', () => {
    const from = createReportDocument({ title: 'March', language: 'en', at: time(0) });
    createSection(from, { id: id(11), parentId: null, title: 'March', level: 1, at: time(1) });
    createSection(from, { id: id(12), parentId: id(11), title: 'Models', at: time(2) });
    expect(outline(made(from, 'April').tree.sections)).toEqual(['# April', '## Models']);
    expect(outline(made(from, 'April', FALLEN).tree.sections)).toEqual([
      '# April',
      '## What changed since (4)',
      '## Models',
    ]);
  });

  test('begins with what changed since, a list item for each passage, which it cites', () => {
    const { tree, content } = made(sampleReport(), 'Next', FALLEN);
    expect(outline(tree.sections)[0]).toBe('## What changed since (4)');
    const items = tree.sections[0]?.content ?? [];
    expect(items.map((item) => (item.kind === 'clip' ? item.id : item.segments[0]))).toEqual([
      { type: 'text', text: `${FALLEN[0]?.words ?? ''} ` },
      { type: 'text', text: `${FALLEN[1]?.words ?? ''} ` },
      C1,
      C2,
    ]);
    expect(content.citations.map(({ clipId, label }) => [clipId, label])).toEqual([
      [C1, 'Harbour Board'],
      [C2, 'Wildlife Trust'],
    ]);
    expect(content.statements.map(({ kind, marker }) => [kind, marker])).toEqual([
      ['item', '-'],
      ['item', '-'],
    ]);
  });
});

describe('a copy of a report', () => {
  test('has everything that is not in the bin, notes and the file’s ends included', () => {
    const from = sampleReport();
    from.getMap('report').set('preamble', '---\ntags: lake\n---\n');
    from.getMap('report').set('finalBytes', '\n\n');
    const tree = arrangeReport(readReport(from, REPORT), clips);
    const doc = createReportDocument({ title: 'Copy', language: 'en', at: time(30) });
    doc.transact(() => fillWithCopy(doc, from, tree, time(30)));
    const content = readReport(doc, MADE);
    const copied = arrangeReport(content, clips);
    expect(outline(copied.sections)).toEqual(outline(tree.sections));
    expect(content).toMatchObject({ preamble: '---\ntags: lake\n---\n', finalBytes: '\n\n' });
    const texts = (of: typeof content) => of.statements.map(({ text }) => text);
    expect(texts(content)).toEqual(texts(tree.content));
    expect(content.title).toBe('Copy');
    expect(content.placements.find(({ clipId }) => clipId === C1)?.note).toBe('Check the year.');
    // Filed under the other report, but also part of this one.
    expect([...copied.clips.keys()].sort()).toEqual([C1, C2]);
  });
});
